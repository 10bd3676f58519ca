import { describe, expect, test } from 'vitest';
import { runScript } from '../support/script.ts';

const golden = (...args: string[]) => runScript('golden', ...args);

describe('npm run golden', { timeout: 600_000 }, () => {
  test('all fixtures pass with f32 weights, in Chromium, experts fetched on demand', async () => {
    const { code, output } = await golden('test/fixtures');
    expect(output.match(/ {2}pass$/gm), output).toHaveLength(9);
    expect(code).toBe(0);
  });

  test('quantised weights are reported, not judged', async () => {
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
