// The package's types, read by old and new compilers with each of their module resolutions.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve('test/release/types');

const program = `
import { loadModel, PocketM1Error, storage, type Message, type Part } from 'pocket-m1';
import 'pocket-m1/worker';
import * as worker from 'pocket-m1/worker';

export const names: (keyof typeof worker)[] = [];
export async function answer(history: Message[]): Promise<string> {
  const model = await loadModel('/model/', { onWarning: ({ code }) => code.length });
  for await (const part of model.generate(history)) show(part);
  await storage.delete('/model/');
  return (await model.generate('Hi').result).text;
}
function show(part: Part): string {
  return part.type === 'text' ? part.text : part.type;
}
export const code = (error: unknown): string => (error instanceof PocketM1Error ? error.code : '');
// @ts-expect-error: an option of another type
loadModel('/model/', { contextLength: 'long' });
`;

beforeAll(() => {
  mkdirSync(root, { recursive: true });
  writeFileSync(resolve(root, 'main.ts'), program);
  writeFileSync(resolve(root, 'package.json'), '{ "type": "module", "private": true }');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const modern = [
  ['esnext', 'bundler'],
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
];

describe.each([
  ['5.2', [...modern, ['esnext', 'node10'], ['commonjs', 'node10']]],
  ['5.6', [...modern, ['esnext', 'node10'], ['commonjs', 'node10']]],
  ['5.9', [...modern, ['esnext', 'node10'], ['commonjs', 'node10']]],
  // TypeScript 7 dropped the older resolutions.
  ['7', modern],
])('TypeScript %s', (version, settings) => {
  const folder =
    version === '7' ? 'node_modules/typescript' : `test/release/node_modules/typescript-${version}`;

  it.each(settings)('reads the types (module %s, moduleResolution %s)', (module, moduleResolution) => {
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: false,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
      module,
      moduleResolution,
    };
    writeFileSync(resolve(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['main.ts'] }));
    const tsc = resolve(folder, 'bin/tsc');
    expect(() => execFileSync('node', [tsc, '-p', root], { encoding: 'utf8' })).not.toThrow();
  });
});
