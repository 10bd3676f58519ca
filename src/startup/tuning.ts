// Measures once which kernels compute a model's matrix-vector products fastest on this adapter, and stores the result.

import type { ModelConfig } from '../contract/model-config.ts';
import type { Gpu } from '../gpu/device.ts';
import { type MatvecShape, matvecKey } from '../kernels/matvec.ts';
import { tuneMatvec } from '../kernels/tune-matvec.ts';
import { mlpWidth, type Quantization, slotsPerToken, sparseLayers } from '../model/config.ts';

/** A store for measurements. Calls must not reject; a value that cannot be read is measured again. */
export interface TuningStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}

// Increase it when a kernel changes in a way that may change which plan is fastest.
const generation = 1;

// Measuring lasts as long as the download, within these bounds.
const maxMs = 400;
const minMs = 150;

/**
 * Returns the GPU with its fastest kernels in `tuning`. Measures them the first time, about until `downloaded` settles.
 * Adapters that compute on the CPU keep the defaults, because compiling one pipeline takes as long as `maxMs` there.
 */
export async function tunedGpu(
  gpu: Gpu,
  config: ModelConfig,
  quantization: Quantization,
  store: TuningStore,
  downloaded: Promise<unknown>,
): Promise<Gpu> {
  if (gpu.onCpu) return gpu;
  const shapes = matvecShapes(config, quantization);
  const key = JSON.stringify([generation, gpu.identity, gpu.features, shapes.map(matvecKey)]);
  const known = parse(await store.get(key));
  if (known) return { ...gpu, tuning: known };
  const started = performance.now();
  let budgetMs = maxMs;
  const settle = (): void => {
    budgetMs = Math.min(maxMs, Math.max(minMs, performance.now() - started));
  };
  downloaded.then(settle, settle);
  const tuning = await tuneMatvec(gpu, shapes, () => budgetMs - (performance.now() - started));
  await store.set(key, JSON.stringify(tuning));
  return { ...gpu, tuning };
}

/** The shapes of a decoding step's products, those with the most weights first. */
function matvecShapes(config: ModelConfig, quantization: Quantization): MatvecShape[] {
  const {
    hiddenSize,
    intermediateSize,
    numAttentionHeads: heads,
    numKeyValueHeads: kvHeads,
    headDim,
  } = config;
  const layers = config.layers.length;
  const sparse = sparseLayers(config).length;
  const lightning = config.layers.filter(({ type }) => type === 'lightning').length;
  const { attention, experts, head } = quantization;
  const inner = heads * headDim;
  const slots = slotsPerToken(config);
  const uses: [times: number, shape: MatvecShape][] = [
    [lightning, { rows: 4 * inner, columns: hiddenSize, format: attention }],
    [layers - lightning, { rows: (heads + 2 * kvHeads) * headDim, columns: hiddenSize, format: attention }],
    [layers, { rows: hiddenSize, columns: inner, format: attention }],
    [sparse, { rows: 2 * intermediateSize, columns: hiddenSize, format: experts, matrices: slots }],
    [slots * sparse, { rows: hiddenSize, columns: intermediateSize, format: experts }],
    ...config.layers.flatMap((layer): [number, MatvecShape][] => {
      const width = mlpWidth(layer, config);
      if (width === undefined) return [];
      return [
        [1, { rows: 2 * width, columns: hiddenSize, format: experts }],
        [1, { rows: hiddenSize, columns: width, format: experts }],
      ];
    }),
    [1, { rows: config.vocabSize, columns: hiddenSize, format: head }],
  ];
  const weights = new Map<string, { shape: MatvecShape; count: number }>();
  for (const [times, shape] of uses) {
    const before = weights.get(matvecKey(shape))?.count ?? 0;
    const count = before + times * (shape.matrices ?? 1) * shape.rows * shape.columns;
    if (times > 0) weights.set(matvecKey(shape), { shape, count });
  }
  return [...weights.values()].sort((a, b) => b.count - a.count).map(({ shape }) => shape);
}

function parse(stored: string | undefined): Record<string, string> | undefined {
  if (stored === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.fromEntries(Object.entries(value).filter(([, name]) => typeof name === 'string'));
  } catch {
    return undefined;
  }
}
