#!/usr/bin/env node
// How fast the demo decodes with the glass engine open, relative to its speed with the panel closed.
//   npm run glass-speed -- [--pairs 10] [--hardware]
// Answers the same question in pairs, alternately closed and open, on an otherwise idle machine. Fails below 0.9.

import { parseArgs } from 'node:util';
import { ask, closeGlass, openDemo, openGlass, withDemo } from './demo-site.mjs';
import { openProjectModules } from './project-modules.mjs';

const least = 0.9;
const question = 'Tell me a story about a cat.';

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '10' }, hardware: { type: 'boolean', default: false } },
});
const pairs = Number(values.pairs);

/** The speeds of answers with the panel closed and open. */
async function measure(browser, url) {
  const page = await openDemo(browser, url, { viewport: { width: 1280, height: 800 } });
  /** Tokens per second of an answer in a new conversation. */
  const speed = async () => {
    await page.locator('#new-chat').click();
    const note = await ask(page, question);
    return Number(/([\d.]+) tokens\/s/.exec(note)[1]);
  };
  const speeds = { closed: [], open: [] };
  // The first pair fetches the experts, and compiles the kernels that only the panel needs.
  for (let pair = -1; pair < pairs; pair++) {
    const closed = await speed();
    await openGlass(page);
    const open = await speed();
    await closeGlass(page);
    if (pair < 0) continue;
    speeds.closed.push(closed);
    speeds.open.push(open);
  }
  return speeds;
}

const modules = await openProjectModules();
const { spread } = await modules.load('/bench/statistics.ts');
await modules.close();
await withDemo(values, async (browser, url) => {
  const { closed, open } = await measure(browser, url);
  const line = ({ median, min, max }, digits) =>
    `${median.toFixed(digits)} [${min.toFixed(digits)}–${max.toFixed(digits)}]`;
  const ratio = spread(open.map((tokens, i) => tokens / closed[i]));
  console.log(`closed        ${line(spread(closed), 1)} tokens/s`);
  console.log(`open          ${line(spread(open), 1)} tokens/s`);
  console.log(`open / closed ${line(ratio, 3)} in ${pairs} pairs`);
  if (ratio.median >= least) return;
  console.error(`The median is below ${least}.`);
  process.exitCode = 1;
});
