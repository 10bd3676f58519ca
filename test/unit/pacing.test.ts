import { describe, expect, test } from 'vitest';
import { firstChunk, maxStepsPerSubmit, nextChunk, nextSteps } from '../../src/engine/pacing.ts';
import { lightningBlock } from '../../src/kernels/lightning.ts';

/** Steps per submit in the steady state. */
function settled(msPerStep: number): number {
  let steps = 1;
  for (let i = 0; i < 20; i++) steps = nextSteps(steps, msPerStep);
  return steps;
}

describe('pacing', () => {
  test.each([
    { msPerStep: 0.05, steps: maxStepsPerSubmit },
    { msPerStep: 0.3, steps: maxStepsPerSubmit },
    { msPerStep: 0.5, steps: 50 },
    { msPerStep: 3, steps: 8 },
    { msPerStep: 8, steps: 4 },
    { msPerStep: 12, steps: 4 },
    { msPerStep: 13, steps: 1 },
    { msPerStep: 200, steps: 1 },
  ])('steps of $msPerStep ms settle at $steps per submit', ({ msPerStep, steps }) => {
    expect(settled(msPerStep)).toBe(steps);
  });

  test('grows at most twofold, and shrinks at once', () => {
    expect([1, 2, 4, 8].map((steps) => nextSteps(steps, 0.1))).toEqual([2, 4, 8, 16]);
    expect(nextSteps(64, 5)).toBe(5);
  });

  test('ignores a clock that did not advance', () => {
    expect(nextSteps(4, 0)).toBe(8);
  });
});

describe('pacing of a prompt', () => {
  test.each([
    { msPerToken: 0.01, tokens: 512 },
    { msPerToken: 0.29, tokens: 512 },
    { msPerToken: 1, tokens: 128 },
    { msPerToken: 5, tokens: 64 },
    { msPerToken: 100, tokens: 64 },
  ])('chunks settle at $tokens tokens when one takes $msPerToken ms', ({ msPerToken, tokens }) => {
    let chunk = firstChunk;
    for (let i = 0; i < 20; i++) chunk = nextChunk(chunk, chunk * msPerToken, 512);
    expect(chunk).toBe(tokens);
  });

  test('chunks are whole blocks of lightning attention for any times', () => {
    let chunk = firstChunk;
    for (let ms = 1; ms < 1000; ms += 7) {
      chunk = nextChunk(chunk, ms, 512);
      expect(chunk % lightningBlock).toBe(0);
    }
  });

  test('chunks grow at most twofold, shrink at once, and ignore a clock that did not advance', () => {
    expect(nextChunk(128, 1, 512)).toBe(256);
    expect(nextChunk(512, 1150, 512)).toBe(64);
    expect(nextChunk(128, 0, 512)).toBe(256);
    expect(nextChunk(64, 9000, 512)).toBe(64);
  });
});
