// The core weights on the GPU. Buffers are allocated before the download, so that kernels can be bound meanwhile; a shard's
// tensors are then written without conversion.

import { assert } from '../errors.ts';
import { createStorage } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Resource } from '../gpu/kernel.ts';
import type { Matrix } from '../kernels/matrix.ts';
import {
  type CorePart,
  coreShards,
  type ModelLayout,
  type StoredTensor,
  type TensorLayout,
} from './layout.ts';

/** Returns a tensor's bytes from a downloaded shard. */
export type TensorReader = (tensor: StoredTensor) => Uint8Array<ArrayBuffer>;

interface Region {
  buffer: GPUBuffer;
  offset: number;
  size: number;
}

/** The prefix of a layer's tensors. */
export const layerName = (layer: number): string => `model.layers.${layer}`;

export class Weights {
  readonly #device: GPUDevice;
  readonly #tensors: Map<string, TensorLayout>;
  readonly #shards: CorePart[][];
  /** By tensor name without the row suffix of split tensors. */
  readonly #regions = new Map<string, Region>();
  readonly #buffers: GPUBuffer[] = [];

  constructor(gpu: Gpu, layout: ModelLayout) {
    this.#device = gpu.device;
    this.#tensors = new Map(layout.core.map((tensor) => [tensor.name, tensor]));
    this.#shards = coreShards(layout.core);
    for (const [i, parts] of this.#shards.entries()) this.#allocate(i, parts);
  }

  /** Writes core shard `index`, except for tensors of shared experts, which belong to the expert arena. */
  upload(index: number, read: TensorReader): void {
    const parts = this.#shards[index];
    assert(parts, `the layout has no core shard ${index}.`);
    for (const { tensor, firstRow, weight, scales } of parts.filter(isCore)) {
      for (const stored of scales ? [weight, scales] : [weight]) {
        const { buffer, offset, size } = this.#region(wholeName(stored.name));
        const rows = tensor.kind === 'matrix' ? tensor.paddedRows : 1;
        this.#device.queue.writeBuffer(buffer, offset + (size / rows) * firstRow, read(stored));
      }
    }
  }

  /** Tensors of the shared experts in core shard `index`, by layer and in page order. */
  sharedExperts(index: number): { layer: number; tensors: StoredTensor[] }[] {
    const byLayer = new Map<number, StoredTensor[]>();
    for (const part of this.#shards[index]!) {
      if (isCore(part)) continue;
      const layer = Number(part.tensor.name.split('.')[2]);
      const tensors = byLayer.get(layer) ?? [];
      tensors.push(part.weight, ...(part.scales ? [part.scales] : []));
      byLayer.set(layer, tensors);
    }
    return [...byLayer].map(([layer, tensors]) => ({ layer, tensors }));
  }

  matrix(name: string): Matrix {
    const tensor = this.#tensors.get(name);
    assert(tensor?.kind === 'matrix', `the layout has no matrix ${name}.`);
    const words = this.#region(`${name}.weight`);
    const { format, rows, columns } = tensor;
    const scales = tensor.scaleBytes > 0 ? this.#region(`${name}.scales`) : words;
    return { format, rows, columns, words, scales };
  }

  vector(name: string): Resource {
    return this.#region(`${name}.weight`);
  }

  /** Bytes of GPU memory. */
  get bytes(): number {
    return this.#buffers.reduce((sum, { size }) => sum + size, 0);
  }

  destroy(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }

  // One buffer per shard, and one per tensor that is split over several shards.
  #allocate(index: number, parts: CorePart[]): void {
    const whole: StoredTensor[] = [];
    for (const { tensor, weight, scales } of parts.filter(isCore)) {
      for (const stored of scales ? [weight, scales] : [weight]) {
        const name = wholeName(stored.name);
        if (name === stored.name) whole.push(stored);
        else if (!this.#regions.has(name)) {
          assert(tensor.kind === 'matrix', `${stored.name} is split, but only matrices can be.`);
          const size = stored === scales ? tensor.scaleBytes : tensor.weightBytes;
          this.#regions.set(name, { buffer: this.#create(name, size), offset: 0, size });
        }
      }
    }
    const bytes = whole.reduce((sum, stored) => sum + stored.bytes, 0);
    if (bytes === 0) return;
    const buffer = this.#create(`core shard ${index}`, bytes);
    let offset = 0;
    for (const stored of whole) {
      this.#regions.set(stored.name, { buffer, offset, size: stored.bytes });
      offset += stored.bytes;
    }
  }

  #region(name: string): Region {
    const region = this.#regions.get(name);
    assert(region, `the layout has no tensor ${name}.`);
    return region;
  }

  #create(label: string, bytes: number): GPUBuffer {
    const buffer = createStorage(this.#device, label, bytes);
    this.#buffers.push(buffer);
    return buffer;
  }
}

function isCore({ tensor }: CorePart): boolean {
  return !tensor.name.includes('.shared_mlp.');
}

// "lm_head.weight@4096" → "lm_head.weight"
function wholeName(name: string): string {
  const at = name.indexOf('@');
  return at === -1 ? name : name.slice(0, at);
}
