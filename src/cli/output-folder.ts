// The output folder of a conversion. Files are written to a hidden sibling folder, which is renamed when it is complete, so
// a failed conversion leaves nothing behind and does not touch an existing folder.

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { PocketM1Error } from '../errors.ts';
import { MANIFEST_FILE, type ManifestFile } from '../shards/manifest.ts';

export interface OutputFolder {
  /** Writes the chunks of one file and returns its entry for the manifest. */
  write(file: string, ...chunks: Uint8Array[]): Promise<ManifestFile>;
  /** Moves the folder to its final path. */
  commit(): Promise<void>;
  /** Removes all written files; does nothing after `commit`. */
  discard(): Promise<void>;
}

/**
 * @throws PocketM1Error `invalid-argument` if `dir` exists and is not empty, unless `force` is set and it is a shard
 * folder; or if it contains `source`.
 */
export async function createOutputFolder(
  dir: string,
  { source, force = false }: { source: string; force?: boolean },
): Promise<OutputFolder> {
  const target = resolve(dir);
  if (`${resolve(source)}${sep}`.startsWith(`${target}${sep}`)) {
    throw new PocketM1Error('invalid-argument', `${dir}: the output folder must not contain the checkpoint.`);
  }
  const existing = await entriesOf(target);
  if (existing !== null && existing.length > 0) {
    if (!force)
      throw new PocketM1Error('invalid-argument', `${dir}: already exists; use --force to replace it.`);
    if (!existing.includes(MANIFEST_FILE)) {
      throw new PocketM1Error(
        'invalid-argument',
        `${dir}: has no ${MANIFEST_FILE}, so --force does not replace it.`,
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
      return entryOf(file, chunks);
    },
    commit: () => replace(target, staging, existing),
    discard: () => rm(staging, { recursive: true, force: true }),
  };
}

/** The manifest's entry of a file with this content. */
export function entryOf(file: string, chunks: readonly Uint8Array[]): ManifestFile {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  return { file, bytes, sha256: hash.digest('hex') };
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

// null if the folder does not exist.
async function entriesOf(dir: string): Promise<string[] | null> {
  try {
    return await readdir(dir);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return null;
    const problem = code === 'ENOTDIR' ? 'is not a folder' : `cannot be read (${code})`;
    throw new PocketM1Error('invalid-argument', `${dir}: ${problem}.`, { cause });
  }
}
