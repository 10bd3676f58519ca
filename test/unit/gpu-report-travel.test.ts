// What is copied to a borrowed machine, in a working tree created for the test.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Aside,
  foldersToMove,
  moveAside,
  requireNothingAside,
  restoreAside,
} from '../../bench/gpu-report/aside.ts';
import {
  checkTravel,
  listTravel,
  maxTravelBytes,
  totalBytes,
  travelLines,
} from '../../bench/gpu-report/travel.ts';

let root: string;
let aside: Aside;

const put = (path: string, bytes: number): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), new Uint8Array(bytes));
};
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
const kept = 'test/fixtures/one';
const paths = (): string[] =>
  listTravel(root, ['.gpu-report/pack'])
    .tree.map(({ path }) => path)
    .sort();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gpu-report-test-'));
  aside = { root, folder: join(root, '.gpu-report/aside') };
  writeFileSync(join(root, '.gitignore'), '.gpu-report/\nbuilt/\n');
  put('src/a file.ts', 10);
  put('demo/public/models/big/shard', 1000);
  put(`${kept}/golden`, 100);
  put('test/fixtures/two/golden', 200);
  put('test/fixtures/text/words', 300);
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'all');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the size of the copied files', () => {
  test('counts tracked, untracked and carried files, but not ignored ones', () => {
    put('notes.txt', 7);
    put('built/output', 5000);
    put('.gpu-report/pack/runtime', 40);
    put('.gpu-report/aside/other', 9000);
    const { tree, carried } = listTravel(root, ['.gpu-report/pack']);
    const ignoreFile = readFileSync(join(root, '.gitignore')).length;
    expect(totalBytes(tree)).toBe(10 + 1000 + 100 + 200 + 300 + 7 + ignoreFile);
    expect(carried).toEqual([{ path: '.gpu-report/pack/runtime', bytes: 40 }]);
  });

  test('leaves out tracked files that are no longer there and counts a folder named shared', () => {
    rmSync(join(root, 'src'), { recursive: true });
    writeFileSync(join(root, '.gitignore'), '.gpu-report/\nbuilt/\nshared/\n');
    put('shared/reference', 60);
    expect(paths()).toContain('shared/reference');
    expect(paths()).not.toContain('src/a file.ts');
  });

  test('is reported by file for carried files, and as a sum', () => {
    put('.gpu-report/pack/runtime', 3 * 2 ** 20);
    const lines = travelLines(listTravel(root, ['.gpu-report/pack']));
    expect(lines).toContain('3.0 MiB .gpu-report/pack/runtime');
    expect(lines.at(-1)).toBe('3.0 MiB together, of 60.0 MiB');
  });

  test('is at most 60 MiB; the error names the largest files', () => {
    const file = (bytes: number) => ({ tree: [{ path: 'a', bytes: 1 }], carried: [{ path: 'b', bytes }] });
    expect(() => checkTravel(file(maxTravelBytes - 1))).not.toThrow();
    expect(() => checkTravel(file(maxTravelBytes))).toThrow(
      /60\.0 MiB would travel, expected at most 60\.0 MiB.*b \(60\.0 MiB\), a/,
    );
  });
});

describe('moving aside', () => {
  test('moves every fixture but one and the models aside, and moves everything back', () => {
    const moved = foldersToMove(root, kept);
    expect(moved.sort()).toEqual(['demo/public/models', 'test/fixtures/text', 'test/fixtures/two']);
    moveAside(aside, moved);
    expect(paths()).toEqual(['.gitignore', 'src/a file.ts', `${kept}/golden`]);
    expect(restoreAside(aside).sort()).toEqual(moved);
    expect(git('status', '--porcelain', '--ignored')).toBe('');
  });

  test('fails while something is aside, and reports what and how to restore it', () => {
    moveAside(aside, ['demo/public/models']);
    const sentence = /aside already \(demo\/public\/models\).*npm run gpu-report -- restore/;
    expect(() => moveAside(aside, ['test/fixtures/two'])).toThrow(sentence);
    expect(() => requireNothingAside(aside)).toThrow(sentence);
    expect(existsSync(join(root, 'test/fixtures/two'))).toBe(true);
    restoreAside(aside);
    expect(() => requireNothingAside(aside)).not.toThrow();
  });

  test('that was interrupted after any number of moves is undone', () => {
    const moved = foldersToMove(root, kept);
    moveAside(aside, moved);
    // As if the process had ended before the last move.
    const last = moved.at(-1)!;
    execFileSync('mv', [join(aside.folder, last), join(root, last)]);
    expect(restoreAside(aside)).toEqual(moved.slice(0, -1));
    expect(git('status', '--porcelain')).toBe('');
  });

  test('moves back what it can if a place is taken, and the rest once it is free', () => {
    moveAside(aside, ['demo/public/models', 'test/fixtures/two']);
    put('test/fixtures/two/golden', 1);
    expect(() => restoreAside(aside)).toThrow(/test\/fixtures\/two cannot be brought back/);
    expect(existsSync(join(root, 'demo/public/models/big/shard'))).toBe(true);
    rmSync(join(root, 'test/fixtures/two'), { recursive: true });
    expect(restoreAside(aside)).toEqual(['test/fixtures/two']);
    expect(git('status', '--porcelain', '--ignored')).toBe('');
  });

  test('ignores missing folders; restoring nothing is not an error', () => {
    expect(restoreAside(aside)).toEqual([]);
    rmSync(join(root, 'demo/public/models'), { recursive: true });
    moveAside(aside, foldersToMove(root, kept));
    expect(restoreAside(aside).sort()).toEqual(['test/fixtures/text', 'test/fixtures/two']);
  });
});
