// Divides the GPU memory for experts into buffers: as many pages as the budget allows, in as few buffers as the adapter's
// limits allow. Layers share a buffer, but a layer never spans two, so its kernels bind only one.

import { PocketM1Error, UnsupportedDeviceError } from '../errors.ts';

export interface ArenaShape {
  /** How many layers have experts. */
  layers: number;
  /** The numbers of those layers in the model. Default: 0 .. layers - 1. */
  layerNumbers?: readonly number[];
  /** Routed experts per layer. */
  experts: number;
  /** Whether every layer has a shared expert too, which always has a page. */
  shared: boolean;
  /** Routed experts per token. */
  topK: number;
  pageBytes: number;
}

/** One buffer: the pages of layers firstLayer .. endLayer - 1. */
export interface ArenaPart {
  firstLayer: number;
  endLayer: number;
  slots: number;
}

/**
 * Divides `budgetBytes` of pages into parts. Default budget: all experts, but no more than one buffer of the adapter's
 * maximum size, because that separates small devices from large ones, and no less than `minBudgetBytes`.
 * @throws PocketM1Error `invalid-argument` when the budget is smaller than `minBudgetBytes`.
 * @throws UnsupportedDeviceError when one buffer cannot hold the experts of one token.
 */
export function planArena(shape: ArenaShape, bufferBytes: number, budgetBytes?: number): ArenaPart[] {
  const { layers, pageBytes } = shape;
  const perLayer = shape.experts + Number(shape.shared);
  const all = layers * perLayer;
  const perBuffer = Math.floor(bufferBytes / pageBytes);
  checkBuffer(shape, bufferBytes);
  if (budgetBytes !== undefined) checkBudget(shape, budgetBytes);
  const pages =
    budgetBytes === undefined
      ? Math.max(perBuffer, minSlots(shape, layers))
      : Math.floor(budgetBytes / pageBytes);
  const wanted = Math.min(all, pages);
  // Each part must have room for its shared experts beside those of a token.
  const minParts = shape.shared ? Math.ceil(layers / (perBuffer - shape.topK)) : 1;
  const parts = Math.min(layers, Math.max(minParts, Math.ceil(wanted / perBuffer)));
  return Array.from({ length: parts }, (_, i) => {
    const firstLayer = Math.floor((i * layers) / parts);
    const endLayer = Math.floor(((i + 1) * layers) / parts);
    const partLayers = endLayer - firstLayer;
    const share = Math.floor((wanted * partLayers) / layers);
    const slots = Math.max(share, minSlots(shape, partLayers));
    return { firstLayer, endLayer, slots: Math.min(partLayers * perLayer, perBuffer, slots) };
  });
}

/** The smallest budget with which a model runs: the experts of one token in one layer, and all shared ones. */
export function minBudgetBytes(shape: ArenaShape): number {
  return minSlots(shape, shape.layers) * shape.pageBytes;
}

function minSlots({ topK, shared }: ArenaShape, layers: number): number {
  return topK + (shared ? layers : 0);
}

function checkBuffer(shape: ArenaShape, bufferBytes: number): void {
  const minBytes = minSlots(shape, 1) * shape.pageBytes;
  if (bufferBytes >= minBytes) return;
  throw new UnsupportedDeviceError(
    `The experts of one token in one layer take ${minBytes} bytes, but this GPU binds at most ${bufferBytes}: use a smaller or more coarsely quantised model.`,
    { details: { expected: minBytes, actual: bufferBytes } },
  );
}

function checkBudget(shape: ArenaShape, budgetBytes: number): void {
  const minBytes = minBudgetBytes(shape);
  if (budgetBytes >= minBytes) return;
  throw new PocketM1Error(
    'invalid-argument',
    `expertBudgetBytes is ${budgetBytes}, but the experts of one token in one layer take ${minBytes}: raise it.`,
    { details: { option: 'expertBudgetBytes', expected: minBytes, actual: budgetBytes } },
  );
}
