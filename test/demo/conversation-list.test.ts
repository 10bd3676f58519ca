// The list of conversations on a phone, where it covers the page, and with the keyboard.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { Visitor } from './visitor.ts';

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.arrive();
  await visitor.page.setViewportSize({ width: 390, height: 844 });
  await visitor.page.locator('#new-chat:enabled').waitFor();
  const messages = ['What is 12 + 24?', 'What is 48 + 75?'].map((content) => ({ role: 'user', content }));
  await importFile('More sums', [{ name: 'only', messages }]);
  await visitor.page.locator('.turn').nth(1).waitFor();
});

afterAll(() => visitor.leave());

/** Imports a conversation. */
function importFile(title: string, branches: object[]): Promise<void> {
  const buffer = Buffer.from(JSON.stringify({ format: 'pocket-m1 conversation 1', title, branches }));
  const file = { name: 'conversation.json', mimeType: 'application/json', buffer };
  return visitor.page.locator('#import-file').setInputFiles(file);
}

it('on a phone, a file with a damaged branch is rejected visibly, and nothing of it is stored', async () => {
  const { page } = visitor;
  await visitor.button('Conversations').click();
  const branches = [
    { name: 'shown', messages: [{ role: 'nobody', content: 'Hello' }] },
    { name: 'other', messages: [{ role: 'user', content: 'Hello' }] },
  ];
  await importFile('Damaged', branches);
  // A click fails if the list covers the button.
  await visitor.button('Dismiss').click();
  const saved = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('pocket-m1-sessions');
      opening.onsuccess = () => resolve(opening.result);
    });
    const reading = database.transaction('sessions').objectStore('sessions').getAll();
    return new Promise<string>((resolve) => {
      reading.onsuccess = () =>
        resolve(JSON.stringify(reading.result.map(({ metadata }) => metadata?.title)));
      database.close();
    });
  });
  expect(saved).not.toContain('Damaged');
  expect(saved).toContain('More sums');
});

it('a menu keeps the focus while the list is drawn anew', async () => {
  const { page } = visitor;
  await visitor.button('Conversations').click();
  const more = visitor.button('More about More sums');
  await more.focus();
  await page.keyboard.press('Enter');
  await visitor.button('Delete').focus();
  await visitor
    .button('Delete')
    .evaluate((element) => {
      document.getElementById('search')!.dispatchEvent(new Event('input'));
      // The list is drawn when what is listed is known, before the next frame.
      return new Promise((resolve) => requestAnimationFrame(() => resolve(element.isConnected)));
    })
    .then((isOld) => expect(isOld).toBe(false));
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Delete');
  await more.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
});

it('on a phone and with the keyboard, a conversation is pinned, deleted and restored from the list', async () => {
  const { page } = visitor;
  const focused = () => page.evaluate(() => document.activeElement?.ariaLabel);
  const choose = async (action: string): Promise<void> => {
    await visitor.button('More about More sums').focus();
    await page.keyboard.press('Enter');
    await visitor.button(action).focus();
    await page.keyboard.press('Enter');
  };
  await visitor.button('Conversations').click();
  await choose('Pin');
  await expect.poll(focused).toBe('More about More sums');
  await choose('Rename');
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('More about More sums');
  const count = await visitor.list().count();
  await choose('Unpin');
  await choose('Delete');
  await expect.poll(() => visitor.list().count()).toBe(count - 1);
  // It was open before, and is open again.
  expect(await visitor.questions().count()).toBe(0);
  await visitor.button('Undo').click();
  await expect.poll(() => visitor.list().count()).toBe(count);
  await expect.poll(() => visitor.questions().count()).toBe(2);
});
