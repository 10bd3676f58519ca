// What options of an answer cost during decoding: copies of states for rolling back a cut answer, recording the routing, and an
// expert threshold. Each is compared with decoding without it, alternately on one loaded model.

import { decode } from '../src/engine/decode-loop.ts';
import { resolveSampling } from '../src/engine/sampling.ts';
import type { Sequence } from '../src/engine/sequence.ts';
import type { RunOptions } from '../src/engine/sequence-run.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { loadOntoGpu } from '../src/startup/load-onto-gpu.ts';
import { type ModelChoice, openModel, type ReadFile } from './bench-model.ts';
import { check } from './check.ts';
import { medianInterval, type Spread, spread } from './statistics.ts';

const kinds = {
  rollsBack: { rollsBack: true },
  recordsRouting: { recordsRouting: true },
  expertThreshold: { expertThreshold: 0.51 },
} as const satisfies Record<string, Partial<RunOptions>>;

type Kind = keyof typeof kinds;

export interface AnswerOptionsOptions {
  model: ModelChoice;
  runs: number;
  /** Tokens of a sample. */
  tokens: number;
}

export interface AnswerOptionFigures {
  /** Tokens a second with the option. */
  tokensPerSecond: Spread;
  /** Time with the option divided by the time without, of adjacent samples. */
  ratio: Spread;
  /** The 95 % confidence interval of the ratio's median. */
  ratioInterval: [low: number, high: number];
}

export interface AnswerOptionsFigures {
  adapter: string;
  model: string;
  tokens: number;
  /** Bytes of one copy of the states. */
  stateBytes: number;
  kinds: Record<Kind, AnswerOptionFigures>;
}

export async function measureAnswerOptions(
  gpu: Gpu,
  { model: choice, runs, tokens }: AnswerOptionsOptions,
  read: ReadFile,
): Promise<AnswerOptionsFigures> {
  const { name: model, manifest, source, allowed } = await openModel(choice, read);
  const loaded = await loadOntoGpu({ gpu, manifest, source, allowed, contextLength: 4096 });
  const { sequence, executor } = loaded;
  try {
    await loaded.placeAllExperts();
    await executor.prepareRouting();
    check(await executor.prepareRollback(sequence.state), 'the GPU has no memory for copies of the states');
    const measured = {} as Record<Kind, AnswerOptionFigures>;
    for (const kind of Object.keys(kinds) as Kind[]) {
      measured[kind] = await comparePairs(sequence, kind, runs, tokens);
    }
    return { adapter: gpu.name, model, tokens, stateBytes: sequence.state.lightningBytes, kinds: measured };
  } finally {
    loaded.destroy();
  }
}

export function answerOptionLines(figures: AnswerOptionsFigures): string[] {
  const { adapter, model, tokens, stateBytes } = figures;
  const said: Record<Kind, string> = {
    rollsBack: `copies of ${stateBytes / 1024} KiB of states`,
    recordsRouting: 'the routing recorded',
    expertThreshold: 'expertThreshold 0.51',
  };
  return [
    `${model} on ${adapter}: samples of ${tokens} tokens each`,
    ...Object.entries(figures.kinds).map(([kind, { tokensPerSecond, ratio, ratioInterval }]) => {
      const [low, high] = ratioInterval.map((end) => end.toFixed(3));
      const rate = tokensPerSecond.median.toFixed(1);
      return `  ${said[kind as Kind].padEnd(32)} ${rate} tokens/s, time with by time without ${ratio.median.toFixed(3)}; its median within ${low}–${high} (95 %)`;
    }),
  ];
}

async function comparePairs(
  sequence: Sequence,
  kind: Kind,
  runs: number,
  tokens: number,
): Promise<AnswerOptionFigures> {
  const ms = { with: [] as number[], without: [] as number[] };
  let plain: string | undefined;
  for (let run = 0; run <= runs; run++) {
    for (const side of run % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const)) {
      const { ids, ms: took } = await answer(sequence, side === 'with' ? kinds[kind] : {}, tokens);
      // Only skipped experts can change the tokens.
      if (kind !== 'expertThreshold' || side === 'without') {
        plain ??= ids.join();
        check(ids.join() === plain, `decoding ${side} ${kind} gave other tokens`);
      }
      // The first samples warm up.
      if (run > 0) ms[side].push(took);
    }
  }
  const ratios = ms.with.map((time, i) => time / ms.without[i]!);
  return {
    tokensPerSecond: spread(ms.with.map((time) => (1000 * (tokens - 1)) / time)),
    ratio: spread(ratios),
    ratioInterval: medianInterval(ratios),
  };
}

/** Decodes as an answer does, after a short prompt. */
async function answer(
  sequence: Sequence,
  options: Partial<RunOptions>,
  tokens: number,
): Promise<{ ids: number[]; ms: number }> {
  const sampling = resolveSampling({ temperature: 0 });
  sequence.begin({ sampling, stopIds: [], limit: tokens, ...options });
  const { status } = await sequence.prefill(Uint32Array.of(1, 2, 3), { sample: true });
  const started = performance.now();
  for await (const _ of decode(sequence, status, tokens, undefined));
  return { ids: [...sequence.tokens], ms: performance.now() - started };
}
