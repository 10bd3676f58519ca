import { describe, expect, test } from 'vitest';
import type { AnsweredProblem } from '../../training/evaluate/answers.ts';
import type { BudgetResult } from '../../training/evaluate/budget.ts';
import { failureLines } from '../../training/evaluate/failures.ts';
import { createProgress } from '../../training/evaluate/progress.ts';
import type { ModelReport } from '../../training/evaluate/run.ts';
import { reportLines, table } from '../../training/evaluate/tables.ts';

function answered(task: string, solved: boolean, heldOut = true): AnsweredProblem {
  const text = solved ? 'right' : 'wrong';
  return {
    task,
    heldOut,
    question: `${task}?`,
    expected: 'right',
    solved,
    text,
    thinking: 'hm',
    toolCalls: [],
    finishReason: 'stop',
    promptTokens: 5,
    tokens: 12,
    thinkingTokens: 3,
  };
}

function budgeted(task: string, budget: number, solved: boolean): BudgetResult {
  const shared = { task, heldOut: true, question: '', expected: '', text: '', toolCalls: [], tokens: budget };
  return { ...shared, finishReason: 'stop', budget, solved, thinkingTokens: budget, closed: solved };
}

function model(experts: 'q4' | 'f16', parts: Partial<ModelReport> = {}): ModelReport {
  const quantization = { experts, attention: experts, embedding: 'q8', head: 'q8' } as const;
  return {
    folder: `shards/${experts}`,
    name: 'm1',
    revision: 'abc',
    quantization,
    bytes: 33_400_000,
    ...parts,
  };
}

const problems = [
  answered('addition', true),
  answered('addition', false),
  answered('lists', true),
  { ...answered('small-talk', true, false), finishReason: 'length' as const },
];

