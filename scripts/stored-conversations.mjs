#!/usr/bin/env node
// Measures how soon the demo shows its list of conversations, and one of 500 messages, with ten thousand messages in storage.
//   npm run stored-conversations -- [--runs 10]
// Run it on an otherwise idle machine. Fails if a median is above 200 ms.

import { parseArgs } from 'node:util';
import { withDemo } from './demo-site.mjs';
import { openProjectModules } from './project-modules.mjs';

const mostMs = 200;
const { values } = parseArgs({ options: { runs: { type: 'string', default: '10' } } });

const modules = await openProjectModules();
const { spread } = await modules.load('/bench/statistics.ts');
const stored = await modules.load('/bench/stored-conversations.ts');
await modules.close();

/** The times in a fresh page, whose model cannot be fetched, because it would compile meanwhile. */
async function visit(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('alert').waitFor();
  await page.locator('#conversation-list li').first().waitFor();
  const list = await page.evaluate(stored.timeShowing, stored.showList);
  const conversation = await page.evaluate(stored.timeShowing, stored.showConversation('many-3'));
  await page.close();
  return { list: list.ms, conversation: conversation.ms };
}

await withDemo({}, async (browser, url) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await context.route('**/manifest.json', (route) => route.abort());
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('alert').waitFor();
  await page.evaluate(stored.storeConversations, stored.tenThousandMessages);
  await page.close();
  const visits = [];
  for (let run = 0; run < Number(values.runs); run++) visits.push(await visit(context, url));
  for (const what of ['list', 'conversation']) {
    const { median, min, max } = spread(visits.map((times) => times[what]));
    console.log(`${what.padEnd(12)} ${median.toFixed(0)} ms [${min.toFixed(0)}–${max.toFixed(0)}]`);
    if (median > mostMs) process.exitCode = 1;
  }
});
