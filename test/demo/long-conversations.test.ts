// Many and long conversations in the built demo. There is no model, because it would compile meanwhile; everything shown was stored.

import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  showConversation,
  showList,
  storeConversations,
  tenThousandMessages,
  timeShowing,
} from '../../bench/stored-conversations.ts';
import { Visitor } from './visitor.ts';

let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  visitor = await Visitor.arrive();
  ({ page } = visitor);
  visitor.server.faults.set('models/m1-nano/manifest.json', 404);
  await page.reload();
  await page.getByRole('alert').waitFor();
  await page.evaluate(storeConversations, tenThousandMessages);
  await page.reload();
  await page.getByRole('alert').waitFor();
  await visitor.list().nth(19).waitFor({ state: 'attached' });
});

afterAll(() => visitor.leave());

it('the list reads no messages, and a conversation reads only its own', async () => {
  const list = await page.evaluate(timeShowing, showList);
  expect(list.records).toBe(20);
  expect(list.elements).toBeLessThanOrEqual(20 * 5);
  const conversation = await page.evaluate(timeShowing, showConversation('many-3'));
  // Its metadata and its content.
  expect(conversation.records).toBe(2);
  // Of 500 messages, the last 24 are built before they are shown.
  expect(conversation.elements).toBeLessThanOrEqual(24 * 15);
  // 200 ms each on an idle machine.
  expect(list.ms + conversation.ms).toBeLessThan(5000);
});

it('the end of a long conversation is in view, and the rest can be scrolled to', async () => {
  await expect.poll(() => visitor.questions().count()).toBe(250);
  // Buttons that need the model are disabled.
  expect(await visitor.answers().last().getByRole('button').allTextContents()).toEqual(['Copy']);
  // The reason why there is no model is visible below the conversation.
  expect(await page.getByRole('alert').isVisible()).toBe(true);
  const hidden = () =>
    page.locator('#log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  await expect.poll(hidden).toBeLessThan(40);
});

it('typing changes nothing in a long conversation, most of which is not even laid out', async () => {
  const field = page.getByLabel('Message', { exact: true });
  // Code is highlighted once, in idle time.
  await expect.poll(() => page.locator('.hljs-keyword').count()).toBe(10 * 20);
  await page.evaluate(() => {
    const observer = new MutationObserver(() => document.body.classList.add('changed'));
    const all = { childList: true, subtree: true, attributes: true, characterData: true };
    observer.observe(document.querySelector('#log')!, all);
  });
  await field.pressSequentially('A question');
  await field.press('Shift+Enter');
  await field.pressSequentially('of two lines');
  expect(await page.locator('body.changed').count()).toBe(0);
  const laidOut = await page.evaluate(
    () =>
      [...document.querySelectorAll('#log > .turn')].filter((turn) =>
        turn.firstElementChild!.checkVisibility({ contentVisibilityAuto: true }),
      ).length,
  );
  expect(laidOut).toBeGreaterThan(0);
  expect(laidOut).toBeLessThan(60);
  await field.fill('');
});

it('text that is not laid out can be found and is printed', async () => {
  const found = await page.evaluate(() => {
    type Find = (text: string, caseSensitive: boolean, backwards: boolean, wrapAround: boolean) => boolean;
    return (globalThis as unknown as { find: Find }).find('Message 0 of', false, false, true);
  });
  expect(found).toBe(true);
  await page.emulateMedia({ media: 'print' });
  const first = visitor.questions().first();
  expect(await first.evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true }))).toBe(
    true,
  );
  await page.emulateMedia({ media: null });
});

it('after "Try again" the focus is in the conversation', async () => {
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('log');
  expect(visitor.complaints.filter((text) => !text.includes('404'))).toEqual([]);
});
