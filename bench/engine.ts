// What a user of the library gets: the engine's generate loop, which chooses the number of steps per submit.

import type { Engine } from '../src/engine/engine.ts';
import { resolveSampling } from '../src/engine/sampling.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { createEngine } from '../src/startup/create-engine.ts';
import type { TuningStore } from '../src/startup/tuning.ts';
import { allExpertBytes, type BenchModel } from './bench-model.ts';
import { check } from './check.ts';
import { median, type Spread, sample } from './statistics.ts';

export interface EngineFigures {
  promptTokens: number;
  generatedTokens: number;
  /** Speed after the first token. */
  tokensPerSecond: Spread;
  /** Tokens of a batch in the engine's steady state. */
  stepsPerSubmit: number;
}

export interface EngineRun {
  ids: number[];
  figures: EngineFigures;
}

/** Answers the model's prompt greedily several times; every answer must be the same. */
export async function measureEngine(
  gpu: Gpu,
  { manifest, source, allowed, prompt }: BenchModel,
  tuning: TuningStore,
  tokens: number,
  runs: number,
): Promise<EngineRun> {
  const contextLength = Math.min(manifest.config.maxPositionEmbeddings, 4096);
  const expertBudgetBytes = allExpertBytes(manifest);
  const options = { gpu, manifest, source, allowed, contextLength, tuning, expertBudgetBytes };
  const engine = await createEngine(options);
  try {
    // The first answer loads the experts that it needs.
    const first = await answer(engine, prompt, tokens);
    let batches: number[] = [];
    const tokensPerSecond = await sample(
      async () => {
        const run = await answer(engine, prompt, tokens);
        batches = run.batches;
        check(
          run.faults === 0,
          'the engine waited for experts that it had loaded: this adapter has no room for all',
        );
        check(run.ids.join() === first.ids.join(), 'the engine gave two greedy answers to one prompt');
        return run.tokensPerSecond;
      },
      { runs },
    );
    const settled = batches.slice(Math.floor(batches.length / 2), -1);
    const stepsPerSubmit = settled.length > 0 ? Math.round(median(settled)) : batches.at(-1)!;
    return {
      ids: first.ids,
      figures: { promptTokens: prompt.length, generatedTokens: tokens, tokensPerSecond, stepsPerSubmit },
    };
  } finally {
    engine.dispose();
  }
}

interface Answer {
  ids: number[];
  /** Tokens of each batch after the first. */
  batches: number[];
  tokensPerSecond: number;
  faults: number;
}

async function answer(engine: Engine, prompt: readonly number[], tokens: number): Promise<Answer> {
  const sampling = resolveSampling({ temperature: 0 });
  const run = engine.generate(prompt, { sampling, maxTokens: tokens, stopIds: [] });
  const batches: number[][] = [];
  for (;;) {
    const next = await run.next();
    if (!next.done) {
      batches.push(next.value);
      continue;
    }
    const { decodeMs, experts } = next.value;
    const ids = batches.flat();
    check(ids.length === tokens, `the engine generated ${ids.length} tokens of ${tokens}`);
    return {
      ids,
      batches: batches.slice(1).map(({ length }) => length),
      tokensPerSecond: (1000 * (tokens - 1)) / decodeMs,
      faults: experts.faults,
    };
  }
}
