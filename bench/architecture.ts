// Compares the model's shape with the same shape with softmax attention in every layer: time, memory and floating-point
// operations by context. The weights are random, and so are the keys, values and states before the position, because a CPU
// would take hours to read 100,000 tokens.

import type { ModelConfig } from '../src/contract/model-config.ts';
import type { LoadedModel } from '../src/engine/loaded-model.ts';
import { resolveSampling } from '../src/engine/sampling.ts';
import type { Sequence } from '../src/engine/sequence.ts';
import { readLogits } from '../src/engine/trace.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { submittedWorkDone } from '../src/gpu/wait.ts';
import { parseManifest } from '../src/shards/manifest.ts';
import { loadOntoGpu } from '../src/startup/load-onto-gpu.ts';
import type { ModelChoice, ReadFile } from './bench-model.ts';
import { check } from './check.ts';
import { checkLogits, tie } from './check-output.ts';
import { stepCost } from './costs.ts';
import { decodeSteps, setPosition } from './decode.ts';
import { filledSequence } from './filled-sequence.ts';
import { randomModel, sizedConfig } from './random-model.ts';
import { isReleasedShape, releasedConfig } from './released-shapes.ts';
import { type Spread, spread } from './statistics.ts';

export const kinds = ['asItIs', 'allSoftmax'] as const;
export type Kind = (typeof kinds)[number];

export interface ArchitectureOptions {
  model: ModelChoice;
  contexts: readonly number[];
  runs: number;
  /** Maximum tokens of a sample. */
  tokens: number;
  stepsPerSubmit: number;
}

export interface ArchitectureFigures {
  adapter: string;
  model: string;
  layers: Record<Kind, { lightning: number; softmax: number }>;
  contexts: ContextFigures[];
}

export interface ContextFigures extends Record<Kind, KindFigures> {
  context: number;
  /** Time as it is divided by the time with softmax only, of adjacent samples. */
  timeRatio: Spread;
}

export interface KindFigures extends ContextCost {
  /** Tokens of a sample: fewer than requested if they take long. */
  tokens: number;
  msPerToken: Spread;
  /** GPU memory of the sequence, including room for later tokens. */
  allocatedBytes: number;
  /** The largest gap between a decoded token and the most probable one of a prefill, in logits. */
  largestGap: number;
}

export interface ContextCost {
  /** Bytes of keys, values and states of this context. */
  stateBytes: number;
  /** Floating-point operations of the next token … */
  stepFlops: number;
  /** … and of generating all tokens up to this context. */
  totalFlops: number;
}

/** Samples are shortened to about this time. */
const sampleMs = 1500;
const checkedTokens = 8;
const firstToken = 1;

/**
 * Loads both kinds and alternates their samples. Each must give the tokens of a first run of single steps, and these must be
 * the most probable ones of a prefill, which uses other kernels on the same state.
 */
export async function measureArchitecture(
  gpu: Gpu,
  options: ArchitectureOptions,
  read: ReadFile,
  onProgress: (what: string) => void,
): Promise<ArchitectureFigures> {
  const { contexts, tokens } = options;
  const contextLength = Math.max(...contexts) + Math.max(tokens, checkedTokens) + options.stepsPerSubmit;
  const { name, config } = await shapeOf(options.model, read);
  const configs = bothKinds({
    ...config,
    maxPositionEmbeddings: Math.max(contextLength, config.maxPositionEmbeddings),
  });
  const loaded: Partial<Record<Kind, LoadedModel>> = {};
  try {
    for (const kind of kinds) {
      onProgress(`load ${kind}`);
      loaded[kind] = await loadOntoGpu({ gpu, ...randomModel(configs[kind]), contextLength });
      await loaded[kind].placeAllExperts();
    }
    const models = loaded as Record<Kind, LoadedModel>;
    const measured: ContextFigures[] = [];
    for (const context of contexts) {
      onProgress(`context ${context}`);
      measured.push(await measureContext(gpu, models, context, options));
    }
    const countOf = (kind: Kind, type: 'lightning' | 'attention') =>
      configs[kind].layers.filter((layer) => layer.type === type).length;
    const layersOf = (kind: Kind) => ({
      lightning: countOf(kind, 'lightning'),
      softmax: countOf(kind, 'attention'),
    });
    return {
      adapter: gpu.name,
      model: name,
      layers: { asItIs: layersOf('asItIs'), allSoftmax: layersOf('allSoftmax') },
      contexts: measured,
    };
  } finally {
    for (const kind of kinds) loaded[kind]?.destroy();
  }
}

