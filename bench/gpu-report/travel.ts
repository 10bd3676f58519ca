// What is copied to a borrowed machine: every file of the working tree that git does not ignore, and the carried files.

import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface TravelFile {
  /** Relative to the repository's root. */
  path: string;
  bytes: number;
}

export interface Travel {
  tree: TravelFile[];
  carried: TravelFile[];
}

/** Maximum of all copied files; the machine's own limit is 64 MiB, including its archive format. */
export const maxTravelBytes = 60 * 2 ** 20;

/** `carry`: ignored files or folders that are copied too. */
export function listTravel(root: string, carry: readonly string[]): Travel {
  const tracked = gitFiles(root, ['--cached']);
  const untracked = gitFiles(root, ['--others', '--exclude-standard']);
  // A folder of this name is copied even if git ignores it.
  const shared = filesBelow(root, 'shared');
  return {
    tree: sized(root, new Set([...tracked, ...untracked, ...shared])),
    carried: sized(
      root,
      carry.flatMap((path) => filesBelow(root, path)),
    ),
  };
}

export function totalBytes(files: readonly TravelFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Lists what is copied, and the limit. */
export function travelLines({ tree, carried }: Travel): string[] {
  const total = totalBytes(tree) + totalBytes(carried);
  return [
    `${mebibytes(totalBytes(tree))} in ${tree.length} files of the working tree`,
    ...carried.map(({ path, bytes }) => `${mebibytes(bytes)} ${path}`),
    `${mebibytes(total)} together, of ${mebibytes(maxTravelBytes)}`,
  ];
}

/** @throws Error with one sentence when the limit is exceeded. */
export function checkTravel({ tree, carried }: Travel): void {
  const files = [...tree, ...carried];
  const total = totalBytes(files);
  if (total <= maxTravelBytes) return;
  const largest = files
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, 5)
    .map(({ path, bytes }) => `${path} (${mebibytes(bytes)})`);
  throw new Error(
    `${mebibytes(total)} would travel, expected at most ${mebibytes(maxTravelBytes)}: move something aside or let git ignore it. The largest are ${largest.join(', ')}.`,
  );
}

function gitFiles(root: string, which: readonly string[]): string[] {
  const out = execFileSync('git', ['ls-files', '-z', ...which], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return out.split('\0').filter(Boolean);
}

function filesBelow(root: string, path: string): string[] {
  const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length));
}

// Tracked files that were deleted or moved aside are not copied.
function sized(root: string, paths: Iterable<string>): TravelFile[] {
  return [...paths].flatMap((path) => {
    const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
    return stats ? [{ path, bytes: stats.size }] : [];
  });
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
