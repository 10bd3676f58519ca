// The architecture's one rule: imports go down. A file may import from lower floors and its own folder, but not from a
// folder on the same floor or from above.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const floors: Record<string, number> = {
  errors: 0,
  async: 0,
  contract: 1,
  run: 2,
  adapters: 2,
  gpu: 2,
  kernels: 3,
  experts: 4,
  model: 5,
  storage: 6,
  text: 6,
  shards: 7,
  engine: 7,
  startup: 8,
  chat: 8,
  agent: 8,
  worker: 9,
  cli: 9,
  api: 10,
  remote: 10,
  index: 11,
};

/** gpu/kernel.ts wraps every kernel with an execution shader; kernels own the others. */
const shaderFloors = ['gpu', 'kernels'];

const root = fileURLToPath(new URL('../../src', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

const IMPORT =
  /(?:import|export)\s[^'";]*?from\s*'(\.[^']+)'|import\s*\(?\s*'(\.[^']+)'|new URL\(\s*'(\.[^']+)'/g;

/** The folder directly under src, or the stem of a file there. */
function room(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '');
}

/** The files of src that each file imports. */
const imports = new Map(
  files.map((file) => [
    file,
    [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map((match) =>
      posix.normalize(posix.join(dirname(file), match[1] ?? match[2] ?? match[3]!)),
    ),
  ]),
);

/** Whether `from` imports `to`, or a file that does. */
function reaches(from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const next of imports.get(file) ?? []) {
      if (next === to) return true;
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }
  return false;
}

const STATEMENT = /^\s*(\} )?(if|for|while|switch|else|catch|try|do)\b/;

/** The head and the number of lines of each function, in the formatter's layout. */
function functionLengths(lines: readonly string[]): [head: string, length: number][] {
  return lines.flatMap((line, i) => {
    if (!/(\)(: .*)?|=>) \{$/.test(line)) return [];
    const indent = line.slice(0, line.length - line.trimStart().length);
    // A head of several lines ends with a bracket at the indentation it began with.
    let first = i;
    while (!lines[first]!.startsWith(indent) || /^\s*[)}\]]|^ /.test(lines[first]!.slice(indent.length)))
      first -= 1;
    if (STATEMENT.test(lines[first]!)) return [];
    const last = lines.findIndex((other, at) => at > i && other.startsWith(`${indent}}`));
    return [[lines[first]!.trim(), last - first + 1]];
  });
}

describe('floors', () => {
  test('every folder and file of src has a floor', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.map(room).filter((name) => floors[name] === undefined)).toEqual([]);
  });

  test('the contract contains only types', () => {
    for (const file of files.filter((name) => room(name) === 'contract')) {
      const lines = readFileSync(join(root, file), 'utf8').split('\n');
      expect(lines.filter((line) => /^(import|export) (?!type |interface )/.test(line))).toEqual([]);
    }
  });

  test('no imports are cyclic', () => {
    expect(files.filter((file) => reaches(file, file))).toEqual([]);
  });

  test('a file has at most 300 lines, and a function of src 60', () => {
    const lines = (file: string): string[] => readFileSync(join(root, file), 'utf8').split('\n');
    const written = ['.', '../demo', '../shaders'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|css|html|wgsl)$/.test(file))
        .map((file) => join(folder, file)),
    );
    expect(written.length).toBeGreaterThan(files.length);
    expect(written.filter((file) => lines(file).length > 301)).toEqual([]);
    const long = files.flatMap((file) =>
      functionLengths(lines(file)).flatMap(([head, length]) => (length > 60 ? [`${file}: ${head}`] : [])),
    );
    expect(long).toEqual([]);
  });

  test.each(files)('%s imports only from below', (file) => {
    const from = room(file);
    for (const match of readFileSync(join(root, file), 'utf8').matchAll(IMPORT)) {
      const specifier = match[1] ?? match[2] ?? match[3]!;
      const target = posix.normalize(posix.join(dirname(file), specifier));
      if (target.startsWith('../shaders/')) {
        expect(shaderFloors, `${file} → ${target}`).toContain(from);
        continue;
      }
      if (target.startsWith('..')) continue; // package.json and the like
      const to = room(target);
      if (to === from) continue;
      // The page refers to the built worker by its URL, and imports only types from it.
      expect(floors[to]!, `${file} → ${target}`).toBeLessThan(floors[from]!);
    }
  });
});
