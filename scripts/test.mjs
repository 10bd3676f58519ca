// npm test: makes sure there is a browser, checks the code, builds what the tests install and open, and runs them all.
// Arguments go to vitest, as in `npm test -- --project unit`.

import { spawnSync } from 'node:child_process';
import { requireChromium } from './chromium.mjs';

let chromium;
try {
  chromium = requireChromium();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const env = { ...process.env, CHROMIUM_PATH: chromium };
const { status } = spawnSync('npx', ['vitest', 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
