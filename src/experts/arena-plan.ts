// How much GPU memory experts get, and how it is cut into buffers: as many pages as the budget pays for, in as few
// buffers as the adapter's limits allow. Layers share a buffer; a layer never spans two, so its kernels bind just one.

import { PocketM1Error, UnsupportedDeviceError } from '../errors.ts';

export interface ArenaShape {
  layers: number;
  /** Experts of a layer that are routed to. */
  experts: number;
  /** Every layer has one more, which every token uses: it always has a page. */
  shared: boolean;
  /** Routed experts of a token. */
  topK: number;
  pageBytes: number;
}

/** One buffer: the pages that consecutive layers share. */
export interface ArenaPart {
  firstLayer: number;
  /** After the last one. */
  endLayer: number;
  slots: number;
}

/**
 * Cuts `budgetBytes` of pages into parts. Default budget: every expert, but no more than one buffer of the largest size
 * the adapter offers, which tells small devices from large ones, or as little as the model runs with.
 * @throws PocketM1Error `invalid-argument` when the budget holds less than one token of one layer.
 * @throws UnsupportedDeviceError when one buffer does.
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
      ? Math.max(perBuffer, leastSlots(shape, layers))
      : Math.floor(budgetBytes / pageBytes);
  const wanted = Math.min(all, pages);
  // So many that each part has room for its own shared experts beside those of a token.
  const fewest = shape.shared ? Math.ceil(layers / (perBuffer - shape.topK)) : 1;
  const parts = Math.min(layers, Math.max(fewest, Math.ceil(wanted / perBuffer)));
  return Array.from({ length: parts }, (_, i) => {
    const firstLayer = Math.floor((i * layers) / parts);
    const endLayer = Math.floor(((i + 1) * layers) / parts);
    const own = endLayer - firstLayer;
    const share = Math.floor((wanted * own) / layers);
    const least = leastSlots(shape, own);
    return { firstLayer, endLayer, slots: Math.min(own * perLayer, perBuffer, Math.max(share, least)) };
  });
}

/** The smallest budget with which a model runs: the experts of one token in one layer, and all shared ones. */
export function leastBudget(shape: ArenaShape): number {
  return leastSlots(shape, shape.layers) * shape.pageBytes;
}

function leastSlots({ topK, shared }: ArenaShape, layers: number): number {
  return topK + (shared ? layers : 0);
}

function checkBuffer(shape: ArenaShape, bufferBytes: number): void {
  const least = leastSlots(shape, 1) * shape.pageBytes;
  if (bufferBytes >= least) return;
  throw new UnsupportedDeviceError(
    `The experts of one token in one layer take ${least} bytes, but this GPU binds at most ${bufferBytes}: use a smaller or more coarsely quantised model.`,
    { details: { expected: least, actual: bufferBytes } },
  );
}

function checkBudget(shape: ArenaShape, budgetBytes: number): void {
  const least = leastBudget(shape);
  if (budgetBytes >= least) return;
  throw new PocketM1Error(
    'invalid-argument',
    `expertBudgetBytes is ${budgetBytes}, but the experts of one token in one layer take ${least}: raise it.`,
    { details: { option: 'expertBudgetBytes', expected: least, actual: budgetBytes } },
  );
}
