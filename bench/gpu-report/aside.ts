// Moves large folders of the working tree aside and back. A journal, written before the first move, lists them, so that
// `restoreAside` finds everything however the process ended.

import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** At most 64 MiB are copied to the machine, which does not need these folders. */
export function foldersToMove(root: string, fixture: string): string[] {
  const fixtures = readdirSync(join(root, 'test/fixtures')).map((name) => `test/fixtures/${name}`);
  return ['demo/public/models', ...fixtures.filter((path) => path !== fixture)];
}

export interface Aside {
  /** The repository's root. */
  root: string;
  /** Where the folders lie meanwhile: on the same file system, and ignored by git. */
  folder: string;
}

/** @throws Error with one sentence when a folder is aside. */
export function requireNothingAside(aside: Aside): void {
  if (!existsSync(journalFile(aside))) return;
  throw new Error(
    `Folders are aside already (${readJournal(aside).join(', ')}): restore them with "npm run gpu-report -- restore".`,
  );
}

/** @throws Error with one sentence when a folder is aside already. */
export function moveAside(aside: Aside, paths: readonly string[]): void {
  requireNothingAside(aside);
  const present = paths.filter((path) => lstatSync(join(aside.root, path), { throwIfNoEntry: false }));
  mkdirSync(aside.folder, { recursive: true });
  writeFileSync(journalFile(aside), JSON.stringify(present));
  for (const path of present) move(join(aside.root, path), join(aside.folder, path));
}

/**
 * Moves all folders back and returns their paths, which may be none.
 * @throws Error with one sentence naming the folders that cannot be moved back because their place is taken.
 */
export function restoreAside(aside: Aside): string[] {
  if (!existsSync(journalFile(aside))) return [];
  const there = readJournal(aside).filter((path) => existsSync(join(aside.folder, path)));
  const taken = there.filter((path) => existsSync(join(aside.root, path)));
  for (const path of there) {
    if (!taken.includes(path)) move(join(aside.folder, path), join(aside.root, path));
  }
  if (taken.length > 0) {
    throw new Error(
      `${taken.join(', ')} cannot be brought back from ${aside.folder}: something else has taken the place. Remove that and restore again.`,
    );
  }
  rmSync(aside.folder, { recursive: true });
  return there;
}

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

function journalFile({ folder }: Aside): string {
  return join(folder, 'moved.json');
}

function readJournal(aside: Aside): string[] {
  return JSON.parse(readFileSync(journalFile(aside), 'utf8')) as string[];
}
