import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  chooseConversations,
  gradeReply,
  parseConversations,
  says,
} from '../../training/evaluate/conversations.ts';
import { failureLines } from '../../training/evaluate/failures.ts';
import type { ModelReport } from '../../training/evaluate/run.ts';
import { reportLines } from '../../training/evaluate/tables.ts';

const turn = { says: 'Where do I live?', expects: [['Zurich', 'Zürich']], bans: ['Bern', 'not told'] };
const grade = (text: string, finishReason: 'stop' | 'length' = 'stop') =>
  gradeReply(turn, { text, finishReason });

test('a text contains whole words, ignoring case', () => {
  expect(says('You live in ZURICH.', 'Zurich')).toBe(true);
  expect(says('You live in Zurichberg.', 'Zurich')).toBe(false);
  expect(says("I can't do that", "can't do")).toBe(true);
  expect(says('I have told you. Not!', 'not told')).toBe(false);
});

describe('a reply', () => {
  test.each([
    ['You live in Zurich.', true],
    ['You live in Zürich!', true],
    ['You live somewhere.', false],
    ['You live in Zurich, not in Bern.', false],
    ['  ', false],
  ])('%j passes: %j', (text, passed) => {
    expect(grade(text).passed).toBe(passed);
  });

  test('names missing and contradicting texts', () => {
    expect(grade('You live in Bern.')).toMatchObject({ missing: [['Zurich', 'Zürich']], banned: ['Bern'] });
    expect(grade('You live in Zurich.', 'length').passed).toBe(false);
  });
});

describe('conversations', () => {
  const file = new URL('../../training/evaluate/conversations.jsonl', import.meta.url);
  const all = parseConversations(readFileSync(file, 'utf8'), 'conversations.jsonl');

  test('of the project are 200 of three turns, none of which passes without a word', () => {
    expect(all).toHaveLength(200);
    for (const { turns } of all) {
      expect(turns).toHaveLength(3);
      expect(turns.some((each) => each.expects.length > 0)).toBe(true);
    }
  });

  test('are chosen equally from every kind', () => {
    const kinds = new Set(all.map(({ kind }) => kind));
    const chosen = chooseConversations(all, 20);
    expect(chosen).toHaveLength(20);
    expect(new Set(chosen.map(({ kind }) => kind))).toEqual(kinds);
    expect(chooseConversations(all, 1000)).toHaveLength(200);
  });

  test.each([
    ['', 'f is empty: write it with training/conversations.py.'],
    ['{', 'f, line 1 is not JSON.'],
    ['{"kind": "a", "turns": [{"says": "b"}]}', 'f, line 1 needs a kind, and turns that have'],
  ])('that are invalid are rejected: %j', (jsonl, message) => {
    expect(() => parseConversations(jsonl, 'f')).toThrow(message);
  });
});

test('everyday questions are of twelve kinds, all different, and none bans what it expects', () => {
  const file = new URL('../../training/evaluate/everyday.jsonl', import.meta.url);
  const all = parseConversations(readFileSync(file, 'utf8'), 'everyday.jsonl');
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  expect(kinds).toHaveLength(12);
  for (const name of kinds) expect(all.filter(({ kind }) => kind === name)).toHaveLength(20);
  expect(new Set(all.map(({ turns }) => turns[0]!.says)).size).toBe(240);
  for (const turn of all.flatMap(({ turns }) => turns)) {
    for (const expected of turn.expects.flat()) {
      expect(gradeReply(turn, { text: expected, finishReason: 'stop' }).banned).toEqual([]);
    }
    const text = turn.expects.map(([first]) => first).join('. ');
    expect(gradeReply(turn, { text, finishReason: 'stop' }).passed).toBe(true);
    expect(gradeReply(turn, { text: 'I do not know.', finishReason: 'stop' }).passed).toBe(false);
  }
});

test('wordings, conversations and everyday questions have separate tables', () => {
  const answered = (task: string, heldOutWording: boolean, solved: boolean) => ({
    task,
    heldOut: true,
    heldOutWording,
    question: '',
    expected: '',
    text: '',
    thinking: '',
    toolCalls: [],
    finishReason: 'stop' as const,
    promptTokens: 1,
    tokens: 2,
    thinkingTokens: 0,
    solved,
  });
  const held = (...passed: boolean[]) => ({
    kind: 'a name',
    turns: passed.map((each) => ({ ...grade(each ? 'Zurich' : 'Bern') })),
    solved: passed.every(Boolean),
  });
  const format = 'q4' as const;
  const model: ModelReport = {
    folder: 'shards/q4',
    name: 'm1',
    revision: 'abc',
    quantization: { experts: format, attention: format, embedding: format, head: format },
    bytes: 1e6,
    wordings: [
      answered('money', true, true),
      answered('money', true, false),
      answered('ages', true, true),
      answered('money', false, true),
    ],
    conversations: [held(true, true, true), held(true, false, true)],
    everyday: [{ ...held(true), kind: 'towns' }],
  };
  const lines = reportLines({ adapter: 'a GPU', models: [model] });
  expect(lines).toContain('| money | 1 | 2 | 50.0 | 1 | 1 | 100.0 |');
  expect(lines).toContain('| ages | 1 | 1 | 100.0 | – | – | – |');
  expect(lines).toContain('| mean over tasks | 2 | 3 | 75.0 | 1 | 1 | 100.0 |');
  expect(lines).toContain('| a name | 1 | 2 | 50.0 | 9.5 – 90.5 | 83.3 |');
  expect(failureLines({ adapter: 'a GPU', models: [model] }, 1).slice(-6)).toEqual([
    '  user: Where do I live?',
    '  model: Bern (wrong)',
    '    does not say Zurich or Zürich',
    '    says Bern',
    '  user: Where do I live?',
    '  model: Zurich',
  ]);
  expect(lines).toContain('| all | 1 | 2 | 50.0 | 9.5 – 90.5 | 83.3 |');
  expect(lines).toContain('| towns | 1 | 1 | 100.0 | 20.7 – 100.0 |');
});
