// The GPU state of a sequence.

import type { Sequence } from '../../src/engine/sequence.ts';
import { readBack } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { kvCacheBytes } from '../../src/kernels/attention.ts';
import { smallConfig as config } from './small-model.ts';

/** Every lightning state, and the keys and values of the tokens in it, of the small model with one segment. */
export async function bytesOf({ device }: Gpu, { state, tokens }: Sequence): Promise<Uint8Array[]> {
  const kvBytes = kvCacheBytes({ kvHeads: config.numKeyValueHeads, headDim: config.headDim }, tokens.length);
  const softmax = config.layers.findIndex(({ type }) => type === 'attention');
  return Promise.all([
    ...state.lightningStates.map(async (buffer) => new Uint8Array(await readBack(device, buffer))),
    readBack(device, state.segments(softmax)[0]!.kv, 0, kvBytes).then((kv) => new Uint8Array(kv)),
  ]);
}
