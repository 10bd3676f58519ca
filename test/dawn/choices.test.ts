// Several answers to one prompt, with the whole engine.

import { describe, expect, test } from 'vitest';
import { countDevice } from '../../bench/device-counts.ts';
import { randomModel } from '../../bench/random-model.ts';
import type { Engine, EngineResult } from '../../src/engine/engine.ts';
import type { RecordedRouting } from '../../src/engine/routing-recorder.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { SharedPrompt } from '../../src/engine/shared-prompt.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import type { EngineOptions } from '../../src/startup/create-engine.ts';
import { said } from '../support/conversation.ts';
import { openRecovering } from '../support/recovering.ts';
import { runShortOfMemory } from '../support/short-of-memory.ts';
import { smallConfig as config } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

const gpu = await requestGpu();
const { manifest, source } = randomModel(config);
const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;

const start = engineStarter({ gpu, manifest, source });

interface Answered {
  ids: number[];
  cachedTokens: number;
  experts: number[];
  finishReason: EngineResult['finishReason'];
}

const prompt = said(1, 700);

async function answer(
  engine: Pick<Engine, 'generate'>,
  seed: number,
  sharedPrompt?: SharedPrompt,
  onBatch?: (ids: number[]) => void,
): Promise<Answered> {
  let cachedTokens = -1;
  const experts: number[] = [];
  const run = engine.generate(prompt, {
    sampling: resolveSampling({ temperature: 1.2, topK: 50, repetitionPenalty: 1.2, seed }),
    maxTokens: 40,
    stopIds: [11, 22, 33],
    sharedPrompt,
    onRouting: ({ experts: rows }: RecordedRouting) => experts.push(...rows),
    onCached: (tokens) => {
      cachedTokens = tokens;
    },
  });
  const ids: number[] = [];
  try {
    for (;;) {
      const next = await run.next();
      if (next.done) return { ids, cachedTokens, experts, finishReason: next.value.finishReason };
      ids.push(...next.value);
      onBatch?.(next.value);
    }
  } finally {
    await run.return(undefined as never);
  }
}

describe('answers to a shared prompt', () => {
  test.each<Partial<EngineOptions>>([{}, { prefixCacheBytes: 0 }, { expertBudgetBytes: 3 * pageBytes }])(
    'are those of separate calls, and read it once: %j',
    async (options) => {
      const separate: Answered[] = [];
      for (const seed of [5, 6, 7, 8])
        separate.push(await answer(await start({ prefixCacheBytes: 0 }), seed));
      expect(new Set(separate.map(({ ids }) => ids.join())).size).toBe(4);
      const engine = await start(options);
      const shared = new SharedPrompt();
      for (const [i, expected] of separate.entries()) {
        const { cachedTokens, ...rest } = await answer(engine, 5 + i, shared);
        expect(cachedTokens).toBe(i === 0 ? 0 : prompt.length);
        expect({ ...rest, cachedTokens: 0 }).toEqual(expected);
      }
      shared.destroy();
      shared.destroy();
      // The first answer's sequence is not changed by the others.
      const again = await answer(engine, 5);
      expect(again.ids).toEqual(separate[0]!.ids);
    },
  );

  test('leave nothing behind for the answer after an aborted one', async () => {
    const engine = await start();
    const shared = new SharedPrompt();
    await answer(engine, 5, shared);
    const stopped = new Error('enough');
    const leaving = answer(engine, 6, shared, () => {
      throw stopped;
    });
    await expect(leaving).rejects.toBe(stopped);
    const expected = await answer(await start({ prefixCacheBytes: 0 }), 7);
    expect((await answer(engine, 7, shared)).ids).toEqual(expected.ids);
    shared.destroy();
  });

  test('fail with one sentence when the GPU has no memory for a fork, and leave nothing behind', async () => {
    const own = await requestGpu();
    const counter = countDevice(own.device);
    const engine = await start({ gpu: own, prefixCacheBytes: 0 });
    const expected = await answer(engine, 5);
    for (const label of ['logits of a prompt', 'state copy', 'kv ']) {
      const buffers = counter.liveBuffers;
      const memoryIsBack = runShortOfMemory(own.device, label);
      const shared = new SharedPrompt();
      await expect(answer(engine, 5, shared)).rejects.toMatchObject({
        code: 'out-of-memory',
        message: expect.stringContaining('The GPU has no memory for'),
      });
      memoryIsBack();
      shared.destroy();
      expect(counter.liveBuffers).toBe(buffers);
      expect((await answer(engine, 5)).ids).toEqual(expected.ids);
    }
    const buffers = counter.liveBuffers;
    const shared = new SharedPrompt();
    await answer(engine, 5, shared);
    expect(counter.liveBuffers).toBeGreaterThan(buffers);
    await answer(engine, 6, shared);
    shared.destroy();
    expect(counter.liveBuffers).toBe(buffers);
  });

  test('continue when the device is lost in between', async () => {
    const expected = await answer(await start({ prefixCacheBytes: 0 }), 6);
    const { engine, loseDevice } = await openRecovering({ manifest, source });
    const shared = new SharedPrompt();
    await answer(engine, 5, shared);
    loseDevice();
    expect((await answer(engine, 6, shared)).ids).toEqual(expected.ids);
    const third = await answer(engine, 7, shared);
    expect(third.cachedTokens).toBe(prompt.length);
    shared.destroy();
    engine.dispose();
  });
});
