// The folder a conversion writes to. Files go to a hidden sibling that takes the folder's place only when it is
// complete, so a conversion that fails or is interrupted leaves nothing behind and an older folder as it was.

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { PocketM1Error } from '../errors.ts';
import { MANIFEST_FILE, type ManifestFile } from '../shards/manifest.ts';

export interface OutputFolder {
  /** Writes one file, its chunks in order, and says what the manifest must say about it. */
  write(file: string, ...chunks: Uint8Array[]): Promise<ManifestFile>;
  /** Puts the folder in its place. */
  commit(): Promise<void>;
  /** Removes everything written; does nothing after `commit`. */
  discard(): Promise<void>;
}

/**
 * @throws PocketM1Error 'invalid-argument' if `dir` exists and is not empty, unless `force` is set and it is a shard
 * folder; or if it would swallow `source`.
 */
export async function createOutputFolder(
  dir: string,
  { source, force = false }: { source: string; force?: boolean },
): Promise<OutputFolder> {
  const target = resolve(dir);
  if (`${resolve(source)}${sep}`.startsWith(`${target}${sep}`)) {
    throw new PocketM1Error('invalid-argument', `${dir}: the output folder must not contain the checkpoint`);
  }
  const existing = await entriesOf(target);
  if (existing !== null && existing.length > 0) {
    if (!force) throw new PocketM1Error('invalid-argument', `${dir}: exists already; --force replaces it`);
    if (!existing.includes(MANIFEST_FILE)) {
      throw new PocketM1Error(
        'invalid-argument',
        `${dir}: has no ${MANIFEST_FILE}, so --force does not replace it`,
      );
    }
  }

  const staging = join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}`);
  await mkdir(staging, { recursive: true });
  return {
    async write(file, ...chunks) {
      const path = join(staging, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, chunks);
      const hash = createHash('sha256');
      for (const chunk of chunks) hash.update(chunk);
      const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
      return { file, bytes, sha256: hash.digest('hex') };
    },
    commit: () => replace(target, staging, existing),
    discard: () => rm(staging, { recursive: true, force: true }),
  };
}

async function replace(target: string, staging: string, existing: string[] | null): Promise<void> {
  if (existing === null) return rename(staging, target);
  if (existing.length === 0) {
    await rmdir(target);
    return rename(staging, target);
  }
  const old = `${staging}.old`;
  await rename(target, old);
  try {
    await rename(staging, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true });
}

// null when there is no such folder.
async function entriesOf(dir: string): Promise<string[] | null> {
  try {
    return await readdir(dir);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return null;
    const problem = code === 'ENOTDIR' ? 'is not a folder' : `cannot be read (${code})`;
    throw new PocketM1Error('invalid-argument', `${dir}: ${problem}`, { cause });
  }
}
