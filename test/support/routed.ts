// Answers of an engine together with their routing.

import { expect } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import type { RecordedRouting } from '../../src/engine/routing-recorder.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import type { Ask } from './conversation.ts';

/** Answers with the routing of all tokens. Each batch must have as many rows as tokens. */
export async function routed(
  engine: Pick<Engine, 'generate'>,
  prompt: number[],
  { width, onBatch, ...ask }: Ask & { width: number },
) {
  const { maxTokens = 40, expertThreshold, ...params } = ask;
  const experts: number[] = [];
  const weights: number[] = [];
  const faults: number[] = [];
  let batch: RecordedRouting | undefined;
  const run = engine.generate(prompt, {
    sampling: resolveSampling({ temperature: 0, ...params }),
    maxTokens,
    stopIds: [],
    expertThreshold,
    onRouting: (routing) => {
      batch = routing;
    },
    onFault: (token) => faults.push(token),
  });
  const ids: number[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done) return { ids, experts, weights, faults, traffic: next.value.experts };
    expect(batch!.experts).toHaveLength(next.value.length * width);
    expect(batch!.weights).toHaveLength(next.value.length * width);
    ids.push(...next.value);
    experts.push(...batch!.experts);
    weights.push(...batch!.weights);
    onBatch?.(next.value);
  }
}
