// JSON written by Python's and Windows' tools.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convert } from '../../src/cli/convert.ts';
import { readConfig, withFolder, writeSmallCheckpoint } from '../support/checkpoint-files.ts';

const utf16 = (text: string, { swapped = false, mark = true } = {}): Buffer => {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le');
  return swapped ? bytes.swap16() : bytes;
};
const withKeys = (text: string): string =>
  text.replace('{', '{"limits":[-Infinity,NaN, Infinity],"said":"NaN, \\"Infinity\\"",');

const spellings: [what: string, write: (json: string) => string | Buffer][] = [
  ['a byte order mark', (json) => `\ufeff${json}`],
  ['UTF-16', (json) => utf16(json)],
  ['UTF-16, high bytes first', (json) => utf16(json, { swapped: true })],
  ['UTF-16 without a mark', (json) => utf16(json, { mark: false })],
  ['UTF-16 without a mark, high bytes first', (json) => utf16(json, { swapped: true, mark: false })],
  ['numbers that JSON does not have', withKeys],
  ['both', (json) => `\ufeff${withKeys(json)}`],
];

describe('a checkpoint converts with', () => {
  it.each(spellings)('%s', async (_, write) => {
    await withFolder(async (dir) => {
      const model = await writeSmallCheckpoint(join(dir, 'model'));
      const path = join(model, 'config.json');
      const config = await readConfig(model);
      await writeFile(path, write(JSON.stringify(config)));
      await convert(model, join(dir, 'out'));
      const copy = await readFile(join(dir, 'out', 'config.json'), 'utf8');
      expect(JSON.parse(copy)).toMatchObject(config);
      if (copy.includes('limits')) {
        expect(JSON.parse(copy)).toMatchObject({ limits: [null, null, null], said: 'NaN, "Infinity"' });
      }
    });
  });
});

it('keeps the bytes of a file that every JSON parser accepts', async () => {
  await withFolder(async (dir) => {
    const model = await writeSmallCheckpoint(join(dir, 'model'));
    const json = '{ "temperature":0.50, "big": 1000000000000000019884624838656 }\r\n';
    await writeFile(join(model, 'generation_config.json'), json);
    await convert(model, join(dir, 'out'));
    expect(await readFile(join(dir, 'out', 'generation_config.json'), 'utf8')).toBe(json);
  });
});

it.each([
  ['NaN', 'rope_theta is NaN, expected a number'],
  ['Infinity', 'rope_theta is Infinity, expected a number'],
  ['-Infinity', 'rope_theta is -Infinity, expected a number'],
])('rejects %s in a key that it reads', async (value, message) => {
  await withFolder(async (dir) => {
    const model = await writeSmallCheckpoint(join(dir, 'model'));
    const config = JSON.stringify({ ...(await readConfig(model)), rope_theta: 1.25e-9 });
    await writeFile(join(model, 'config.json'), config.replace('1.25e-9', value));
    await expect(convert(model, join(dir, 'out'))).rejects.toThrow(`config.json: ${message}`);
  });
});
