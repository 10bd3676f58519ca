// A long prompt that is read while it arrives, is aborted, and is resumed.

import { describe, expect, test } from 'vitest';
import { randomModel } from '../../bench/random-model.ts';
import type { LayerConfig, ModelConfig } from '../../src/contract/model-config.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { GrowingPrompt } from '../../src/engine/prompt-source.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { answerTo } from '../support/conversation.ts';
import { smallConfig } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

const gpu = await requestGpu();
const contextLength = 32_768;
// The smallest sizes, because a software adapter has to read thousands of tokens.
const tiny: ModelConfig = {
  ...smallConfig,
  hiddenSize: 32,
  numAttentionHeads: 1,
  numLocalExperts: 4,
  numExpertsPerTok: 1,
  maxPositionEmbeddings: contextLength,
  layers: [],
};
const lightning: LayerConfig = { type: 'lightning', decay: [0.02] };
const attention: LayerConfig = { type: 'attention' };

function idsOf(tokens: number): number[] {
  return Array.from({ length: tokens }, (_, i) => ((i * i) % 251) % tiny.vocabSize);
}

interface Reading {
  answer: number[];
  cachedTokens: number;
  /** The number of read tokens after each chunk. */
  read: number[];
  /** The number of requested ids. */
  asked: number;
}

/**
 * Answers a prompt that arrives in batches of 700 ids, of which the one at `failsAt` fails. `known`: how many of the ids the
 * engine has read before.
 */
async function read(
  engine: Engine,
  ids: number[],
  {
    signal,
    onRead,
    failsAt = Number.POSITIVE_INFINITY,
    known = 0,
  }: Partial<{ signal: AbortSignal; onRead: (tokens: number) => void; failsAt: number; known: number }> = {},
): Promise<Reading> {
  const reading: Reading = { answer: [], cachedTokens: 0, read: [], asked: 0 };
  const batches = (async function* () {
    for (let at = 0; at < ids.length; at += 700) {
      if (at >= failsAt) throw new RangeError('the file is gone');
      reading.asked = Math.min(at + 700, ids.length);
      yield ids.slice(at, at + 700);
    }
  })();
  const run = engine.generate(new GrowingPrompt(batches, contextLength), {
    sampling: resolveSampling({ temperature: 0 }),
    maxTokens: 12,
    stopIds: [],
    onCached: (cached) => {
      reading.cachedTokens = cached;
    },
    onRead: (at) => {
      reading.read.push(at);
      // No more ids are requested than the next chunk needs, or than the cache has.
      expect(reading.asked).toBeLessThan(Math.max(at, known) + 2000);
      onRead?.(at);
    },
    signal,
  });
  for (let next = await run.next(); ; next = await run.next()) {
    if (next.done) {
      expect(next.value.promptTokens).toBe(ids.length);
      return reading;
    }
    reading.answer.push(...next.value);
  }
}

// The time of a softmax layer grows with the square of the prompt.
describe.each([
  { tokens: 20_000, kind: 'without softmax layers', layers: [lightning, lightning] },
  { tokens: 6_000, kind: 'with one', layers: [lightning, attention] },
])('a prompt of $tokens tokens that arrives in pieces, $kind', ({ tokens, layers }) => {
  const { manifest, source } = randomModel({ ...tiny, layers });
  const ids = idsOf(tokens);

  const start = engineStarter({ gpu, manifest, source, contextLength });

  test('gives the tokens of the whole prompt, resumes after an abort and a failure, and is found in the cache', async () => {
    const expected = await answerTo(
      await start({ prefixCacheBytes: 0 }),
      { ids, checkpoints: [] },
      { maxTokens: 12 },
    );
    const engine = await start();

    const controller = new AbortController();
    let readTokens = 0;
    const onRead = (at: number): void => {
      readTokens = at;
      if (at > 0.3 * tokens) controller.abort(new Error('enough'));
    };
    await expect(read(engine, ids, { signal: controller.signal, onRead })).rejects.toThrow('enough');
    expect(readTokens).toBeLessThan(0.3 * tokens + 1024);

    let furthest = 0;
    const failing = read(engine, ids, {
      failsAt: 0.8 * tokens,
      onRead: (at) => {
        furthest = at;
      },
    });
    await expect(failing).rejects.toThrow(new RangeError('the file is gone'));
    expect(furthest).toBeGreaterThan(0.8 * tokens - 1500);

    const whole = await read(engine, ids);
    expect(whole.cachedTokens).toBeGreaterThanOrEqual(furthest);
    expect(whole.answer).toEqual(expected.ids);
    expect(whole.read.every((at, i) => at > (whole.read[i - 1] ?? whole.cachedTokens))).toBe(true);

    // From a checkpoint of the grid within the prompt, because the answer follows the prompt now.
    const again = await read(engine, ids, { known: tokens });
    expect(again.cachedTokens).toBeGreaterThanOrEqual(4096 * Math.floor(tokens / 4096));
    expect(again.answer).toEqual(expected.ids);
  });
});