/** The shape itself, and the shape with softmax attention in every layer. */
export function bothKinds(config: ModelConfig): Record<Kind, ModelConfig> {
  check(
    config.layers.some(({ type }) => type === 'lightning'),
    'the model has no lightning layers, so both kinds would be the same',
  );
  const layers = config.layers.map(({ dense }) => ({ type: 'attention' as const, ...(dense && { dense }) }));
  return { asItIs: config, allSoftmax: { ...config, layers } };
}

/** Minimum bytes for `context` tokens and the next one, with keys and values in f16. */
export function contextCost(config: ModelConfig, context: number): ContextCost {
  const { quantization } = randomModel(config).manifest;
  const flopsAt = (tokens: number): number =>
    stepCost({ config, quantization, context: tokens, kvElementBytes: 2 }).flops;
  const { numAttentionHeads: heads, numKeyValueHeads: kvHeads, headDim, layers } = config;
  const lightning = layers.filter(({ type }) => type === 'lightning').length;
  const kvBytes = (layers.length - lightning) * 2 * kvHeads * headDim * 2;
  return {
    stateBytes: lightning * heads * headDim * headDim * 4 + context * kvBytes,
    stepFlops: flopsAt(context),
    // The cost is linear in the context, so the middle step has the mean cost.
    totalFlops: context * flopsAt((context - 1) / 2),
  };
}

async function shapeOf(choice: ModelChoice, read: ReadFile): Promise<{ name: string; config: ModelConfig }> {
  if ('size' in choice) {
    const { size } = choice;
    return { name: size, config: isReleasedShape(size) ? releasedConfig(size) : sizedConfig(size) };
  }
  return parseManifest(JSON.parse(new TextDecoder().decode(await read('manifest.json'))));
}

async function measureContext(
  gpu: Gpu,
  models: Record<Kind, LoadedModel>,
  context: number,
  { tokens, runs, stepsPerSubmit }: ArchitectureOptions,
): Promise<ContextFigures> {
  const sequences: Partial<Record<Kind, Sequence>> = {};
  try {
    for (const kind of kinds) sequences[kind] = await filledSequence(models[kind], context);
    const filledOnes = sequences as Record<Kind, Sequence>;
    const places = {
      asItIs: await place(gpu, filledOnes.asItIs, tokens, stepsPerSubmit),
      allSoftmax: await place(gpu, filledOnes.allSoftmax, tokens, stepsPerSubmit),
    };
    const ms: Record<Kind, number[]> = { asItIs: [], allSoftmax: [] };
    for (let run = 0; run <= runs; run++) {
      for (const kind of run % 2 === 0 ? kinds : kinds.toReversed()) {
        const perToken = await sampleOf(gpu, places[kind], stepsPerSubmit);
        if (run > 0) ms[kind].push(perToken); // the first run warms up
      }
    }
    const figuresOf = (kind: Kind): KindFigures => ({
      ...contextCost(models[kind].executor.forward.config, context),
      tokens: places[kind].count,
      msPerToken: spread(ms[kind]),
      allocatedBytes: filledOnes[kind].bytes,
      largestGap: places[kind].largestGap,
    });
    return {
      context,
      asItIs: figuresOf('asItIs'),
      allSoftmax: figuresOf('allSoftmax'),
      timeRatio: spread(ms.asItIs.map((time, i) => time / ms.allSoftmax[i]!)),
    };
  } finally {
    for (const kind of kinds) sequences[kind]?.destroy();
  }
}

interface Place {
  sequence: Sequence;
  /** Tokens of a sample. */
  count: number;
  /** The tokens that single steps gave. */
  expected: readonly number[];
  largestGap: number;
}

