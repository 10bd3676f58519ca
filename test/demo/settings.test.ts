// The settings of the built demo, in a browser without WebGPU, where no engine starts; settings-answers.test.ts has those that
// change answers.

import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumWithoutGpu } from '../support/chromium.ts';
import { Visitor } from './visitor.ts';

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.arrive({ options: chromiumWithoutGpu });
});

afterAll(() => visitor.leave());

async function openSettings(): Promise<void> {
  await visitor.button('Settings').click();
  await visitor.field('Temperature').waitFor();
}

/** Whether any element extends beyond the right edge of the window. */
function overflowing(): string[] {
  const { clientWidth } = document.documentElement;
  return [...document.querySelectorAll<HTMLElement>('body *')]
    .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden, .toast, nav'))
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .map(({ tagName, className }) => `${tagName}.${className}`);
}

it('the page needs at most 60 KB of JavaScript for its first paint', () => {
  const html = readFileSync('dist-demo/index.html', 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
  expect(scripts.length).toBeGreaterThan(0);
  const bytes = scripts.map((path) => gzipSync(readFileSync(`dist-demo/${path}`)).length);
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(60_000);
  // index.html names all scripts of the first paint, because static imports are preloaded; the others are loaded later.
  expect(readdirSync('dist-demo/assets').length).toBeGreaterThan(scripts.length);
});

it('settings are kept between visits, and usable in every window size', async () => {
  const { page } = visitor;
  await page.getByRole('alert').waitFor();
  await openSettings();
  // Its edge is not beside it.
  await visitor.dialog().click({ position: { x: 8, y: 300 } });
  await visitor.field('Temperature').fill('0.5');
  await visitor.field('Seed').fill('7');
  await visitor.field('Repetition penalty').fill('1.05');
  await visitor.field('System message').fill('Answer briefly.');
  // Out of range, so not stored.
  await visitor.field('Top-p').fill('3');
  expect(await visitor.field('Top-p').getAttribute('aria-invalid')).toBe('true');
  expect(await visitor.violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.reload();
  await openSettings();
  const labels = ['Temperature', 'Seed', 'Repetition penalty', 'System message', 'Top-p'];
  const values = labels.map((label) => visitor.field(label).inputValue());
  expect(await Promise.all(values)).toEqual(['0.5', '7', '1.05', 'Answer briefly.', '']);
  await visitor.field('Repetition penalty').fill('');
  for (const [width, height] of [
    [390, 844],
    [844, 390],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await visitor.violations()).toEqual([]);
    expect(await page.evaluate(overflowing)).toEqual([]);
    await visitor.button('Close').click();
    expect(await visitor.violations()).toEqual([]);
    expect(await page.evaluate(overflowing)).toEqual([]);
    await visitor.button('Conversations').click();
    await page.getByLabel('Search conversations').waitFor();
    expect(await visitor.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await openSettings();
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
  // Without a number, it has its initial value.
  await visitor.field('Temperature').fill('');
  const stored = await page.evaluate(() => localStorage.getItem('pocket-m1 demo settings'));
  expect(JSON.parse(stored!)).toMatchObject({ temperature: 0, repetitionPenalty: null });
  await visitor.button('Close').click();
});

it("the server's key is kept for this tab only, unless the user chooses to save it", async () => {
  const { page } = visitor;
  await openSettings();
  await visitor.field('Who answers').selectOption('The server');
  const kept = () =>
    page.evaluate(() =>
      [localStorage, sessionStorage].map((area) => JSON.stringify({ ...area }).includes('a-secret')),
    );
  await visitor.field('Key').fill('a-secret');
  await visitor.dialog().getByText('The key is kept for this tab only').waitFor();
  expect(await kept()).toEqual([false, true]);
  await page.reload();
  await openSettings();
  expect(await visitor.field('Key').inputValue()).toBe('a-secret');
  await visitor.field('Remember the key on this device').check();
  await visitor.dialog().getByText('The key is kept on this device').waitFor();
  expect(await kept()).toEqual([true, false]);
  await visitor.field('Remember the key on this device').uncheck();
  expect(await kept()).toEqual([false, true]);
  // As earlier versions stored it.
  await page.evaluate(() => {
    sessionStorage.clear();
    const settings = JSON.parse(localStorage.getItem('pocket-m1 demo settings')!);
    settings.server.key = 'a-secret';
    localStorage.setItem('pocket-m1 demo settings', JSON.stringify(settings));
  });
  await page.reload();
  await openSettings();
  expect(await visitor.field('Key').inputValue()).toBe('a-secret');
  expect(await visitor.field('Remember the key on this device').isChecked()).toBe(true);
  expect(await page.evaluate(() => localStorage.getItem('pocket-m1 demo settings'))).not.toContain(
    'a-secret',
  );
  await visitor.field('Key').fill('');
  expect(await kept()).toEqual([false, false]);
});

it('a text shared by another application is put into the question field', async () => {
  const { page } = visitor;
  await page.goto(`${visitor.server.url}?title=A%20note&text=Two%20lines`);
  await expect.poll(() => page.getByLabel('Message', { exact: true }).inputValue()).toBe('A note\nTwo lines');
  expect(page.url()).toBe(visitor.server.url);
});

it('settings that two tabs change are both kept', async () => {
  const { page } = visitor;
  const other = await visitor.openTab();
  const change = async (tab: typeof page, name: string, value: string): Promise<void> => {
    await tab.getByRole('button', { name: 'Settings' }).click();
    await tab.getByRole('dialog', { name: 'Settings' }).getByLabel(name, { exact: true }).fill(value);
    await tab.getByRole('dialog', { name: 'Settings' }).getByRole('button', { name: 'Close' }).click();
  };
  await change(page, 'Seed', '11');
  await change(other, 'Top-k', '5');
  const stored = await page.evaluate(() => JSON.parse(localStorage.getItem('pocket-m1 demo settings')!));
  expect(stored).toMatchObject({ seed: 11, topK: 5 });
  await other.close();
});
