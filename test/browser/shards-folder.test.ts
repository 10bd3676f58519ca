// A model folder on this device instead of a server: no requests are sent, and everything else is the same.

import { expect, test } from 'vitest';
import type { FetchEvent } from '../../src/contract/load.ts';
import { folderFetch } from '../../src/shards/folder-fetch.ts';
import type { ShardSource } from '../../src/shards/source.ts';
import { createStore, failureOf, loadEverything, openSource, Site } from '../support/shard-site.ts';

/** The files of a site by their paths, as in an <input webkitdirectory>. */
async function filesOf(site: Site): Promise<Map<string, File>> {
  const { files, shards } = await site.manifest();
  const paths = ['manifest.json', ...[...files, ...shards].map(({ file }) => file)];
  const read = async (path: string): Promise<[string, File]> => {
    const content = await (await fetch(site.url + path)).blob();
    return [path, new File([content], path.split('/').at(-1)!)];
  };
  return new Map(await Promise.all(paths.map(read)));
}

/** The same as a handle, in this origin's file system. */
async function handleOf(files: ReadonlyMap<string, File>): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(crypto.randomUUID(), { create: true });
  for (const [path, file] of files) {
    const names = path.split('/');
    let parent = folder;
    for (const name of names.slice(0, -1)) parent = await parent.getDirectoryHandle(name, { create: true });
    const writable = await (await parent.getFileHandle(names.at(-1)!, { create: true })).createWritable();
    await writable.write(file);
    await writable.close();
  }
  return folder;
}

const address = 'https://example.test/folders/random/';
const open = (
  site: Site,
  folder: FileSystemDirectoryHandle | Map<string, File>,
  onFetch?: (event: FetchEvent) => void,
): Promise<ShardSource> => openSource(site, { ...createStore(site), baseUrl: address, folder, onFetch });

test.each(['files', 'a handle'])(
  'a folder given as %s is read, verified and stored without a request',
  async (as) => {
    const site = new Site();
    const files = await filesOf(site);
    const before = await site.log();
    const folder = as === 'files' ? files : await handleOf(files);
    const source = await open(site, folder);
    await loadEverything(source);
    expect(source.stats).toMatchObject({ network: { files: 0 }, folder: { files: files.size - 1 } });
    expect(await site.log()).toEqual(before);
    // The second time, only the manifest is read from the folder.
    const sources: string[] = [];
    const manifestOnly = new Map([['manifest.json', files.get('manifest.json')!]]);
    await loadEverything(await open(site, manifestOnly, ({ source }) => sources.push(source)));
    expect(new Set(sources)).toEqual(new Set(['indexeddb']));
  },
);

test('the error names a file that is missing or damaged', async () => {
  const site = new Site();
  const files = await filesOf(site);
  expect(await failureOf(open(site, new Map()))).toMatchObject({
    code: 'http-status',
    message: 'The folder has no manifest.json: choose a model folder, as pocket-m1 convert writes it.',
  });
  const damaged = new File(
    [new Uint8Array(await files.get('experts/00-01.safetensors')!.arrayBuffer()).fill(0)],
    'x',
  );
  files.set('experts/00-01.safetensors', damaged);
  files.delete('experts/00-02.safetensors');
  const source = await open(site, await handleOf(files));
  expect(await failureOf(source.expert(0, 1))).toMatchObject({ code: 'integrity' });
  expect(await failureOf(source.expert(0, 2))).toMatchObject({
    code: 'http-status',
    details: { status: 404 },
  });
});

test('a file without read permission fails like an unreachable one', async () => {
  const forbidden = {
    getFileHandle: () => Promise.reject(new DOMException('Not allowed.', 'NotAllowedError')),
  };
  const read = folderFetch(address, forbidden as unknown as FileSystemDirectoryHandle);
  await expect(read(`${address}manifest.json`)).rejects.toMatchObject({ name: 'NotAllowedError' });
});
