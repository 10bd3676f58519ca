import { expect, test } from 'vitest';
import { parseCommandLine } from '../../training/evaluate/command-line.ts';

const defaults = {
  folder: '/bundled',
  problems: '/problems',
  wordings: '/wordings',
  conversations: '/conversations',
  everyday: '/everyday',
  text: '/text',
};
const parse = (...args: string[]) => parseCommandLine(args, defaults);

test('without arguments the bundled model is evaluated in every section that takes one model', () => {
  expect(parse()).toEqual({
    help: false,
    folders: ['/bundled'],
    sections: ['problems', 'wordings', 'conversations', 'everyday', 'text', 'recall', 'budget'],
    problems: '/problems',
    wordings: '/wordings',
    conversations: '/conversations',
    everyday: '/everyday',
    text: '/text',
    tasks: undefined,
    count: 100,
    conversationCount: 200,
    everydayCount: 240,
    maxTokens: 512,
    lengths: [128, 512, 2048, 4096],
    recallCount: 4,
    budgets: [0, 16, 64, 256],
    budgetCount: 25,
    failures: 0,
    json: undefined,
  });
});

test('several folders are also compared side by side', () => {
  expect(parse('a', 'b').sections).toContain('quantization');
  expect(parse('a', 'b', '--sections', 'text,recall').sections).toEqual(['text', 'recall']);
  expect(parse('--tasks', 'lists,units').tasks).toEqual(['lists', 'units']);
});

test.each([
  [['--count', '0'], '--count has "0", expected a whole number from 1 to 1,000,000.'],
  [['--lengths', '64,1k'], '--lengths has "1k", expected a whole number'],
  [['--budgets', ''], '--budgets has "", expected'],
  [
    ['--sections', 'txt'],
    '--sections has "txt", expected some of problems, wordings, conversations, everyday, text, recall, budget, quantization.',
  ],
  [['a', '--sections', 'quantization'], 'compares two folders or more'],
  [['--speed'], "Unknown option '--speed'"],
])('%j is rejected in one sentence', (args, message) => {
  expect(() => parse(...args)).toThrow(message);
});
