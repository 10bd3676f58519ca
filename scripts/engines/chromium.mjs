// The program in a page of headless Chromium.

import { chromium } from 'playwright';
import { chromiumArgs, hardwareArgs, requireChromium } from '../chromium.mjs';
import { programInPage } from './page.mjs';
import { OPEN_MS } from './supervise.mjs';

/** @returns {Promise<import('./supervise.mjs').Program>} */
export async function open({ site, adapter }) {
  const args = adapter === 'default' ? hardwareArgs : chromiumArgs;
  const browser = await chromium.launch({ executablePath: requireChromium(), args, timeout: OPEN_MS });
  let crashed;
  const ended = new Promise((_, reject) => {
    crashed = (what) => reject(new Error(`${what} of Chromium ended.`));
  });
  ended.catch(() => {});
  browser.on('disconnected', () => crashed('The process'));
  const page = await browser.newPage();
  page.on('crash', () => crashed("The page's process"));
  return programInPage({ browser, page, site, ended });
}
