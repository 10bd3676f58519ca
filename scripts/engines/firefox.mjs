// The program in a page of headless Firefox.

import { firefoxEnded, launchFirefox } from '../firefox.mjs';
import { programInPage } from './page.mjs';

/** @returns {Promise<import('./supervise.mjs').Program>} */
export async function open({ site, adapter }) {
  const browser = await launchFirefox(adapter);
  const ended = firefoxEnded(browser);
  const page = await browser.newPage();
  return {
    ...programInPage({ browser, page, site, ended }),
    kill: () => browser.process()?.kill('SIGKILL'),
  };
}
