// The program in a browser page that Playwright or Puppeteer controls.

/**
 * @param {{ browser: any, page: any, site: any, ended: Promise<never> }} opened
 * @returns {import('./supervise.mjs').Program}
 */
export function programInPage({ browser, page, site, ended }) {
  page.on('pageerror', (error) => console.error(error));
  page.setDefaultTimeout(0);
  return {
    ended,
    start: async () => {
      await page.goto(site.page);
      await page.waitForFunction(() => globalThis.callEngine !== undefined);
    },
    call: (name, args) => page.evaluate(([name, args]) => globalThis.callEngine(name, args), [name, args]),
    close: () => browser.close(),
  };
}
