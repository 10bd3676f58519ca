import { describe, expect, it } from 'vitest';
import { AnswerRecord } from '../../demo/glass/answer-record.ts';
import type { AnswerPart, FetchEvent } from '../../src/index.ts';

const shape = { layers: 2, experts: 4, expertsPerToken: 2 };

/** Two layers of two experts for each token. */
const routing = (from: number, rows: number[][], faults = rows.map(() => 0)): AnswerPart => ({
  type: 'routing',
  from,
  experts: Uint16Array.from(rows.flat()),
  weights: new Float32Array(rows.flat().length),
  faults: Uint16Array.from(faults),
});

const fetched = (source: FetchEvent['source'], more: Partial<FetchEvent> = {}): FetchEvent => ({
  file: 'experts/1',
  layer: 0,
  expert: 1,
  source,
  bytes: 100,
  ms: 1,
  background: false,
  ...more,
});

describe("an answer's record", () => {
  it('has the experts, faults and time of each token, and counts how often each expert was chosen', () => {
    const record = new AnswerRecord(shape, 1000);
    record.add(routing(0, [[0, 1, 2, 3]], [3]), 1100);
    record.add(
      routing(
        1,
        [
          [0, 2, 2, 65_535],
          [0, 3, 1, 2],
        ],
        [0, 1],
      ),
      1120,
    );
    expect(record.tokens.map(({ experts }) => experts)).toEqual([
      [
        [0, 1],
        [2, 3],
      ],
      [[0, 2], [2]],
      [
        [0, 3],
        [1, 2],
      ],
    ]);
    expect(record.tokens.map(({ faults }) => faults)).toEqual([3, 0, 1]);
    expect(record.faults).toBe(4);
    expect(record.tokens.map(({ ms }) => ms)).toEqual([100, 10, 10]);
    expect([...record.picks]).toEqual([3, 1, 1, 1, 0, 1, 3, 1]);
    expect(record.expertsAlreadyThere).toBe(7);
    record.fetched(fetched('network'));
    expect(record.expertsAlreadyThere).toBe(6);
    expect(record.share(0, 0)).toBe(1);
    expect(record.share(1, 1)).toBeCloseTo(1 / 3);
    expect(record.maxShare).toBe(1);
  });

  it('has the texts and probabilities, whichever of the two parts comes first', () => {
    const record = new AnswerRecord(shape, 0);
    const token = { id: 1, text: ' a', bytes: [32, 97], logprob: Math.log(0.5) };
    record.add({ type: 'logprobs', from: 0, tokens: [{ ...token, top: [token] }] }, 10);
    expect(record.add({ type: 'text', text: ' a' }, 10)).toBe(false);
    record.add(routing(0, [[0, 1, 2, 3]]), 10);
    expect(record.tokens).toHaveLength(1);
    expect(record.tokens[0]).toMatchObject({
      text: ' a',
      experts: [
        [0, 1],
        [2, 3],
      ],
    });
    expect(record.tokens[0]!.probability).toBeCloseTo(0.5);
    expect(record.tokens[0]!.alternatives[0]!.probability).toBeCloseTo(0.5);
  });

  it('has the speed of the last batches, without the time until the first token', () => {
    const record = new AnswerRecord(shape, 0);
    expect(record.tokensPerSecond).toBeUndefined();
    const row = [0, 1, 2, 3];
    record.add(routing(0, [row]), 5000);
    expect(record.tokensPerSecond).toBeUndefined();
    record.add(routing(1, [row, row]), 5100);
    expect(record.tokensPerSecond).toBeCloseTo(20);
    // A pause leaves the window after two seconds.
    record.add(routing(3, [row]), 7000);
    record.add(routing(4, [row, row]), 8600);
    record.add(routing(6, [row, row]), 8700);
    expect(record.tokensPerSecond).toBeCloseTo((4 / 1700) * 1000);
    const timings = { prefillMs: 1, timeToFirstTokenMs: 1, decodeTokensPerSecond: 12 };
    const usage = { promptTokens: 1, cachedTokens: 0, completionTokens: 8, thinkingTokens: 0 };
    record.finish({ usage, timings });
    expect(record.tokensPerSecond).toBe(12);
  });

  it('counts bytes of demanded experts as they arrive, and those of the result at the end', () => {
    const record = new AnswerRecord(shape, 0);
    record.fetched(fetched('network'));
    record.fetched(fetched('indexeddb'));
    record.fetched(fetched('memory', { bytes: 7 }));
    record.fetched(fetched('network', { background: true }));
    record.fetched(fetched('network', { layer: null, expert: null }));
    expect(record.bytes).toEqual({ networkBytes: 100, storedBytes: 100, memoryBytes: 7 });
    const experts = {
      fetched: 3,
      networkBytes: 200,
      storedBytes: 100,
      memoryBytes: 0,
      faults: 2,
      evictions: 0,
      skipped: 0,
    };
    const timings = { prefillMs: 1, timeToFirstTokenMs: 1, decodeTokensPerSecond: 0 };
    const usage = { promptTokens: 1, cachedTokens: 0, completionTokens: 0, thinkingTokens: 0 };
    record.finish({ usage, timings, experts });
    expect(record.bytes).toEqual({ networkBytes: 200, storedBytes: 100, memoryBytes: 0 });
    expect(record.tokensPerSecond).toBeUndefined();
  });
});
