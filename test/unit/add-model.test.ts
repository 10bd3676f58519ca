// Copying a model folder to where an application serves it, from a folder or from an installed package.

import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addModel } from '../../src/cli/add-model.ts';
import { convert } from '../../src/cli/convert.ts';
import { verify } from '../../src/cli/verify.ts';
import { withFolder, writeSmallCheckpoint } from '../support/checkpoint-files.ts';
import { run } from '../support/command-line.ts';

/** An application with a package that has a model, and a model folder. */
async function withApp(body: (app: string, folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (dir) => {
    const folder = join(dir, 'folder');
    await convert(await writeSmallCheckpoint(join(dir, 'checkpoint')), folder);
    await writeFile(join(folder, 'README.md'), '# Licences\n');
    await writeFile(join(folder, 'notes.txt'), 'not part of the model');
    const app = join(dir, 'app');
    const installed = join(app, 'node_modules/tiny-weights');
    await mkdir(installed, { recursive: true });
    await writeFile(
      join(installed, 'package.json'),
      '{ "name": "tiny-weights", "exports": { "./package.json": "./package.json" } }',
    );
    await cp(folder, join(installed, 'model'), { recursive: true });
    await body(app, folder);
  });
}

it.each(['tiny-weights', '../folder'])('copies only the model of %s', async (source) => {
  await withApp(async (app, folder) => {
    const target = join(app, 'public/models/tiny');
    const { revision } = await addModel(source, target, { from: app });
    expect(await verify(target)).toEqual([]);
    expect(JSON.parse(await readFile(join(target, 'manifest.json'), 'utf8')).revision).toBe(revision);
    const names = (await readdir(folder)).filter((name) => name !== 'notes.txt');
    expect((await readdir(target)).toSorted()).toEqual(names.toSorted());
  });
});

it('replaces a model only when it is forced to', async () => {
  await withApp(async (app, folder) => {
    const target = join(app, 'public');
    const args = ['add-model', folder, target];
    const added = await run(args);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toMatch(/public: .+, revision [0-9a-f]{16}\n$/);
    expect(await run(args)).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') });
    await writeFile(join(target, 'old.txt'), '');
    expect(await run([...args, '--force'])).toMatchObject({ code: 0 });
    expect(await readdir(target)).not.toContain('old.txt');
  });
});

it('leaves nothing behind when a file is damaged or missing', async () => {
  await withApp(async (app, folder) => {
    await writeFile(join(folder, 'config.json'), '{}');
    await expect(addModel(folder, join(app, 'a'))).rejects.toMatchObject({ code: 'integrity' });
    await rm(join(folder, 'config.json'));
    await expect(addModel(folder, join(app, 'a'))).rejects.toThrow(/config\.json: is missing\.$/);
    const stop = AbortSignal.abort(new Error('enough'));
    await expect(addModel('tiny-weights', join(app, 'a'), { from: app, signal: stop })).rejects.toThrow(
      'enough',
    );
    expect(await readdir(app)).toEqual(['node_modules']);
  });
});

it.each([
  ['no-such-package', /no such package is installed: run npm install no-such-package\.$/],
  ['node_modules', /node_modules: has no manifest\.json, so it is no model folder\.$/],
])('%s has no model', async (source, message) => {
  await withApp(async (app) => {
    await expect(addModel(source, join(app, 'a'), { from: app })).rejects.toThrow(message);
  });
});

it('requires a source and a target', async () => {
  expect(await run(['add-model', 'tiny-weights'])).toMatchObject({ code: 2 });
  expect((await run(['add-model', '--help'])).stdout).toContain('add-model <package> <folder>');
});
