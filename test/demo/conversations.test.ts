// Conversations of the built demo: they survive reloads, branch, and can be found, exported and deleted.

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { patienceMs } from '../support/chromium.ts';
import { Visitor } from './visitor.ts';

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.arrive();
});

afterAll(() => visitor.leave());

const story = 'Tell me a story about a cat.';
const menu = async (title: string, action: string): Promise<void> => {
  await visitor.button(`More about ${title}`).click();
  await visitor.button(action).click();
};
/** The text of the story, unless it is interrupted. */
let whole: string;

it('an unfinished answer continues after a reload without a network, with the same result', async () => {
  const { page } = visitor;
  await page.evaluate(() => navigator.serviceWorker.ready);
  await visitor.ask(story);
  whole = await visitor.answered();
  expect(await visitor.violations()).toEqual([]);
  await visitor.button('New chat').click();
  await visitor.ask(story);
  await visitor.answers().last().locator('.text > *').first().waitFor();
  await visitor.context.setOffline(true);
  await page.reload();
  await page.locator('#stop').waitFor();
  expect(await visitor.questions().allTextContents()).toEqual([`You: ${story}`]);
  expect(await visitor.answered()).toBe(whole);
  await visitor.context.setOffline(false);
});

it('a conversation is kept after a reload, and its next answer reads only new tokens', async () => {
  await visitor.page.reload();
  expect(await visitor.answers().last().locator('.text').textContent()).toBe(whole);
  await visitor.ask('What is 48 + 75?');
  expect(await visitor.answered()).toContain('123');
  // The story alone has more than a hundred tokens.
  expect(await visitor.tokensRead()).toBeLessThan(30);
});

it('a stopped answer is kept, also after a reload, and continues', async () => {
  const { page } = visitor;
  await visitor.button('New chat').click();
  await visitor.ask(story);
  await visitor.answers().last().locator('.text > *').first().waitFor();
  await page.keyboard.press('Escape');
  const half = await visitor.answered();
  expect(whole.startsWith(half.trimEnd())).toBe(true);
  expect(half.length).toBeLessThan(whole.length);
  await page.reload();
  await visitor.button('Go on').waitFor();
  await page.locator('#new-chat:enabled').waitFor();
  await visitor.button('Go on').press('Enter');
  await page.locator('#stop').waitFor();
  // The focus stays in the conversation, whose button is gone.
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('log');
  const all = await visitor.answered();
  expect(all.startsWith(half.trimEnd())).toBe(true);
  expect(all.length).toBeGreaterThan(half.length);
  expect(await visitor.answers().count()).toBe(1);
});

