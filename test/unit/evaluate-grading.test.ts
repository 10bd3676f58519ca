import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isSolved, namesOnly } from '../../training/evaluate/grading.ts';
import { chooseProblems, parseProblems } from '../../training/evaluate/problems.ts';
import { scoreGroups } from '../../training/evaluate/scores.ts';

const weather = { name: 'get_weather', arguments: { city: 'Rome', days: 2 } };
const text = { answer: '2 + 2 = 4', toolCalls: [] };
const calls = { answer: '', toolCalls: [weather] };

describe('a text is right', () => {
  test.each([
    ['2 + 2 = 4', true],
    ['\n2 + 2 = 4 ', true],
    ['2 + 2 = 4.', false],
    ['2 + 2 = 44', false],
    ['', false],
  ])('%j: %j', (given, solved) => {
    expect(isSolved(text, { text: given, toolCalls: [], finishReason: 'stop' })).toBe(solved);
  });

  test('only without a call', () => {
    const given = { text: text.answer, toolCalls: [weather], finishReason: 'tool-calls' } as const;
    expect(isSolved(text, given)).toBe(false);
  });

  test('only if it is complete', () => {
    expect(isSolved(text, { text: text.answer, toolCalls: [], finishReason: 'length' })).toBe(false);
    expect(isSolved(calls, { text: '', toolCalls: [weather], finishReason: 'length' })).toBe(false);
  });
});

describe('calls are right', () => {
  test.each([
    ['the same', [weather], true],
    ['keys in another order', [{ name: 'get_weather', arguments: { days: 2, city: 'Rome' } }], true],
    ['a number as text', [{ name: 'get_weather', arguments: { city: 'Rome', days: '2' } }], false],
    ['another name', [{ ...weather, name: 'get_time' }], false],
    ['an argument too many', [{ name: 'get_weather', arguments: { ...weather.arguments, at: 1 } }], false],
    ['one too many', [weather, weather], false],
    ['none', [], false],
  ])('%s', (_, toolCalls, solved) => {
    expect(isSolved(calls, { text: 'as you wish', toolCalls, finishReason: 'tool-calls' })).toBe(solved);
  });
});

test('a fact is named by a whole word, and no other fact is', () => {
  expect(namesOnly('The code of Ann is 4821.', '4821', ['1234'])).toBe(true);
  expect(namesOnly('The code of Ann is 48210.', '4821', ['1234'])).toBe(false);
  expect(namesOnly('It is 1234 or 4821.', '4821', ['1234'])).toBe(false);
});

describe('problems', () => {
  const row = { task: 'sums', messages: [{ role: 'user', content: '2 + 2' }], answer: '4', heldOut: true };
  const lines = (...rows: unknown[]): string => rows.map((each) => JSON.stringify(each)).join('\n');

  test("have the library's names", () => {
    const call = { name: 'add', arguments: { a: 2 } };
    const messages = [
      { role: 'user', content: 'Add.' },
      { role: 'assistant', content: '', think: 'I can.', tool_calls: [call] },
      { role: 'tool', name: 'add', content: '4' },
    ];
    const [problem] = parseProblems(lines({ ...row, messages, think: 'easy', toolCalls: [call] }), 'f');
    expect(problem).toEqual({
      task: 'sums',
      messages: [
        messages[0],
        { role: 'assistant', content: '', thinking: 'I can.', toolCalls: [call] },
        messages[2],
      ],
      tools: [],
      thinks: true,
      heldOut: true,
      answer: '4',
      toolCalls: [call],
    });
  });

  test.each([
    [`${lines(row)}\n{`, 'f, line 2 is not JSON.'],
    [lines({ ...row, answer: undefined }), 'f, line 1 needs a task, messages and an answer.'],
    ['\n', 'f is empty: write it with training/problems.py.'],
  ])('that are invalid are rejected: %j', (jsonl, message) => {
    expect(() => parseProblems(jsonl, 'f')).toThrow(message);
  });

  test('are the first of each task, or of the named ones', () => {
    const problems = parseProblems(lines(row, row, { ...row, task: 'lists' }, row), 'f');
    const tasks = (count: number, names?: string[]) =>
      chooseProblems(problems, count, names).map(({ task }) => task);
    expect(tasks(2)).toEqual(['sums', 'sums', 'lists']);
    expect(tasks(9, ['lists'])).toEqual(['lists']);
    const thinking = parseProblems(lines(row, { ...row, think: 'hm', answer: '5' }, row), 'f');
    expect(chooseProblems(thinking, 1, undefined, ({ thinks }) => thinks)).toEqual([thinking[1]]);
    expect(() => tasks(1, ['chess'])).toThrow('no problem of the task "chess", only of sums, lists');
  });

  test('in other words are twice as many with held-out wordings', () => {
    const file = new URL('../../training/evaluate/wordings.jsonl', import.meta.url);
    const problems = parseProblems(readFileSync(file, 'utf8'), 'wordings.jsonl');
    const tasks = new Set(problems.map(({ task }) => task));
    expect(tasks.size).toBeGreaterThan(40);
    for (const name of tasks) {
      const sides = problems.filter(({ task }) => task === name).map((each) => each.heldOutWording);
      expect([true, false].map((side) => sides.filter((each) => each === side).length)).toEqual([20, 10]);
    }
  });

  test('of the project are complete: every group has some that are held out of training', () => {
    const file = new URL('../../training/evaluate/problems.jsonl', import.meta.url);
    const problems = parseProblems(readFileSync(file, 'utf8'), 'problems.jsonl');
    const groups = scoreGroups(problems.map((problem) => ({ ...problem, solved: true, tokens: 1 })));
    expect(groups).toHaveLength(9);
    for (const { of, heldOut } of groups) {
      expect(of).toBeGreaterThanOrEqual(100);
      expect(heldOut).toBe(true);
    }
    expect(new Set(problems.map(({ messages, task }) => task + JSON.stringify(messages))).size).toBe(
      problems.length,
    );
  });
});