describe('the report', () => {
  test('of one model has the tables of what was evaluated, and no others', () => {
    const lines = reportLines({ adapter: 'a GPU', models: [model('q4', { problems })] });
    expect(lines.filter((line) => line.startsWith('###'))).toEqual([
      '### Models',
      '### Problems',
      '### What it should be good at',
    ]);
    expect(lines).toContain('| m1 | abc | q4 | q4 | q8 | q8 | 33.4 | a GPU |');
    expect(lines).toContain('| addition | 1 | 2 | 50.0 | 9.5 – 90.5 | 12 | 0 |');
    expect(lines).toContain('| small-talk (*) | 1 | 1 | 100.0 | 20.7 – 100.0 | 12 | 1 |');
    expect(lines).toContain('Mean over 2 held-out tasks: 75.0 %.');
    expect(lines).toContain('| addition and subtraction | 1 | 2 | 50.0 | 9.5 – 90.5 | 97 | 12 |');
  });

  test('of several models compares their formats', () => {
    const text = { bitsPerByte: 1.25, bitsPerToken: 5, bytes: 400, tokens: 100 };
    const against = { divergence: 0.0125, agreement: 0.98 };
    const lines = reportLines({
      adapter: 'a GPU',
      models: [
        model('q4', { problems, text: { ...text, against } }),
        model('f16', { problems: problems.map((each) => ({ ...each, solved: true })), text }),
      ],
    });
    expect(lines.slice(lines.indexOf('### Weight formats side by side'))).toEqual([
      '### Weight formats side by side',
      '',
      '|  | q4 | f16 |',
      '| --- | ---: | ---: |',
      '| addition and subtraction, % of 2 | 50.0 | 100.0 |',
      '| sorting and lists, % of 1 | 100.0 | 100.0 |',
      '| mean over tasks, % | 75.0 | 100.0 |',
      '| KL(f16 ‖ this), nats a token | 0.01250 | – |',
      '| same most probable token as f16, % | 98.00 | – |',
      '',
    ]);
    expect(lines).toContain('| q4 | 1.2500 | 5.000 | 400 | 100 |');
  });

  test('distinguishes folders of one format, and of one name', () => {
    const text = { bitsPerByte: 1.25, bitsPerToken: 5, bytes: 400, tokens: 100 };
    const from = (folder: string): ModelReport => ({ ...model('q4', { text }), folder });
    const names = (...folders: string[]) =>
      reportLines({ adapter: 'a GPU', models: folders.map(from) })
        .filter((line) => line.endsWith('| 1.2500 | 5.000 | 400 | 100 |'))
        .map((line) => line.split(' ')[1]);
    expect(names('old/m1-nano')).toEqual(['m1-nano']);
    expect(names('old/nano', 'old/micro')).toEqual(['nano', 'micro']);
    expect(names('old/m1-nano', 'new/m1-nano')).toEqual(['old/m1-nano', 'new/m1-nano']);
  });

  test('of an interrupted evaluation has the measurements so far', () => {
    const lines = reportLines({ adapter: 'a GPU', models: [model('q4', { problems }), model('f16')] });
    expect(lines).toContain('### Problems, q4');
    expect(lines).not.toContain('### Weight formats side by side');
  });

  test('has recall by length and depth', () => {
    const results = (['start', 0, 1 / 3, 2 / 3, 1] as const).flatMap((depth) =>
      [1, 2].map((i) => {
        const solved = depth === 1 || i === 2;
        return { length: 64, promptTokens: 66 + i, depth, expected: '1234', text: '', solved };
      }),
    );
    const lines = reportLines({ adapter: 'a GPU', models: [model('q4', { recall: results })] });
    expect(lines).toContain('| 68 | 50 | 50 | 50 | 50 | 100 | 60.0 | 31.3 – 83.2 | 10 |');
  });

  test('has a column for each thinking budget', () => {
    const budget = [
      budgeted('addition', 0, false),
      budgeted('addition', 64, true),
      budgeted('lists', 0, true),
      budgeted('lists', 64, true),
    ];
    const lines = reportLines({ adapter: 'a GPU', models: [model('q4', { budget })] });
    expect(lines).toContain('| addition | 1 | 0.0 | 100.0 |');
    expect(lines).toContain('| mean over tasks | 2 | 50.0 | 100.0 |');
    expect(lines).toContain('| tokens it thought |  | 0 | 64 |');
    expect(lines).toContain('| closed by the model, % |  | 50.0 | 100.0 |');
  });

  test('shows the requested number of wrong answers of each task', () => {
    const wrong = [answered('lists', false), answered('lists', false), answered('units', true)];
    expect(failureLines({ adapter: 'a GPU', models: [model('q4', { problems: wrong })] }, 1)).toEqual([
      'q4 lists: "lists?"',
      '  expected "right"',
      '  answered "wrong"',
      '  after thinking "hm"',
    ]);
  });
});

test('columns of numbers are right-aligned', () => {
  expect(table(['a', 'b', 'c'], [['1', '2.5', 'x']])).toEqual([
    '| a | b | c |',
    '| --- | ---: | --- |',
    '| 1 | 2.5 | x |',
  ]);
});

describe('progress', () => {
  function record(isTerminal: boolean) {
    const clock = { ms: 0 };
    const written: string[] = [];
    const progress = createProgress(
      (text) => written.push(text),
      isTerminal,
      () => clock.ms,
    );
    return { clock, written, progress };
  }

  test('on a terminal is one line with the time that is left', () => {
    const { clock, written, progress } = record(true);
    progress('problems', 0, 10);
    clock.ms = 50;
    progress('problems', 1, 10);
    clock.ms = 5000;
    progress('problems', 2, 10);
    progress('text', 0, 10);
    expect(written).toEqual([
      '\r\x1b[Kproblems: 0 %',
      '\r\x1b[Kproblems: 20 %, 20 s left',
      '\r\x1b[Ktext: 0 %',
    ]);
  });

  test('in a log is an occasional line', () => {
    const { clock, written, progress } = record(false);
    for (; clock.ms <= 60_000; clock.ms += 1000) progress('recall', clock.ms / 1000, 600);
    expect(written).toEqual([
      'recall: 3 %, 10 min left\n',
      'recall: 6 %, 10 min left\n',
      'recall: 10 %, 9 min left\n',
    ]);
  });
});
