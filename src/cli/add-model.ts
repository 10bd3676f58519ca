// add-model: copies a model folder, often out of an npm package, to where an application serves it.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { PocketM1Error } from '../errors.ts';
import { folderFiles, MANIFEST_FILE, type Manifest } from '../shards/manifest.ts';
import { readBytes } from './file-bytes.ts';
import { readManifest } from './inspect.ts';
import { createOutputFolder } from './output-folder.ts';

export interface AddModelOptions {
  /** Replace an existing model folder. Default false. */
  force?: boolean;
  /** Where the package is installed. Default: the working directory. */
  from?: string;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number; file: string }) => void;
}

/** What belongs to the weights although no browser reads it. */
const documents = ['README.md', 'LICENSE'];

/**
 * Copies the files that the manifest names and checks the hash of each. A failure leaves nothing behind.
 * @param source - A model folder, or the name of an installed package that has one, at its root or in `model/`.
 * @param dir - The folder to create.
 * @throws PocketM1Error `invalid-argument` when there is no such package or folder, or `dir` exists; `integrity` for a file
 * that is damaged; `manifest-invalid`.
 */
export async function addModel(
  source: string,
  dir: string,
  { force = false, from = '.', signal, onProgress = () => {} }: AddModelOptions = {},
): Promise<Manifest> {
  const folder = findModel(source, from);
  const manifest = await readManifest(folder);
  const files = folderFiles(manifest);
  const out = await createOutputFolder(dir, { source: folder, force });
  try {
    for (const [done, { file, sha256 }] of files.entries()) {
      signal?.throwIfAborted();
      onProgress({ done, total: files.length, file });
      const written = await out.write(file, await readFile(folder, file));
      if (written.sha256 !== sha256) {
        throw new PocketM1Error(
          'integrity',
          `${join(folder, file)}: its sha-256 is ${written.sha256}, expected ${sha256}.`,
          { details: { file } },
        );
      }
    }
    for (const file of [...documents, MANIFEST_FILE]) {
      if (existsSync(join(folder, file))) await out.write(file, await readFile(folder, file));
    }
    await out.commit();
  } finally {
    await out.discard();
  }
  return manifest;
}

function findModel(source: string, from: string): string {
  const candidates = [resolve(from, source), ...packageFolders(source, from)];
  const found = candidates.find((folder) => existsSync(join(folder, MANIFEST_FILE)));
  if (found !== undefined) return found;
  throw new PocketM1Error(
    'invalid-argument',
    candidates.length > 1 || existsSync(candidates[0]!)
      ? `${source}: has no ${MANIFEST_FILE}, so it is no model folder.`
      : `${source}: there is no such folder, and no such package is installed: run npm install ${source}.`,
  );
}

/** Where an installed package may have its model. */
function packageFolders(name: string, from: string): string[] {
  try {
    const root = dirname(createRequire(join(resolve(from), 'package.json')).resolve(`${name}/package.json`));
    return [join(root, 'model'), root];
  } catch {
    return [];
  }
}

async function readFile(folder: string, file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readBytes(join(folder, file)));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'is missing' : `cannot be read (${code ?? message})`;
    throw new PocketM1Error('invalid-argument', `${join(folder, file)}: ${problem}.`, { cause });
  }
}
