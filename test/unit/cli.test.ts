import { copyFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convert } from '../../src/cli/convert.ts';
import { verify } from '../../src/cli/verify.ts';
import {
  fixtureDir,
  readTensors,
  withFolder,
  writeSmallCheckpoint,
  writeTensors,
} from '../support/checkpoint-files.ts';
import { run } from '../support/command-line.ts';

describe('the command line', () => {
  it('converts, inspects and verifies', async () => {
    await withFolder(async (dir) => {
      const out = join(dir, 'tiny');
      const converted = await run([
        'convert',
        fixtureDir('lightning-shared'),
        out,
        '--quant',
        'q8',
        '--name',
        'tiny',
      ]);
      expect(converted).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(
          /^note: [^\n]* tokenizer\.json [^\n]*\nnote: [^\n]* chat template[^\n]*\n$/,
        ),
      });
      expect(converted.stdout).toMatch(/tiny: 33 shards, \d+ bytes, revision [0-9a-f]{16}\n$/);

      const inspected = await run(['inspect', out]);
      expect(inspected).toMatchObject({ code: 0, stderr: '' });
      for (const line of [
        /^tiny, revision [0-9a-f]{16}$/m,
        /^layers +4: 4 lightning, 0 softmax$/m,
        /^experts +8 of 36 per layer, 1 per token, one shared$/m,
        /^embedding +q8 +59,052 /m,
        /^routers +f32 +2,736 /m,
        /^shared expert +q8 +32,832 /m,
        /^experts +q8 +262,656 /m,
        /^shards +1 core, 32 expert$/m,
      ]) {
        expect(inspected.stdout).toMatch(line);
      }
      expect(await run(['verify', out])).toEqual({
        code: 0,
        stdout: `${out}: matches its manifest\n`,
        stderr: converted.stderr,
      });
    });
  });

  it('lists every byte of the shards in its table', async () => {
    await withFolder(async (dir) => {
      const out = join(dir, 'out');
      const model = await writeSmallCheckpoint(join(dir, 'model'));
      await convert(model, out);
      const { stdout } = await run(['inspect', out]);
      let dataBytes = 0;
      for (const file of [
        'core-00.safetensors',
        ...(await readdir(join(out, 'experts'))).map((name) => `experts/${name}`),
      ]) {
        for (const { bytes } of (await readTensors(join(out, file))).values()) dataBytes += bytes.length;
      }
      const total = Number(/^total .* ([\d.]+) MiB +[\d.]+ MiB$/m.exec(stdout)?.[1]);
      expect(total).toBeCloseTo(dataBytes / 2 ** 20, 1);
      const sourceWeights = [...(await readTensors(join(model, 'model.safetensors'))).values()]
        .map(({ shape }) => shape.reduce((product, size) => product * size, 1))
        .reduce((sum, count) => sum + count, 0);
      expect(stdout).toContain(sourceWeights.toLocaleString('en-US'));
    });
  });

  it('passes every option on', async () => {
    await withFolder(async (dir) => {
      const args = ['--quant=q8', '--attention-quant=f16', '--embedding-quant=f32', '--head-quant=q4'];
      const model = await writeSmallCheckpoint(join(dir, 'model'));
      await run(['convert', model, join(dir, 'out'), ...args]);
      const manifest = JSON.parse(await readFile(join(dir, 'out', 'manifest.json'), 'utf8'));
      expect(manifest.quantization).toEqual({
        experts: 'q8',
        attention: 'f16',
        embedding: 'f32',
        head: 'q4',
      });
      expect(manifest.name).toBe('model');
      expect(await run(['convert', model, join(dir, 'out')])).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/already exists; use --force to replace it\.\n$/),
      });
      expect(await run(['convert', '--force', model, join(dir, 'out')])).toMatchObject({
        code: 0,
      });
      const withText = ['convert', '--calibrate', join(dir, 'none.txt'), model, join(dir, 'later')];
      expect(await run(withText)).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/none\.txt: the calibration text cannot be read \(ENOENT\)\.\n$/),
      });
      // It fails before the conversion.
      await expect(readFile(join(dir, 'later', 'manifest.json'))).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });

  it('prints help and version', async () => {
    for (const args of [['--help'], ['-h'], ['convert', '--help'], ['verify', '-h']]) {
      expect(await run(args)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('--attention-quant'),
      });
    }
    expect(await run(['--version'])).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  });

  const misuses: [args: string[], message: string][] = [
    [[], 'no command given'],
    [['frobnicate'], 'unknown command frobnicate'],
    [['convert', 'a'], 'expected <checkpoint> <folder>, got 1 operands'],
    [['inspect'], 'expected <folder>, got 0 operands'],
    [['verify', 'a', 'b'], 'expected <folder>, got 2 operands'],
    [['convert', 'a', 'b', '--quant', 'int4'], '--quant is int4, expected q4, q8, f16 or f32'],
    [['convert', 'a', 'b', '--quantt', 'q4'], "Unknown option '--quantt'"],
    [['convert', 'a', 'b', '--name', ''], '--name is empty'],
    [['inspect', 'a', '--force'], "Unknown option '--force'"],
  ];
  it.each(misuses)('exits with 2 for %j', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^pocket-m1: .*\nTry pocket-m1 --help\.\n$/);
    expect(stderr).toContain(message);
  });

  it('exits with 1 and one sentence when a command fails', async () => {
    await withFolder(async (dir) => {
      for (const args of [
        ['convert', dir, join(dir, 'out')],
        ['inspect', dir],
        ['verify', join(dir, 'nowhere')],
      ]) {
        const { code, stdout, stderr } = await run(args);
        expect(code).toBe(1);
        expect(stdout).toBe('');
        expect(stderr).toMatch(/^pocket-m1: .*cannot be read \(.*ENOENT.*\)\.?\n$/);
      }
      await writeFile(join(dir, 'manifest.json'), 'not json');
      expect((await run(['inspect', dir])).stderr).toMatch(/manifest\.json: is not JSON/);
    });
  });

  it('exits with 130 when interrupted, and leaves nothing behind', async () => {
    await withFolder(async (dir) => {
      const interrupted = new AbortController();
      const stderr = (text: string) => {
        if (text.includes('3/5')) interrupted.abort();
      };
      const args = ['convert', await writeSmallCheckpoint(join(dir, 'model')), join(dir, 'out')];
      expect((await run(args, { stderr, isTerminal: true, signal: interrupted.signal })).code).toBe(130);
      expect(await readdir(dir)).toEqual(['model']);
    });
  });

  it('writes a failure on a line of its own after progress', async () => {
    await withFolder(async (dir) => {
      const interrupted = new AbortController();
      let stderr = '';
      const write = (text: string) => {
        stderr += text;
        if (text.includes('3/5')) interrupted.abort();
      };
      const args = ['convert', await writeSmallCheckpoint(join(dir, 'model')), join(dir, 'out')];
      await run(args, { stderr: write, isTerminal: true, signal: interrupted.signal });
      expect(stderr.endsWith('\r\x1b[Kpocket-m1: interrupted\n')).toBe(true);
    });
  });

  it('shows progress on a terminal only', async () => {
    await withFolder(async (dir) => {
      const model = await writeSmallCheckpoint(join(dir, 'model'));
      const shown = await run(['convert', model, join(dir, 'a')], { isTerminal: true });
      expect(shown.stderr).toContain('5/5 experts/01-01.safetensors');
      expect((await run(['convert', model, join(dir, 'b')])).stderr).not.toContain('5/5');
    });
  });
});

