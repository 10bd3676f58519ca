import { describe, expect, test } from 'vitest';
import { goldenFixtures } from '../support/golden-fixtures.ts';
import { runScript } from '../support/script.ts';

const golden = (...args: string[]) => runScript('golden', ...args);

describe('npm run golden', { timeout: 600_000 }, () => {
  test('all fixtures pass with f32 weights, in Chromium, experts fetched on demand', async () => {
    const { code, output } = await golden('test/fixtures');
    expect(output.match(/ {2}pass$/gm), output).toHaveLength(goldenFixtures.length);
    expect(code).toBe(0);
  });

  test('quantized weights are reported, but do not fail', async () => {
    const { code, output } = await golden('test/fixtures/lightning-shared', '--quant', 'q8');
    expect(output, output).toMatch(/lightning-shared .* reported$/m);
    expect(code).toBe(0);
  });

  test('a deviation fails: a tolerance below the rounding of float32 cannot be met', async () => {
    const { code, output } = await golden('test/fixtures/lightning-shared', '--tolerance', '1e-12');
    expect(output, output).toMatch(/FAIL$/m);
    expect(code).toBe(1);
  });
});
