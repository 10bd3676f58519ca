// The command line of scripts that run in one of several engines, and that none of their calls can hang.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../scripts/engines/command-line.mjs';
import { openProcess } from '../../scripts/engines/process.mjs';
import { supervise } from '../../scripts/engines/supervise.mjs';
import { findFixtures } from '../../scripts/golden-fixtures.mjs';
import { safetensorsHeader } from '../../src/shards/safetensors.ts';

describe('the command line', () => {
  const own = { kv: { default: 'f32', of: ['f32', 'f16'] }, chunk: { default: '512', wholeAbove: 0 } };

  test('fills in defaults, and reads numbers', () => {
    expect(parseCommandLine(['a', 'b'], own)).toEqual({
      folders: ['a', 'b'],
      in: 'chromium',
      kv: 'f32',
      chunk: 512,
    });
    expect(parseCommandLine(['a', '--in', 'deno', '--adapter', 'lavapipe', '--chunk', '7'], own)).toEqual({
      folders: ['a'],
      in: 'deno',
      adapter: 'lavapipe',
      kv: 'f32',
      chunk: 7,
    });
  });

  test.each([
    [[], 'name at least one folder, such as test/fixtures'],
    [['a', '--in', 'safari'], '--in is safari, expected chromium, dawn, deno or firefox'],
    [['a', '--in', ''], '--in is , expected chromium, dawn, deno or firefox'],
    [['a', '--kv', 'q4'], '--kv is q4, expected f32 or f16'],
    [['a', '--chunk', '1.5'], '--chunk is 1.5, expected a whole number above 0'],
    [['a', '--chunk', ''], '--chunk is , expected a whole number above 0'],
    [
      ['a', '--adapter', 'lavapipe'],
      '--adapter is lavapipe, but chromium runs on swiftshader or default only',
    ],
    [['a', '--kvs', 'f16'], "Unknown option '--kvs'; the options are --in, --adapter, --kv, --chunk"],
  ])('%j is rejected', (args, sentence) => {
    expect(() => parseCommandLine(args, own)).toThrow(new Error(sentence));
  });
});

describe('finding fixtures', () => {
  const work = mkdtempSync(join(tmpdir(), 'pocket-m1-fixtures-'));
  afterAll(() => rmSync(work, { recursive: true }));
  const find = (...folders: string[]): Promise<string[]> =>
    findFixtures(
      folders.map((folder) => join(work, folder)),
      () => import('../../src/shards/safetensors.ts'),
    );

  function write(folder: string, files: Record<string, string | Uint8Array>): void {
    mkdirSync(join(work, folder), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(work, folder, name), content);
  }
  const answers = (name: string): Uint8Array =>
    Buffer.concat([safetensorsHeader([{ name, dtype: 'I32', shape: [1], bytes: 4 }]), new Uint8Array(4)]);
  const fixture = { 'config.json': '{}', 'golden.safetensors': answers('n1.input_ids') };

  test('works recursively, without duplicates, in order', async () => {
    write('good/b/deep', fixture);
    write('good/a', fixture);
    write('good/notes', { 'config.json': '{}' });
    expect(await find('good', 'good/a')).toEqual([join(work, 'good/a'), join(work, 'good/b/deep')]);
  });

  test('rejects folders without valid fixtures, with the reason', async () => {
    write('empty', {});
    write('half', { 'golden.safetensors': answers('n1.input_ids') });
    write('torn-config', { ...fixture, 'config.json': '{"a":' });
    write('torn-answers', { ...fixture, 'golden.safetensors': answers('n1.input_ids').subarray(0, 20) });
    write('no-prompt', { ...fixture, 'golden.safetensors': answers('logits') });
    await expect(find('nowhere')).rejects.toThrow('cannot be read as a folder (ENOENT)');
    await expect(find('half/golden.safetensors')).rejects.toThrow('cannot be read as a folder (ENOTDIR)');
    await expect(find('empty')).rejects.toThrow('no fixture (config.json and golden.safetensors)');
    await expect(find('half')).rejects.toThrow('it has golden.safetensors, but no config.json');
    await expect(find('torn-config')).rejects.toThrow(/torn-config\/config\.json is not JSON/);
    await expect(find('torn-answers')).rejects.toThrow(/golden\.safetensors/);
    await expect(find('no-prompt')).rejects.toThrow('has no prompt: expected tensors such as n17.input_ids');
  });
});

describe('an engine in a process', () => {
  const node = (script: string) =>
    supervise('dawn', openProcess('Node', process.execPath, ['-e', script], {}));

  test('that crashes reports its exit code and output', async () => {
    const engine = node('console.error("thread panicked"); process.exit(101)');
    await expect(engine.call('compile', [], 10_000)).rejects.toThrow(
      'Node ended (exit code 101). thread panicked',
    );
    await engine.close();
  });

  test('that is killed in the middle of a call fails that call', async () => {
    const engine = node('process.stdin.once("data", () => process.kill(process.pid, "SIGKILL"))');
    await expect(engine.call('compile', [], 10_000)).rejects.toThrow('Node ended (SIGKILL).');
    await engine.close();
  });

  test('that never answers times out, and can be closed', async () => {
    const engine = node('setInterval(() => {}, 1000)');
    await expect(engine.call('compile', [], 50)).rejects.toThrow('dawn gave no answer within 0.05 s.');
    await engine.close();
  });

  test('that is missing is reported', async () => {
    const engine = supervise('deno', openProcess('Deno', '/nowhere/deno', [], {}));
    await expect(engine.call('compile', [], 10_000)).rejects.toThrow('Deno could not be started');
    await engine.close();
  });
});
