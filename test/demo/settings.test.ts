// The settings of the built demo, the models on the device, a server as the second engine, and many conversations.

import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Visitor } from './visitor.ts';

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.arrive();
});

afterAll(() => visitor.leave());

const dialog = (): Locator => visitor.page.getByRole('dialog');
const field = (label: string): Locator => dialog().getByLabel(label, { exact: true });
const press = (name: string): Promise<void> =>
  visitor.page.getByRole('button', { name, exact: true }).click();

async function openSettings(): Promise<void> {
  await press('Settings');
  await dialog().getByText('m1-nano', { exact: true }).waitFor();
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
  await page.locator('#send').waitFor();
  await page.locator('#new-chat:enabled').waitFor();
  await openSettings();
  // Its edge is not beside it.
  await dialog().click({ position: { x: 8, y: 300 } });
  await field('Temperature').fill('0.5');
  await field('Seed').fill('7');
  await field('Repetition penalty').fill('1.05');
  await field('System message').fill('Answer briefly.');
  // Out of range, so not stored.
  await field('Top-p').fill('3');
  expect(await field('Top-p').getAttribute('aria-invalid')).toBe('true');
  expect(await visitor.violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.reload();
  await page.locator('#new-chat:enabled').waitFor();
  await openSettings();
  const labels = ['Temperature', 'Seed', 'Repetition penalty', 'System message', 'Top-p'];
  const values = labels.map((label) => field(label).inputValue());
  expect(await Promise.all(values)).toEqual(['0.5', '7', '1.05', 'Answer briefly.', '']);
  await field('Repetition penalty').fill('');
  for (const [width, height] of [
    [390, 844],
    [844, 390],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await visitor.violations()).toEqual([]);
    expect(await page.evaluate(overflowing)).toEqual([]);
    await press('Close');
    expect(await visitor.violations()).toEqual([]);
    expect(await page.evaluate(overflowing)).toEqual([]);
    await press('Conversations');
    await page.getByLabel('Search conversations').waitFor();
    expect(await visitor.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await openSettings();
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
  // Without a number, it has its initial value.
  await field('Temperature').fill('');
  const stored = await page.evaluate(() => localStorage.getItem('pocket-m1 demo settings'));
  expect(JSON.parse(stored!)).toMatchObject({ temperature: 0, repetitionPenalty: null });
});

it('an answer has the form of a schema, which is enforced while it is generated', async () => {
  await field('Format').selectOption('JSON that follows a schema');
  const schema = field('JSON schema');
  await schema.fill('{ "type": "object"');
  await expect.poll(() => schema.getAttribute('aria-invalid')).toBe('true');
  await schema.fill('{ "type": "object", "minProperties": 7, "properties": {} }');
  await dialog().locator('.verdict').getByText('minProperties').waitFor();
  expect(await schema.getAttribute('aria-invalid')).toBe('true');
  const properties = { sum: { type: 'integer' } };
  await schema.fill(
    JSON.stringify({ type: 'object', properties, required: ['sum'], additionalProperties: false }),
  );
  await dialog().getByText('Answers can follow this schema.').waitFor();
  await press('Close');
  await visitor.ask('What is 48 + 75?');
  expect(JSON.parse(await visitor.answered())).toEqual({ sum: expect.any(Number) });
  await openSettings();
  await field('Format').selectOption('Any text');
});

it('a server answers in the same conversation, and its file is saved only with consent', async () => {
  const { page } = visitor;
  const bodies: { messages: { role: string; content: string }[] }[] = [];
  const call = { id: 'c1', type: 'function', function: { name: 'save_file', arguments: '' } };
  call.function.arguments = JSON.stringify({ name: 'note.txt', text: 'Hello' });
  await page.route('https://server.test/v1/chat/completions', async (route) => {
    bodies.push(route.request().postDataJSON());
    const isFirst = bodies.length === 1;
    const delta = isFirst ? { tool_calls: [{ index: 0, ...call }] } : { content: 'Very well.' };
    const chunk = { choices: [{ index: 0, delta, finish_reason: isFirst ? 'tool_calls' : 'stop' }] };
    await route.fulfill({
      headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/event-stream' },
      body: `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`,
    });
  });
  await dialog().getByLabel('Saving files, which asks you first').check();
  await field('Who answers').selectOption('The server');
  await field('Address').fill('https://server.test/v1');
  await field('Name of its model').fill('some-model');
  await press('Close');
  await page.getByLabel('Message', { exact: true }).fill('Save a note.');
  await page.keyboard.press('Enter');
  await dialog().getByText('note.txt').waitFor();
  expect(await visitor.violations()).toEqual([]);
  await press('Do not save');
  await visitor.answers().last().getByText('Very well.').waitFor();
  expect(bodies[1]!.messages.at(-1)).toMatchObject({
    role: 'tool',
    content: 'Error: The user has declined.',
  });
  expect(bodies[0]!.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  await page.locator('#stop').waitFor({ state: 'hidden' });

  // A server that fails in the middle of an answer goes on with it.
  let part = 'One, two, ';
  await page.route('https://server.test/v1/chat/completions', async (route) => {
    bodies.push(route.request().postDataJSON());
    const isWhole = bodies.length > 3;
    const chunk = {
      choices: [{ index: 0, delta: { content: part }, finish_reason: isWhole ? 'stop' : null }],
    };
    await route.fulfill({
      headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/event-stream' },
      body: `data: ${JSON.stringify(chunk)}\n\n${isWhole ? 'data: [DONE]\n\n' : ''}`,
    });
  });
  await page.getByLabel('Message', { exact: true }).fill('Count.');
  await page.keyboard.press('Enter');
  await page.locator('#log').getByRole('alert').waitFor();
  part = 'three.';
  await press('Go on');
  const last = visitor.answers().last();
  await last.getByText('One, two, three.').waitFor();
  await page.locator('#stop').waitFor({ state: 'hidden' });
  expect(bodies[3]!.messages.at(-1)).toMatchObject({ role: 'assistant', content: 'One, two, ' });
  expect(await page.locator('#log').getByRole('alert').count()).toBe(0);
  await openSettings();
  await field('Who answers').selectOption('This device');
});

it("the server's key is kept for this tab only, unless the user chooses to save it", async () => {
  const { page } = visitor;
  const kept = () =>
    page.evaluate(() =>
      [localStorage, sessionStorage].map((area) => JSON.stringify({ ...area }).includes('a-secret')),
    );
  await field('Key').fill('a-secret');
  await dialog().getByText('The key is kept for this tab only').waitFor();
  expect(await kept()).toEqual([false, true]);
  await page.reload();
  await openSettings();
  expect(await field('Key').inputValue()).toBe('a-secret');
  await field('Remember the key on this device').check();
  await dialog().getByText('The key is kept on this device').waitFor();
  expect(await kept()).toEqual([true, false]);
  await field('Remember the key on this device').uncheck();
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
  expect(await field('Key').inputValue()).toBe('a-secret');
  expect(await field('Remember the key on this device').isChecked()).toBe(true);
  expect(await page.evaluate(() => localStorage.getItem('pocket-m1 demo settings'))).not.toContain(
    'a-secret',
  );
  await field('Key').fill('');
  expect(await kept()).toEqual([false, false]);
  await page.locator('#new-chat:enabled').waitFor();
});

it('the models on the device are verified and deleted', async () => {
  await press('Verify');
  await dialog()
    .getByText(/^\d+ files are sound, 0 were damaged/)
    .waitFor();
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await dialog()
    .getByText(/^Deleted [\d.]+ MB/)
    .waitFor();
  expect(await visitor.page.locator('#works-offline').textContent()).toBe('Nothing stored yet');
  // The focus stays in the dialog.
  await expect.poll(() => dialog().locator('button:focus').count()).toBe(1);
  await press('Close');
});

it('a text shared by another application is put into the question field', async () => {
  const { page } = visitor;
  await page.goto(`${visitor.server.url}?title=A%20note&text=Two%20lines`);
  await expect.poll(() => page.getByLabel('Message', { exact: true }).inputValue()).toBe('A note\nTwo lines');
  expect(page.url()).toBe(visitor.server.url);
});

it('a question that is being written is kept through a reload, until it is asked', async () => {
  const { page } = visitor;
  const message = page.getByLabel('Message', { exact: true });
  await message.fill('What is 3 + 4?');
  await page.reload();
  expect(await message.inputValue()).toBe('What is 3 + 4?');
  await page.locator('#send:enabled').click();
  await visitor.answered();
  await page.reload();
  await page.locator('#new-chat:enabled').waitFor();
  expect(await message.inputValue()).toBe('');
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
