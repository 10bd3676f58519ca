// Answers of an engine, without text.

import type { SamplingParams } from '../../src/contract/sampling-params.ts';
import type { Engine, EngineResult } from '../../src/engine/engine.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';

export interface Ask extends SamplingParams {
  maxTokens?: number;
  stopIds?: number[];
  signal?: AbortSignal;
}

/** The ids of a whole answer, greedy unless asked otherwise. */
export async function answer(
  engine: Engine,
  prompt: number[],
  ask: Ask = {},
): Promise<{ ids: number[]; result: EngineResult }> {
  const { maxTokens = 40, stopIds = [], signal, ...params } = ask;
  const run = engine.generate(prompt, {
    sampling: resolveSampling({ temperature: 0, ...params }),
    maxTokens,
    stopIds,
    signal,
  });
  return readAll(run);
}

/** Reads a run to its end. `onIds` is called with all ids so far after each batch. */
export async function readAll(
  run: ReturnType<Engine['generate']>,
  onIds: (ids: number[]) => void = () => {},
): Promise<{ ids: number[]; result: EngineResult }> {
  const ids: number[] = [];
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { ids, result: value };
    ids.push(...value);
    onIds(ids);
  }
}
