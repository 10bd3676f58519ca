#!/usr/bin/env node
// Makes the screenshots of the README and of the demo's manifest from the built demo: the demo, its glass engine, and a phone.
//   npm run screenshots -- [--out demo/public/screenshots] [--hardware]

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ask, openDemo, openGlass, withDemo } from './demo-site.mjs';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'demo/public/screenshots' },
    hardware: { type: 'boolean', default: false },
  },
});
const out = resolve(values.out);

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** What each picture shows. */
const pictures = [
  { name: 'demo', options: desktop, show: askThree },
  { name: 'glass', options: desktop, show: lookInside },
  { name: 'phone', options: phone, show: askThree },
  { name: 'phone-glass', options: phone, show: lookInside },
];

async function askThree(page) {
  await ask(page, 'What is 48 + 75?');
  await ask(page, 'It is 09:40. What time is it in 45 minutes?');
  await ask(page, 'What is the capital of France?');
}

async function lookInside(page) {
  await openGlass(page);
  await ask(page, 'Tell me a story about a cat.');
  // A token in the middle of the answer, which has alternatives.
  const range = page.locator('.timeline-range');
  await range.evaluate((element) => {
    element.value = String(Math.floor(Number(element.max) / 3));
    element.dispatchEvent(new Event('input'));
  });
}

await mkdir(out, { recursive: true });
await withDemo(values, async (browser, url) => {
  for (const { name, options, show } of pictures) {
    const page = await openDemo(browser, url, { reducedMotion: 'reduce', ...options });
    await show(page);
    // A blinking caret would make every picture different.
    await page.evaluate(() => document.activeElement?.blur());
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(out, `${name}.png`) });
    console.log(join(values.out, `${name}.png`));
    await page.context().close();
  }
});
