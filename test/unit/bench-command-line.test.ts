import { expect, test } from 'vitest';
import { parseCommandLine } from '../../bench/command-line.ts';

test('without arguments the bundled model is measured in Chromium', () => {
  expect(parseCommandLine([], '/bundled')).toMatchObject({
    node: false,
    model: { folder: '/bundled' },
    contexts: [0, 1024, 16_384, 65_536, 262_144],
    prompts: [32, 128, 512, 2048],
    long: false,
    chat: false,
    resume: false,
    resumeTokens: 4096,
    compare: false,
  });
});

test('sizes have random weights, everything else is a folder', () => {
  expect(parseCommandLine(['--model', 'xl'], '').model).toEqual({ size: 'xl' });
  expect(parseCommandLine(['--model', 'shards/m1'], '').model).toEqual({ folder: 'shards/m1' });
  expect(parseCommandLine(['--contexts', '1000000,0'], '').contexts).toEqual([1_000_000, 0]);
  const { contexts, architecture } = parseCommandLine(['--architecture'], '');
  expect({ contexts, architecture }).toEqual({
    contexts: [1024, 16_384, 65_536, 100_000],
    architecture: true,
  });
});

test.each([
  [['--runs', '0'], '--runs has "0", expected a whole number from 1 to 1,000.'],
  [['--contexts', '0,1k'], '--contexts has "1k", expected a whole number from 0 to 1,040,000.'],
  [['--contexts', ''], '--contexts has "", expected'],
  [['--resume-tokens', '100'], '--resume-tokens has "100", expected a whole number from 256 to 30,000.'],
  [['--steps', '2.5'], '--steps has "2.5", expected'],
  [['--against', '../before'], '--against measures in Node only: add --node.'],
  [['--pairs', '0'], '--pairs has "0", expected a whole number from 1 to 10,000.'],
  [['nano'], '"nano" is not an option'],
  [['--speed'], "Unknown option '--speed'"],
])('%j is rejected in one sentence', (args, message) => {
  expect(() => parseCommandLine(args, '')).toThrow(message);
});
