// A key/value cache for a kernel test: writes random or given values into segments, and reads them afterwards.

import { createStorage, readBack, uploadStorage } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { type AttentionShape, type KvSegment, kvCacheBytes, octsOf } from '../../src/kernels/attention.ts';
import { halfCodec } from './matrices.ts';

const { encode, decode } = halfCodec();

type Shape = Required<Omit<AttentionShape, 'heads'>>;

// Of the special numbers, only NaN is ever stored.
const number = (bits: number): number => ((bits & 0x7c00) === 0x7c00 ? Number.NaN : decode(bits));

/** The values that the cache stores: the nearest ones, and zero below the normal range of 16 bits. */
export function asStored(values: ArrayLike<number>, { kvFormat }: Shape): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (value) => (kvFormat === 'f32' ? value : decode(encodeStored(value))));
}

function encodeStored(value: number): number {
  return Math.abs(value) < 2 ** -14 ? 0 : encode(Math.max(-65504, Math.min(65504, value)));
}

/**
 * Writes values (tokens, 2, kvHeads, headDim) into as many segments as needed; the last one has room for exactly `capacity`
 * tokens. Places without values, including padding, contain NaN, and must not be read.
 */
export function uploadSegments(
  gpu: Gpu,
  values: ArrayLike<number>,
  capacity: number,
  shape: Shape,
): KvSegment[] {
  const { headDim, kvFormat, segmentTokens } = shape;
  const width = octsOf(headDim) * 8;
  const heads = values.length / headDim;
  return Array.from({ length: Math.ceil(capacity / segmentTokens) }, (_, s) => {
    const bytes = new Uint8Array(kvCacheBytes(shape, Math.min(segmentTokens, capacity - s * segmentTokens)));
    const floats = new Float32Array(bytes.buffer);
    const halves = new Uint16Array(bytes.buffer);
    const first = s * segmentTokens * 2 * shape.kvHeads;
    const count = bytes.length / (kvFormat === 'f16' ? 2 : 4);
    for (let i = 0; i < count; i++) {
      const head = first + Math.floor(i / width);
      const feature = i % width;
      const value = head >= heads ? Number.NaN : feature < headDim ? values[head * headDim + feature]! : 0;
      if (kvFormat === 'f32') floats[i] = value;
      else halves[i] = Number.isNaN(value) ? 0x7e00 : encodeStored(value);
    }
    return {
      kv: uploadStorage(gpu.device, `kv ${s}`, bytes),
      segment: uploadStorage(gpu.device, `segment ${s}`, new Uint32Array([s])),
    };
  });
}

/** Empty segments, all zero, with room for `capacity` tokens. */
export function createSegments(gpu: Gpu, capacity: number, shape: Shape): KvSegment[] {
  const { segmentTokens } = shape;
  return Array.from({ length: Math.ceil(capacity / segmentTokens) }, (_, s) => ({
    kv: createStorage(
      gpu.device,
      `kv ${s}`,
      kvCacheBytes(shape, Math.min(segmentTokens, capacity - s * segmentTokens)),
    ),
    segment: uploadStorage(gpu.device, `segment ${s}`, new Uint32Array([s])),
  }));
}

/** All tokens of all segments: (tokens, 2, kvHeads, headDim). */
export async function readSegments(
  gpu: Gpu,
  segments: readonly KvSegment[],
  { headDim, kvFormat }: Shape,
): Promise<Float32Array> {
  const width = octsOf(headDim) * 8;
  const parts: number[] = [];
  for (const { kv } of segments) {
    const content = await readBack(gpu.device, kv);
    const stored =
      kvFormat === 'f32' ? new Float32Array(content) : Float32Array.from(new Uint16Array(content), number);
    for (let i = 0; i < stored.length; i++) if (i % width < headDim) parts.push(stored[i]!);
  }
  return Float32Array.from(parts);
}
