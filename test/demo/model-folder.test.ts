// A model folder on this device in the built demo: chosen, read without requests, and requested again at the next visit.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { Visitor } from './visitor.ts';

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.arrive({ path: 'blank.html' });
  const { page, context, server } = visitor;
  await page.evaluate(copyModel);
  // The browser's own dialog cannot be controlled; everything else is real.
  await context.addInitScript(pickFromOwnFiles);
  await page.goto(server.url);
  await page.locator('#new-chat:enabled').waitFor();
});

afterAll(() => visitor.leave());

/** Requests for files of a model since the last call. */
function modelRequests(): string[] {
  return visitor.server.requests.splice(0).filter((path) => /^(models|folders)\//.test(path));
}

async function isAnswered(): Promise<void> {
  await visitor.page.locator('#new-chat:enabled').waitFor();
  await visitor.ask('What is 48 + 75?');
  expect(await visitor.answered()).toContain('123');
}

it('a folder without a model is rejected with a message', async () => {
  await visitor.button('Settings').click();
  await visitor.page.evaluate(() => Object.assign(globalThis, { chosen: 'holiday' }));
  await visitor.button('Choose a folder').press('Enter');
  const sentence = '“\u2068holiday\u2069” is not a model folder: it has no manifest.json';
  await visitor.dialog().getByText(sentence).waitFor();
  expect(await visitor.violations()).toEqual([]);
});

it('a model folder is opened without a request', async () => {
  // Its files equal those of the page's model, and would be read from storage.
  await visitor.dialog().getByRole('button', { name: 'Delete' }).click();
  await visitor.page
    .getByText(/^Deleted [\d.]+ MB/)
    .first()
    .waitFor();
  await visitor.page.evaluate(() => Object.assign(globalThis, { chosen: 'm1-nano' }));
  modelRequests();
  await visitor.button('Choose a folder').press('Enter');
  await visitor.dialog().waitFor({ state: 'hidden' });
  await isAnswered();
  expect(modelRequests()).toEqual([]);
  await visitor.button('Settings').click();
  await visitor.dialog().getByText('Chosen: “\u2068m1-nano\u2069”.').waitFor();
  await visitor.button('Close').click();
});

it('at the next visit, it is read again after a click if the browser asks for permission', async () => {
  const { page, context } = visitor;
  await context.addInitScript(() => {
    Object.assign(FileSystemHandle.prototype, { queryPermission: async () => 'prompt' });
  });
  await page.goto(visitor.server.url);
  await page.getByText('The browser asks you before this page reads it again.').waitFor();
  expect(await visitor.violations()).toEqual([]);
  await visitor.button('Open the folder').press('Enter');
  await isAnswered();
  expect(modelRequests()).toEqual([]);
});

it('a browser that cannot remember it leads to a message, and the folder is read when it is chosen again', async () => {
  const { page, context } = visitor;
  await context.addInitScript(() => {
    indexedDB.deleteDatabase('pocket-m1 demo');
    Reflect.deleteProperty(globalThis, 'showDirectoryPicker');
  });
  await page.goto(visitor.server.url);
  await page.getByText('which this browser cannot remember: choose it again.').waitFor();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    visitor.button('Choose a folder').click(),
  ]);
  await chooser.setFiles('demo/public/models/m1-nano');
  await isAnswered();
  expect(modelRequests()).toEqual([]);
  await visitor.button('Settings').click();
  await page.getByText('This browser cannot remember the folder').waitFor();
  await visitor.button('Close').click();
  expect(visitor.complaints).toEqual([]);
});

it("the user can switch back to the page's model", async () => {
  await visitor.page.goto(visitor.server.url);
  await visitor.button('Use the model of this page').click();
  await isAnswered();
  expect(modelRequests()).toContain('models/m1-nano/manifest.json');
});

/** Copies the page's model into a folder of the origin's private file system. */
async function copyModel(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle('holiday', { create: true });
  const folder = await root.getDirectoryHandle('m1-nano', { create: true });
  const experts = await folder.getDirectoryHandle('experts', { create: true });
  const read = (path: string) => fetch(`./models/m1-nano/${path}`).then((response) => response.blob());
  const { files, shards } = JSON.parse(await (await read('manifest.json')).text());
  const paths = ['manifest.json', ...[...files, ...shards].map(({ file }: { file: string }) => file)];
  for (const path of paths) {
    const parent = path.startsWith('experts/') ? experts : folder;
    const handle = await parent.getFileHandle(path.replace('experts/', ''), { create: true });
    const writable = await handle.createWritable();
    await writable.write(await read(path));
    await writable.close();
  }
}

/** Replaces the dialog for choosing a folder. */
function pickFromOwnFiles(): void {
  const showDirectoryPicker = async () => {
    const root = await navigator.storage.getDirectory();
    return root.getDirectoryHandle((globalThis as { chosen?: string }).chosen ?? '');
  };
  Object.assign(globalThis, { showDirectoryPicker });
}
