// The library in Deno, on wgpu and naga, the implementation of WebGPU that Firefox has too.

import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drivers } from '../../scripts/engines/adapters.mjs';
import { requireDeno } from '../../scripts/engines/deno.mjs';
import { goldenFixtures } from '../support/golden-fixtures.ts';
import { isPresent, runScript } from '../support/script.ts';

describe.skipIf(!isPresent(requireDeno))('in Deno', { timeout: 600_000 }, () => {
  test('every kernel module without subgroups compiles without a message', async () => {
    const { code, output } = await runScript('pipelines', '--in', 'deno');
    const [, compiled] = /^(\d+) compiled, 0 failed$/m.exec(output) ?? [];
    expect(Number(compiled), output).toBeGreaterThan(1000);
    if (existsSync(drivers.lavapipe!)) expect(output, output).toMatch(/subgroups, 0 f16$/m);
    expect(code, output).toBe(0);
  });

  // Chunks of 100 tokens end at other positions than the recorded answers' blocks of 256.
  test('all fixtures have the recorded answers', async () => {
    const { code, output } = await runScript('golden', 'test/fixtures', '--in', 'deno', '--chunk', '100');
    expect(output.match(/ {2}pass$/gm), output).toHaveLength(goldenFixtures.length);
    expect(code, output).toBe(0);
  });

  test('a fixture that times out fails, and the next one runs in a new process', async () => {
    const fixtures = ['lightning-shared', 'hybrid-8'].map((name) => `test/fixtures/${name}`);
    const { code, output } = await runScript('golden', ...fixtures, '--in', 'deno', '--timeout', '0.05');
    for (const name of ['lightning-shared', 'hybrid-8']) {
      expect(output).toMatch(new RegExp(`^${name} +deno gave no answer within 0.05 s\\.  FAIL$`, 'm'));
    }
    expect(output).toContain('golden: 2 of 2 fixtures failed');
    expect(code).toBe(1);
  });
});
