// A sequence at a context that was never read: its keys, values and states are random numbers.

import type { LoadedModel } from '../src/engine/loaded-model.ts';
import { restoreSequence } from '../src/engine/save-sequence.ts';
import type { Sequence } from '../src/engine/sequence.ts';

/** Created by the code that opens saved sessions. The caller destroys it. */
export function filledSequence({ sequence, executor }: LoadedModel, context: number): Promise<Sequence> {
  const { state } = sequence;
  const random = xorshift(context + 1);
  const sizes = state.kvBytes(context);
  // All layers share one, because their queries differ.
  const kv = randomHalves(sizes[0] ?? 0, random);
  return restoreSequence(sequence, {
    format: 1,
    revision: executor.revision,
    kvCache: executor.forward.kvCache,
    expertThreshold: 0,
    tokens: new Uint32Array(context),
    states: [
      { position: context, lightning: state.lightningStates.map(({ size }) => randomFloats(size, random)) },
    ],
    kv: sizes.map(() => kv),
  });
}

/** Magnitudes from 1 to 4, so that a few hundred keys of 100,000 have most of the attention weight. */
function randomHalves(bytes: number, random: () => number): ArrayBuffer {
  const values = new Uint16Array(bytes / 2);
  // The sign, an exponent of 0 or 1, and ten bits.
  for (let i = 0; i < values.length; i++) {
    const bits = random();
    values[i] = (bits & 0x83ff) | ((15 + ((bits >>> 16) & 1)) << 10);
  }
  return values.buffer;
}

function randomFloats(bytes: number, random: () => number): ArrayBuffer {
  return Float32Array.from({ length: bytes / 4 }, () => random() / 2 ** 31 - 1).buffer;
}

/** Marsaglia's xorshift32. */
function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
