// Helpers of a visitor of the built demo: open it, ask, and look.

import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright';
import { afterEach, expect } from 'vitest';
import { chromiumWithoutChecks, patienceMs } from '../support/chromium.ts';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const visitors = new Set<Visitor>();

// A failure on another machine is understood by what the page showed.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const { page, complaints } of visitors) {
    const shown = await page.locator('body').innerText({ timeout: 5000 }).catch(String);
    console.error(`${page.url()} showed:\n${shown}\nIts errors: ${complaints.join('\n')}`);
  }
});

export class Visitor {
  readonly server: DemoServer;
  readonly context: BrowserContext;
  page: Page;
  /** Errors of the page. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;

  private constructor(server: DemoServer, browser: Browser, context: BrowserContext, page: Page) {
    [this.server, this.#browser, this.context, this.page] = [server, browser, context, page];
  }

  /**
   * Starts a server and a browser with an empty profile, and opens the demo at `path`. Only the experts that answers need are
   * fetched, because storing all takes longer than most tests. `options`: the browser's.
   */
  static async arrive({ options = chromiumWithoutChecks, path = '' } = {}): Promise<Visitor> {
    const [server, browser] = await Promise.all([startDemoServer(), playwright.launch(options)]);
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(Number(process.env.PATIENCE) || patienceMs);
    await context.addInitScript(() => localStorage.setItem('pocket-m1 demo keep-all', 'false'));
    // The page's policy would block axe.
    const visitor = new Visitor(server, browser, context, await context.newPage());
    visitors.add(visitor);
    visitor.#listen(visitor.page);
    await visitor.page.goto(server.url + path);
    return visitor;
  }

  async leave(): Promise<void> {
    visitors.delete(this);
    await Promise.all([this.server.close(), this.#browser.close()]);
  }

  /** Opens the demo in another tab. */
  async openTab(): Promise<Page> {
    const tab = await this.context.newPage();
    this.#listen(tab);
    await tab.goto(this.page.url());
    return tab;
  }

  /** The button whose whole name is this. */
  readonly button = (name: string) => this.page.getByRole('button', { name, exact: true });
  readonly dialog = () => this.page.getByRole('dialog');
  /** The field of the dialog with this label. */
  readonly field = (label: string) => this.dialog().getByLabel(label, { exact: true });
  readonly answers = (page = this.page) => page.getByRole('article', { name: 'Answer' });
  readonly questions = (page = this.page) => page.locator('.turn.user > p');
  readonly list = (page = this.page) => page.locator('#conversation-list .title');

  /** Asks; the answer is then being written, or complete already. */
  async ask(question: string): Promise<void> {
    const field = this.page.getByLabel('Message', { exact: true });
    await field.fill(question);
    await this.page.locator('#send:enabled').waitFor();
    await this.page.keyboard.press('Enter');
    await expect.poll(() => field.inputValue()).toBe('');
  }

  /** The text of the last answer, when it is complete. */
  async answered(page = this.page): Promise<string> {
    await page.locator('#stop').waitFor({ state: 'hidden' });
    return (await this.answers(page).last().locator('.text').textContent()) ?? '';
  }

  /** The number of tokens read for the last answer. */
  async tokensRead(): Promise<number> {
    const note = await this.answers().last().locator('.footnote').textContent();
    return Number(/^(\d+) tokens read/.exec(note ?? '')?.[1]);
  }

  /** The violations that axe finds in the page's current state. */
  async violations(): Promise<string[]> {
    // Not as a script of the page, which its policy forbids.
    await this.page.evaluate(await import('node:fs').then(({ readFileSync }) => readFileSync(axe, 'utf8')));
    const { violations } = await this.page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }
}