it('an edited question starts a branch, and one can switch back', async () => {
  await visitor.button('New chat').click();
  await visitor.ask('What is 12 + 24?');
  const first = await visitor.answered();
  await visitor.ask('What is 48 + 75?');
  await visitor.answered();
  await visitor.questions().first().hover();
  await visitor.page.locator('.turn.user').first().getByRole('button', { name: 'Edit' }).click();
  await visitor.page.getByLabel('Edited question').fill('What is 6 + 7?');
  expect(await visitor.violations()).toEqual([]);
  await visitor.page.keyboard.press('Enter');
  await visitor.questions().filter({ hasText: 'What is 6 + 7?' }).waitFor();
  expect(await visitor.answered()).toContain('13');
  expect(await visitor.questions().count()).toBe(1);
  await visitor.page.getByText('2 of 2').waitFor();

  await visitor.button('Earlier version').press('Enter');
  await visitor.page.getByText('1 of 2').waitFor();
  expect(await visitor.page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Later version');
  expect(await visitor.questions().count()).toBe(2);
  expect(await visitor.answers().first().locator('.text').textContent()).toBe(first);
  await visitor.page.locator('#new-chat:enabled').waitFor();

  await visitor.answers().last().getByRole('button', { name: 'Answer again' }).click();
  await visitor.page.locator('#stop').waitFor();
  expect(await visitor.answered()).toContain('123');
  await expect.poll(() => visitor.page.locator('.alternatives').count()).toBe(2);
  // All branches are one conversation.
  await expect.poll(() => visitor.list().allTextContents()).toHaveLength(4);
});

it('conversations are renamed, pinned, found, exported, deleted and restored', async () => {
  const { page } = visitor;
  await menu('What is 12 + 24?', 'Rename');
  await page.getByLabel('Title', { exact: true }).fill('Sums');
  await page.keyboard.press('Enter');
  await expect.poll(() => visitor.list().first().textContent()).toBe('Sums');
  await visitor.button('New chat').click();
  await visitor.ask('What is the capital of France?');
  await visitor.answered();
  await menu('Sums', 'Pin');
  await expect.poll(() => visitor.list().first().textContent()).toBe('Sums');
  // A word of a question that is not in any title.
  await page.getByLabel('Search conversations').fill('48 + 75');
  await expect.poll(() => visitor.list().allTextContents()).toEqual(['Sums', story]);
  await page.getByLabel('Search conversations').fill('');
  await expect.poll(() => visitor.list().count()).toBe(5);

  await menu('Sums', 'Delete');
  await expect.poll(() => visitor.list().count()).toBe(4);
  await visitor.button('Undo').click();
  await expect.poll(() => visitor.list().count()).toBe(5);
  expect(await visitor.violations()).toEqual([]);
});

it('an exported conversation is imported with its branches', async () => {
  const { page } = visitor;
  const saved = async (action: string): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), menu('Sums', action)]);
    return (await file.path())!;
  };
  expect(await readFile(await saved('Export as Markdown'), 'utf8')).toMatch(
    /^# Sums\n\n## You\n\nWhat is 12/,
  );
  const path = await saved('Export as JSON');
  await page.locator('#import-file').setInputFiles({
    name: 'sums.json',
    mimeType: 'application/json',
    buffer: Buffer.from((await readFile(path, 'utf8')).replace('"Sums"', '"More sums"')),
  });
  await visitor.list().getByText('More sums').waitFor();
  await page.locator('.alternatives').nth(1).waitFor();
  expect(await visitor.questions().allTextContents()).toEqual([
    'You: What is 12 + 24?',
    'You: What is 48 + 75?',
  ]);
  await page.locator('#import-file').setInputFiles({
    name: 'other.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{}'),
  });
  await page.getByText('This file is not a conversation that was exported here.').waitFor();
  await visitor.button('Dismiss').click();
});

it('right-to-left text, code and tables have their direction, and can be reached', async () => {
  const { page } = visitor;
  const content =
    'עיר הבירה היא **Paris**.\n\n```ts\nconst aLongLine = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |';
  const messages = [
    { role: 'user', content: 'מהי בירת France?' },
    { role: 'assistant', content },
  ];
  const branches = [{ name: 'a', messages }];
  const file = { format: 'pocket-m1 conversation 1', title: 'בירה', branches };
  await page.locator('#import-file').setInputFiles({
    name: 'capital.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  });
  const text = visitor.answers().last().locator('.text');
  await text.locator('table').waitFor();
  const directions = await text.evaluate((element) =>
    [...element.children].map((block) => getComputedStyle(block).direction),
  );
  expect(directions).toEqual(['rtl', 'ltr', 'ltr']);
  expect(await visitor.questions().evaluate((bubble) => getComputedStyle(bubble).direction)).toBe('rtl');
  expect(await visitor.violations()).toEqual([]);
});

it('another tab sees new messages, and answers in turn', async () => {
  const { page } = visitor;
  const tab = await visitor.openTab();
  await expect.poll(() => visitor.questions(tab).count()).toBe(1);
  await visitor.ask('What is 6 + 7?');
  await visitor.answered();
  await expect.poll(() => visitor.questions(tab).count()).toBe(2);
  await menu('בירה', 'Delete');
  await tab.getByText('This conversation was deleted in another tab.').waitFor();
  expect(await visitor.questions(tab).count()).toBe(0);
  await visitor.button('Undo').press('Enter');
  await expect.poll(() => visitor.questions().count()).toBe(2);
  await tab.close();
  await page.bringToFront();
});

it('with a full disk it answers, and says that it cannot keep the answer', async () => {
  const { page, server } = visitor;
  const { origin } = new URL(server.url);
  const devtools = await visitor.context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await page.goto(`${server.url}?`);
  await page.locator('#new-chat:enabled').waitFor();
  const warning = page.locator('#warning-text', { hasText: 'free disk space' });
  // Chromium may use a cached quota for half a minute.
  await expect
    .poll(
      async () => {
        await visitor.ask('What is 48 + 75?');
        expect(await visitor.answered()).toContain('123');
        return warning.isVisible();
      },
      { timeout: patienceMs, interval: 5_000 },
    )
    .toBe(true);
  expect(await visitor.violations()).toEqual([]);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  expect(visitor.complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
});
