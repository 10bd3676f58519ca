// What paging costs when all experts are on the GPU: compares decoding with decoding by routers that compute a page from layer
// and expert instead of looking it up. Both run alternately on one loaded model, and must give the same tokens.

import { submitsInFlight } from '../src/engine/pacing.ts';
import type { Status } from '../src/engine/readback.ts';
import type { Sequence } from '../src/engine/sequence.ts';
import type { Dispatch } from '../src/gpu/commands.ts';
import type { Gpu } from '../src/gpu/device.ts';
import type { Kernel } from '../src/gpu/kernel.ts';
import { submittedWorkDone } from '../src/gpu/wait.ts';
import { halt } from '../src/kernels/control.ts';
import { createRouter } from '../src/kernels/router.ts';
import { loadOntoGpu } from '../src/startup/load-onto-gpu.ts';
import { type BenchModel, type ModelChoice, openModel, type ReadFile } from './bench-model.ts';
import { check } from './check.ts';
import { jumpTo } from './decode.ts';
import { medianInterval, type Spread, spread } from './statistics.ts';

export interface PagingOptions {
  model: ModelChoice;
  runs: number;
  /** Tokens of a sample. */
  tokens: number;
  stepsPerSubmit: number;
}

export interface PagingFigures {
  adapter: string;
  model: string;
  /** Tokens of a sample, the same for both. */
  tokens: number;
  /** Tokens a second. */
  paged: Spread;
  direct: Spread;
  /** Time with paging divided by the time without, of adjacent samples. */
  ratio: Spread;
  /** The 95 % confidence interval of the ratio's median. */
  ratioInterval: [low: number, high: number];
}

export async function measurePaging(
  gpu: Gpu,
  { model: choice, runs, tokens, stepsPerSubmit }: PagingOptions,
  read: ReadFile,
): Promise<PagingFigures> {
  const model = await openModel(choice, read);
  const { manifest, source, allowed } = model;
  const loaded = await loadOntoGpu({ gpu, manifest, source, allowed, contextLength: 4096 });
  const { sequence } = loaded;
  try {
    await loaded.placeAllExperts();
    const count = Math.ceil(tokens / stepsPerSubmit) * stepsPerSubmit;
    const kinds = { paged: pagedStep(sequence), direct: await directStep(gpu, sequence, model) };
    const expected = await decode(gpu, sequence, kinds.paged, count, stepsPerSubmit);
    const ms = { paged: [] as number[], direct: [] as number[] };
    for (let run = 0; run <= runs; run++) {
      for (const kind of run % 2 === 0 ? (['paged', 'direct'] as const) : (['direct', 'paged'] as const)) {
        const { ids, ms: took } = await decode(gpu, sequence, kinds[kind], count, stepsPerSubmit);
        check(
          ids.join() === expected.ids.join(),
          `decoding with ${kind} routers gave other tokens: are all experts of the model in one buffer?`,
        );
        if (run > 0) ms[kind].push(took);
      }
    }
    const rate = (times: readonly number[]): Spread => spread(times.map((time) => (1000 * count) / time));
    const ratios = ms.paged.map((time, i) => time / ms.direct[i]!);
    return {
      adapter: gpu.name,
      model: model.name,
      tokens: count,
      paged: rate(ms.paged),
      direct: rate(ms.direct),
      ratio: spread(ratios),
      ratioInterval: medianInterval(ratios),
    };
  } finally {
    loaded.destroy();
  }
}

export function pagingLines(paging: PagingFigures): string[] {
  const { adapter, model, tokens, paged, direct, ratio, ratioInterval } = paging;
  const figures = ({ median: middle, min, max }: Spread, digits: number): string =>
    `${middle.toFixed(digits)} [${min.toFixed(digits)}–${max.toFixed(digits)}]`;
  return [
    `${model} on ${adapter}: ${paged.samples} samples of ${tokens} tokens each, the same tokens`,
    `with the page table      ${figures(paged, 1)} tokens/s`,
    `without it               ${figures(direct, 1)} tokens/s`,
    `time with by time without ${figures(ratio, 3)}; its median within ${ratioInterval.map((end) => end.toFixed(3)).join('–')} (95 %)`,
  ];
}

function pagedStep({ executor: { forward, sampler }, programs }: Sequence): Dispatch[] {
  return [...programs.decode.dispatches, forward.head, ...sampler.sample];
}

/** The same step with routers that look up nothing and have the same bindings. */
async function directStep(gpu: Gpu, sequence: Sequence, { manifest }: BenchModel): Promise<Dispatch[]> {
  const kernel = await directRouter(gpu, sequence, manifest.config);
  const routers = new Set(sequence.programs.decode.routers);
  return pagedStep(sequence).map((dispatch, i) => (routers.has(i) ? { ...dispatch, kernel } : dispatch));
}

async function directRouter(
  gpu: Gpu,
  { executor: { forward } }: Sequence,
  config: BenchModel['manifest']['config'],
): Promise<Kernel> {
  const router = await createRouter(gpu, {
    columns: config.hiddenSize,
    experts: config.numLocalExperts,
    topK: config.numExpertsPerTok,
    shared: config.sharedExpert,
    eps: config.rmsNormEps,
    paged: false,
  });
  // Only the kernel is needed: it has these bindings, but never runs on them.
  const { control, x1: any, picks } = forward.buffers;
  const weight = { format: 'f32', rows: 0, columns: 0, words: any, scales: any } as const;
  return router.dispatch({ control, x: any, norm: any, weight, table: any, picks }).kernel;
}

async function decode(
  gpu: Gpu,
  sequence: Sequence,
  step: readonly Dispatch[],
  tokens: number,
  steps: number,
): Promise<{ ids: number[]; ms: number }> {
  jumpTo(gpu, sequence, 0, tokens);
  await submittedWorkDone(gpu.device);
  const submit = Array.from({ length: steps }, () => step).flat();
  const ids: number[] = [];
  const inFlight: Promise<Status>[] = [];
  const started = performance.now();
  for (let submitted = 0; submitted < tokens || inFlight.length > 0; ) {
    while (submitted < tokens && inFlight.length < submitsInFlight) {
      inFlight.push(sequence.executor.run(submit));
      submitted += steps;
    }
    const status = await inFlight.shift()!;
    check(status.halt === halt.none, `decoding halted (${status.halt}): is there room for all experts?`);
    while (ids.length < status.generated) ids.push(status.ring[ids.length % status.ring.length]!);
  }
  return { ids, ms: performance.now() - started };
}