describe('verify finds', () => {
  type Damage = (out: string) => Promise<unknown>;
  const expert = 'experts/01-00.safetensors';
  const edit = (file: string, change: (bytes: Buffer) => void) => async (out: string) => {
    const bytes = await readFile(join(out, file));
    change(bytes);
    await writeFile(join(out, file), bytes);
  };
  const editManifest =
    (change: (manifest: { shards: Record<string, unknown>[]; revision: string }) => void) =>
    async (out: string) => {
      const path = join(out, 'manifest.json');
      const manifest = JSON.parse(await readFile(path, 'utf8'));
      change(manifest);
      await writeFile(path, JSON.stringify(manifest));
    };
  const cases: [what: string, damage: Damage, problems: RegExp[]][] = [
    [
      'a flipped bit',
      edit(expert, (bytes) => (bytes[bytes.length - 1]! ^= 1)),
      [/^experts\/01-00\.safetensors: its sha-256 is/],
    ],
    [
      'a truncated shard',
      (out) => truncate(join(out, expert), 1000),
      [/^experts\/01-00\.safetensors: is 1000 bytes long, expected \d+\.$/],
    ],
    [
      'a pointer of Git LFS for a shard',
      (out) => writeFile(join(out, expert), `version https://git-lfs.github.com/spec/v1\nsize 4096\n`),
      [
        /^experts\/01-00\.safetensors: is 53 bytes long, expected \d+; it is a Git LFS pointer .* git lfs pull/,
      ],
    ],
    ['a missing shard', (out) => rm(join(out, expert)), [/^experts\/01-00\.safetensors: is missing\.$/]],
    [
      'a changed tokenizer or configuration, and a shard',
      async (out) => {
        await edit('config.json', (bytes) => bytes.write(' '))(out);
        await rm(join(out, 'core-00.safetensors'));
      },
      [/^config\.json: its sha-256 is/, /^core-00\.safetensors: is missing\.$/],
    ],
    [
      'another revision',
      editManifest((manifest) => {
        manifest.revision = '0123456789abcdef';
      }),
      [/^manifest\.json: revision is 0123456789abcdef, expected [0-9a-f]{16}\.$/],
    ],
    [
      'shards whose hashes are right but whose tensors are not',
      async (out) => {
        const other = `${out}-other`;
        const manifest = await convert(join(out, '../model'), other, { quant: 'q8' });
        await copyFile(join(other, expert), join(out, expert));
        const shard = manifest.shards.find(({ file }) => file === expert)!;
        await editManifest(({ shards }) => Object.assign(shards.find(({ file }) => file === expert)!, shard))(
          out,
        );
      },
      [
        /^manifest\.json: revision/,
        /^experts\/01-00\.safetensors: tensor 0 is w13\.weight I8 \[128, 64\], expected w13\.weight U8 \[128, 32\]\.$/,
      ],
    ],
  ];
  it.each(cases)('%s', async (_, damage, problems) => {
    await withFolder(async (dir) => {
      const out = join(dir, 'out');
      await convert(await writeSmallCheckpoint(join(dir, 'model')), out);
      await damage(out);
      expect(await verify(out)).toEqual(problems.map((problem) => expect.stringMatching(problem)));
      const { code, stderr } = await run(['verify', out]);
      expect(code).toBe(1);
      expect(stderr).toContain(`${out}: ${problems.length} problem`);
    });
  });

  it('tensors in another order', async () => {
    await withFolder(async (dir) => {
      const out = join(dir, 'out');
      await convert(await writeSmallCheckpoint(join(dir, 'model')), out);
      const path = join(out, expert);
      await writeTensors(path, new Map([...(await readTensors(path))].reverse()));
      const bytes = await readFile(path);
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const sha256 = Buffer.from(digest).toString('hex');
      await editManifest(({ shards }) => {
        Object.assign(shards.find(({ file }) => file === expert)!, { bytes: bytes.length, sha256 });
      })(out);
      expect(await verify(out)).toContainEqual(
        expect.stringMatching(/tensor 0 is w2\.scales F16 \[128, 2\], expected w13\.weight/),
      );
    });
  });
});
