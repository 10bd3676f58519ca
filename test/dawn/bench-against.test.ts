import { expect, test } from 'vitest';
import { runScript } from '../support/script.ts';

test('the benchmark compares this checkout with another one, here with itself', async () => {
  const { code, output } = await runScript(
    'bench',
    '--node',
    '--against',
    '.',
    '--pairs',
    '1',
    '--tokens',
    '8',
  );
  expect(output).toMatch(/greedy\n {2}by time .*against itself .*tokens\/s\n {2}by CPU time .* ms a token\n/);
  expect(output).toMatch(/temperature 1\n {2}by time/);
  expect(code).toBe(0);
});

test('a folder that is not a checkout is rejected in one sentence', async () => {
  const { code, output } = await runScript('bench', '--node', '--against', 'src');
  expect(output).toBe('bench: --against is "src", expected a checkout of this repository.\n');
  expect(code).toBe(1);
});
