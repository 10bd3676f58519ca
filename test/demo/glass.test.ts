// The glass engine of the built demo: its figures match the answers and the server's log.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatBytes } from '../../demo/elements.ts';
import { Visitor } from './visitor.ts';

let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  visitor = await Visitor.arrive();
  ({ page } = visitor);
  await page.getByRole('button', { name: 'What is 48 + 75?' }).waitFor();
});

afterAll(() => visitor.leave());

const panel = () => page.locator('#glass');
const figure = (name: string): Promise<string | null> =>
  panel().locator(`[data-figure="${name}"]`).textContent();

const panelScripts = (): Promise<number> =>
  page.evaluate(
    () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('mount-glass')).length,
  );

/** Asks in a new conversation, and returns the answer's token count. */
async function ask(question: string): Promise<number> {
  await page.getByRole('button', { name: 'New chat' }).click();
  await visitor.ask(question);
  await visitor.answered();
  const note = await page.locator('.footnote').last().textContent();
  const tokens = /(\d+) tokens(?! read)/.exec(note ?? '');
  await expect.poll(() => figure('tokens')).toBe(tokens![1]!);
  return Number(tokens![1]);
}

/** Each expert's pick count in a layer, read cell by cell with the keyboard. */
async function chosenInLayer(layer: number, experts: number): Promise<number[]> {
  const grid = panel().getByRole('grid');
  const cell = panel().getByRole('gridcell');
  await grid.press('PageUp');
  for (let row = 1; row < layer; row++) await grid.press('ArrowDown');
  await grid.press('Home');
  const chosen: number[] = [];
  for (let expert = 1; expert <= experts; expert++) {
    await expect.poll(() => cell.textContent()).toContain(`Layer ${layer}, expert ${expert}: `);
    chosen.push(Number(/chosen for (\d+)/.exec((await cell.textContent())!)![1]));
    await grid.press('ArrowRight');
  }
  return chosen;
}

it('is fetched when it is opened, and then shows the figures of the next answer', async () => {
  expect(await panelScripts()).toBe(0);
  await page.getByRole('button', { name: 'Look into the engine' }).click();
  await panel().getByText('Ask something: the next answer').waitFor();
  expect(await panelScripts()).toBeGreaterThan(0);

  const tokens = await ask('What is 48 + 75?');
  expect(Number(await figure('faults'))).toBeGreaterThan(8);
  const experts = visitor.server.requests.filter((path) => path.includes('/experts/'));
  const bytes = experts.reduce((sum, path) => sum + statSync(join('demo/public', path)).size, 0);
  expect(await figure('networkBytes')).toBe(formatBytes(bytes));
  for (const name of ['weightBytes', 'expertBytes', 'kvBytes', 'stateBytes', 'workingBytes', 'total']) {
    expect(await figure(name)).toMatch(/^[1-9][\d.]* [KM]B$/);
  }
  expect(await visitor.violations()).toEqual([]);
  // Each token has two experts in each layer.
  const chosen = await chosenInLayer(3, 32);
  expect(chosen.reduce((sum, times) => sum + times, 0)).toBe(2 * tokens);
});

it('has every token on its timeline, with its alternatives', async () => {
  const range = panel().getByRole('slider', { name: 'Token shown' });
  await range.press('Home');
  await expect.poll(() => range.getAttribute('aria-valuetext')).toMatch(/^Token 1 of \d+: /);
  expect(await figure('waited')).toMatch(/^\d+ times, with the question$/);
  const count = Number(await range.getAttribute('max')) + 1;
  const texts: string[] = [];
  for (let token = 1; token <= count; token++) {
    await expect.poll(() => range.getAttribute('aria-valuetext')).toContain(`Token ${token} of ${count}: `);
    const value = (await range.getAttribute('aria-valuetext'))!;
    texts.push(value.slice(value.indexOf(': ') + 2, value.lastIndexOf(', ')));
    await range.press('ArrowRight');
  }
  const answer = await page.locator('.turn.model .text').last().textContent();
  expect(await panel().locator('.timeline-alternatives li').count()).toBe(5);
  expect(await panel().locator('.timeline-alternatives .chosen').count()).toBe(1);
  expect(await panel().locator('.timeline-experts li').count()).toBe(8);
  expect(texts.join('').split('</think>').at(-1)!.trim()).toBe(answer!.trim());
});

it('shows no faults when the same question is asked again', async () => {
  await ask('What is 48 + 75?');
  expect(await figure('faults')).toBe('0');
  expect(await figure('networkBytes')).toBe('0 KB');
  expect(await figure('gpuBytes')).toMatch(/MB$/);
});

it('draws the costs of a context, and compares two budgets', async () => {
  await panel().getByText('Why M1').click();
  const chart = panel().getByRole('img', { name: 'Memory of one conversation' });
  await chart.waitFor();
  expect(await chart.locator('polyline').count()).toBe(2);
  expect(await panel().locator('.chart .dot').count()).toBeGreaterThan(2);
  await panel().getByRole('rowheader', { name: '1M' }).waitFor();

  await panel().getByText('Under a budget').click();
  await panel().getByRole('button', { name: 'Compare' }).click();
  await panel()
    .getByText(/^The same \d+ tokens\.$/)
    .waitFor();
  const again = panel().getByRole('row', { name: 'Waits, again' }).getByRole('cell');
  const [all, some] = (await again.allTextContents()).map(Number);
  expect(all).toBe(0);
  expect(some).toBeGreaterThan(0);
  expect(await panel().locator('.token-row').first().locator('.waited').count()).toBe(0);
  expect(await panel().locator('.token-row').last().locator('.waited').count()).toBeGreaterThan(0);
});

it('fits a phone, in portrait and landscape', async () => {
  for (const [width, height] of [
    [390, 844],
    [844, 390],
  ] as const) {
    await page.setViewportSize({ width, height });
    await panel().getByRole('grid').scrollIntoViewIfNeeded();
    const { left, right, over } = await panel().evaluate((element) => ({
      left: element.getBoundingClientRect().left,
      right: element.getBoundingClientRect().right,
      over: element.scrollWidth - element.clientWidth,
    }));
    expect({ over, right }).toEqual({ over: 0, right: width });
    // In landscape, the conversation has the other half.
    expect(left).toBe(width > height ? width / 2 : 0);
    await page.locator('#question').click();
    expect(await visitor.violations()).toEqual([]);
  }
});

it('leaves nothing behind when it is closed', async () => {
  await panel().getByRole('button', { name: 'Close the panel' }).click();
  expect(await panel().locator('*').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Look into the engine' }).getAttribute('aria-expanded')).toBe(
    'false',
  );
  expect(visitor.complaints).toEqual([]);
});
