// The layout of the built demo with little space: on a phone, at 400 % zoom, on paper.

import { setTimeout } from 'node:timers/promises';
import { type Browser, type Page, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumWithoutChecks, patienceMs } from '../support/chromium.ts';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';

let server: DemoServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startDemoServer(), playwright.launch(chromiumWithoutChecks)]);
});

afterAll(() => Promise.all([server.close(), browser.close()]));

type Options = Parameters<Browser['newContext']>[0];

/** Opens the demo with empty storage; `observe` runs before its own scripts. */
async function openDemo(options: Options, observe: () => void = () => {}): Promise<void> {
  const context = await browser.newContext(options);
  page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.addInitScript(observe);
  // The page is painted before its script is loaded, as on a slow connection.
  await page.route(/\/assets\/index-.*\.js$/, async (route) => {
    await setTimeout(500);
    await route.continue();
  });
  await page.goto(server.url);
  await page.locator('#suggestions').getByRole('button', { name: 'What is 48 + 75?' }).waitFor();
}

async function answered(answers: number): Promise<void> {
  await page
    .locator('.footnote')
    .nth(answers - 1)
    .waitFor();
}

async function ask(question: string, answers: number): Promise<void> {
  await page.getByLabel('Message').fill(question);
  await page.keyboard.press('Enter');
  await answered(answers);
}

/** Whether any element extends beyond the right edge of the page. */
function overflowing(): string[] {
  const { clientWidth } = document.documentElement;
  return [...document.querySelectorAll<HTMLElement>('body *')]
    .filter((element) => element.checkVisibility() && element.closest('.visually-hidden') === null)
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .map(({ tagName, id, className }) => `${tagName}#${id}.${className}`);
}

it('on a phone nothing jumps from the first paint to the end of the first answer', async () => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  await openDemo(phone, () => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts, shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node: Element | null }[];
      })[]) {
        if (entry.hadRecentInput) continue;
        (globalThis as unknown as { shift: number }).shift += entry.value;
        const moved = entry.sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
        shifts.push(`${entry.value.toFixed(4)} ${moved}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.locator('#suggestions').getByRole('button', { name: 'What is 48 + 75?' }).tap();
  await answered(1);
  // The bytes fetched for the answer are still being counted.
  await page.waitForTimeout(300);
  const { shift, shifts } = await page.evaluate(() => {
    const { shift, shifts } = globalThis as unknown as { shift: number; shifts: string[] };
    return { shift, shifts };
  });
  expect(shift, shifts.join('\n')).toBeLessThanOrEqual(0.05);
});

it('at 400 % zoom the conversation has half of the window, and scrolls in one direction only', async () => {
  // 1280 × 1024 at 400 %.
  const viewport = { width: 320, height: 256 };
  await openDemo({ viewport });
  const measure = async () => {
    const [log, question] = await Promise.all(
      [page.locator('#log'), page.getByLabel('Message')].map((element) => element.boundingBox()),
    );
    expect(log!.height).toBeGreaterThan(viewport.height / 2 - 8);
    expect(question!.y + question!.height).toBeLessThanOrEqual(viewport.height);
    expect(question!.width).toBeGreaterThan(150);
    expect(await page.evaluate(overflowing)).toEqual([]);
  };
  await measure();
  await ask('What is 48 + 75?', 1);
  await measure();
  await page.locator('body').press('Tab');
  await measure();
  // Panels that are hidden to save space open with one click.
  await page.getByRole('button', { name: /^Experts on this device/ }).click();
  await page.locator('#expert-grid').scrollIntoViewIfNeeded();
  expect(await page.locator('#expert-grid').isVisible()).toBe(true);
  expect(await page.evaluate(overflowing)).toEqual([]);
});

it('the whole conversation is printed, over as many pages as necessary, without controls', async () => {
  // Continues with the page of the test before.
  await page.setViewportSize({ width: 1280, height: 300 });
  const questions = ['What is 48 + 75?', 'What is 12 + 24?'];
  for (const [i, question] of questions.slice(1).entries()) await ask(question, i + 2);
  const onScreen = await page.evaluate(() => document.getElementById('log')!.clientHeight);
  await page.emulateMedia({ media: 'print' });
  const paper = await page.evaluate(() => {
    const log = document.getElementById('log')!;
    const controls = 'button, input, textarea, progress, summary, header, aside, form';
    return {
      whole: log.scrollHeight,
      printed: log.clientHeight,
      questions: [...log.querySelectorAll<HTMLElement>('.turn.user')].map(({ innerText }) =>
        innerText.trim(),
      ),
      controls: [...document.querySelectorAll(controls)].filter((element) => element.checkVisibility())
        .length,
    };
  });
  expect(paper.printed).toBe(paper.whole);
  expect(paper.printed).toBeGreaterThan(onScreen);
  expect(paper.questions.map((text) => text.replace(/^You:\s*/, ''))).toEqual(questions);
  expect(paper.controls).toBe(0);
  const pages = async (height: string) => {
    const pdf = await page.pdf({ width: '500px', height });
    return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
  };
  expect(await pages('2000px')).toBe(1);
  expect(await pages('200px')).toBeGreaterThan(1);
});
