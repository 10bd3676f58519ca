import { describe, expect, test } from 'vitest';
import { divergence, largestIndex, logSoftmax } from '../../training/evaluate/distributions.ts';
import { interval, meanShare, scoreGroups, scoreTasks } from '../../training/evaluate/scores.ts';

const graded = (task: string, solved: boolean, heldOut = true) => ({ task, solved, heldOut, tokens: 10 });

// Wilson (1927), as tabulated by Newcombe, "Two-sided confidence intervals for the single proportion" (1998).
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
  [20, 20, 0.8389, 1],
])('%i of %i lie between %f and %f', (solved, of, low, high) => {
  const found = interval(solved, of);
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});

describe('scores', () => {
  const answers = [
    graded('addition', true),
    graded('subtraction', false),
    graded('subtraction', true),
    graded('subtraction', true),
    { ...graded('subtraction', true), tokens: 50 },
    graded('small-talk', true, false),
  ];

  test('count each task', () => {
    expect(scoreTasks(answers)).toEqual([
      { name: 'addition', heldOut: true, solved: 1, of: 1, tokens: 10 },
      { name: 'subtraction', heldOut: true, solved: 3, of: 4, tokens: 20 },
      { name: 'small-talk', heldOut: false, solved: 1, of: 1, tokens: 10 },
    ]);
  });

  test('combine the tasks of a group', () => {
    expect(scoreGroups(answers)).toEqual([
      { name: 'addition and subtraction', goal: 0.97, heldOut: true, solved: 4, of: 5, tokens: 18 },
    ]);
  });

  test('have a mean over held-out tasks, each with the same weight', () => {
    expect(meanShare(scoreTasks(answers))).toBe((1 + 3 / 4) / 2);
    expect(meanShare(scoreTasks([graded('small-talk', true, false)]))).toBeUndefined();
  });
});

describe('distributions', () => {
  const p = logSoftmax(Float32Array.of(1000, 1000 + Math.log(3)));
  const q = logSoftmax(Float32Array.of(-2, -2));

  test('are normalized for logits of any size', () => {
    expect(Math.exp(p[0]!)).toBeCloseTo(1 / 4, 5);
    expect(Math.exp(p[1]!)).toBeCloseTo(3 / 4, 5);
  });

  test('diverge by Σ p log(p / q)', () => {
    expect(divergence(p, q)).toBeCloseTo(0.25 * Math.log(0.5) + 0.75 * Math.log(1.5), 5);
    expect(divergence(q, q)).toBe(0);
  });

  test('have a most probable token, the first of equal ones', () => {
    expect(largestIndex(p)).toBe(1);
    expect(largestIndex(q)).toBe(0);
  });
});