async function place(gpu: Gpu, sequence: Sequence, tokens: number, stepsPerSubmit: number): Promise<Place> {
  const context = sequence.tokens.length;
  sequence.ensureCapacity(context + Math.max(tokens, checkedTokens) + stepsPerSubmit);
  await goBack(gpu, sequence);
  const { ids: expected, ms } = await decodeSteps(sequence, checkedTokens, 1);
  await checkLogits(gpu, sequence);
  const largestGap = await checkByPrefill(gpu, sequence, expected);
  const affordable = Math.floor(sampleMs / (ms / expected.length));
  return { sequence, count: Math.max(1, Math.min(tokens, affordable)), expected, largestGap };
}

/** Reads the decoded tokens as a chunk of a prompt: the same state, but other kernels. */
async function checkByPrefill(gpu: Gpu, sequence: Sequence, decoded: readonly number[]): Promise<number> {
  await goBack(gpu, sequence);
  await sequence.prefill(Uint32Array.from([firstToken, ...decoded.slice(0, -1)]));
  let largestGap = 0;
  for (const [i, id] of decoded.entries()) {
    const logits = await readLogits(gpu, sequence.executor, i);
    const gap = logits.reduce((a, b) => Math.max(a, b)) - logits[id]!;
    check(gap <= tie, `decoded token ${i} is ${gap} logits below the most probable one of a prefill`);
    largestGap = Math.max(largestGap, gap);
  }
  return largestGap;
}

async function sampleOf(
  gpu: Gpu,
  { sequence, count, expected }: Place,
  stepsPerSubmit: number,
): Promise<number> {
  await goBack(gpu, sequence);
  const { ids, ms } = await decodeSteps(sequence, count, Math.min(stepsPerSubmit, count));
  const same = expected.every((id, i) => i >= ids.length || ids[i] === id);
  check(same, 'a sample gave other tokens than decoding step by step');
  return ms / ids.length;
}

/** Restores the filled state, and starts a greedy run from it. */
async function goBack(gpu: Gpu, sequence: Sequence): Promise<void> {
  const start = sequence.checkpoints[0]!;
  sequence.rewind(start);
  const sampling = resolveSampling({ temperature: 0 });
  sequence.begin({ sampling, stopIds: [], limit: 1 << 20, keepTokens: true });
  gpu.device.queue.writeBuffer(sequence.executor.forward.buffers.ids, 0, new Uint32Array([firstToken]));
  setPosition(gpu, sequence, start.position, 1);
  await submittedWorkDone(gpu.device);
}

export function architectureLines({ adapter, model, layers, contexts }: ArchitectureFigures): string[] {
  const time = ({ median, min, max }: Spread): string =>
    `${median.toFixed(2)} [${min.toFixed(2)}–${max.toFixed(2)}]`;
  const row = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i < 2 ? cell.padEnd(12) : cell.padStart(i === 2 ? 26 : 15))).join('');
  const named = { asItIs: 'as it is', allSoftmax: 'all softmax' };
  const rows = contexts.flatMap((figures) => [
    ...kinds.map((kind) => {
      const { msPerToken, stateBytes, stepFlops, totalFlops } = figures[kind];
      return row([
        figures.context.toLocaleString('en'),
        named[kind],
        time(msPerToken),
        `${(stateBytes / 1e6).toFixed(2)} MB`,
        `${(stepFlops / 1e6).toFixed(1)} M`,
        `${(totalFlops / 1e12).toFixed(3)} T`,
      ]);
    }),
    row([
      '',
      'ratio',
      time(figures.timeRatio),
      ...(['stateBytes', 'stepFlops', 'totalFlops'] as const).map((field) =>
        (figures.asItIs[field] / figures.allSoftmax[field]).toFixed(3),
      ),
    ]),
  ]);
  const { lightning, softmax } = layers.asItIs;
  const gap = Math.max(...contexts.flatMap((figures) => kinds.map((kind) => figures[kind].largestGap)));
  return [
    `${model} (${lightning} lightning layers and ${softmax} of softmax) against ${layers.allSoftmax.softmax} of softmax, random weights, on ${adapter}`,
    row(['context', '', 'ms per token', 'state', 'FLOPs, next', 'FLOPs, all']),
    ...rows,
    `every token is at most ${gap.toFixed(3)} logits below the most probable one of a prefill on the same state`,
  ];
}
