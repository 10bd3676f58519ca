// The program in a page of headless Firefox.

import { firefoxEnded, launchFirefox } from '../firefox.mjs';

/** @returns {Promise<import('./supervise.mjs').Program>} */
export async function open({ site, adapter }) {
  const browser = await launchFirefox(adapter);
  const ended = firefoxEnded(browser);
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  page.setDefaultTimeout(0);
  return {
    ended,
    start: async () => {
      await page.goto(site.page);
      await page.waitForFunction(() => globalThis.callEngine !== undefined);
    },
    call: (name, args) => page.evaluate((name, args) => globalThis.callEngine(name, args), name, args),
    close: () => browser.close(),
    kill: () => browser.process()?.kill('SIGKILL'),
  };
}
