import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseManifest } from '../../src/shards/manifest.ts';
import { run } from '../support/command-line.ts';

const bundled = resolve(import.meta.dirname, '../../demo/public/models/m1-nano');
let folder: string;

// Only the manifest is written; everything else stays in its place.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pocket-m1-'));
  await cp(join(bundled, 'manifest.json'), join(folder, 'manifest.json'));
  const manifest = parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const cores = manifest.shards.filter(({ role }) => role === 'core');
  for (const { file } of [...manifest.files, ...cores])
    await symlink(join(bundled, file), join(folder, file));
  await symlink(join(bundled, 'experts'), join(folder, 'experts'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('calibrate', () => {
  test('writes every expert’s share of the picks into the manifest, and nothing else', async () => {
    const before = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const text = join(folder, 'text.txt');
    await writeFile(text, 'The quick brown fox jumps over the lazy dog. What is 48 + 75? '.repeat(60));
    const { code, stdout, stderr } = await run(['calibrate', folder, text]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/half of all picks are (\d+, ){7}\d+ experts/);
    const { popularity, opening, ...rest } = JSON.parse(
      await readFile(join(folder, 'manifest.json'), 'utf8'),
    );
    delete before.popularity;
    delete before.opening;
    expect(rest).toEqual(before);
    const layers = parseManifest({ ...rest, popularity, opening }).popularity!;
    for (const layer of layers) {
      expect(layer.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
      // No text uses all experts equally.
      expect(Math.max(...layer)).toBeGreaterThan(1.5 / layer.length);
    }
  });

  test('writes the experts that every conversation opens with: those of the template’s beginning alone', async () => {
    const text = join(folder, 'text.txt');
    await writeFile(text, '<begin_of_document><beginning_of_sentence>user name=user\n');
    expect((await run(['calibrate', folder, text])).code).toBe(0);
    const manifest = parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    const picked = manifest.popularity!.map((layer) => layer.flatMap((share, i) => (share > 0 ? [i] : [])));
    expect(manifest.opening).toEqual(picked);
    for (const experts of picked) expect(experts.length).toBeGreaterThanOrEqual(2);
  });

  test('reports invalid input', async () => {
    expect(await run(['calibrate', folder, join(folder, 'none.txt')])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/none\.txt: the calibration text cannot be read \(ENOENT\)/),
    });
    expect((await run(['calibrate', folder])).code).toBe(2);
  });
});
