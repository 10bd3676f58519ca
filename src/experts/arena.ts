// The expert arena: pages of GPU memory, and the page table that maps each layer's experts to pages.
// Routers read the table on the GPU and record in it when they picked an expert; a missing entry is a fault. Only this CPU
// side adds and removes entries, always between submits, so a step sees one state of the table.

import { assert, PocketM1Error } from '../errors.ts';
import { createStorage } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Resource } from '../gpu/kernel.ts';
import { absentPage } from '../kernels/router.ts';
import { type ArenaPart, type ArenaShape, minBudgetBytes, planArena } from './arena-plan.ts';
import { type ExpertKey, Residency } from './residency.ts';

interface Part extends ArenaPart {
  buffer: GPUBuffer;
  residency: Residency;
}

export class ExpertArena {
  /** By layer: its index, the page of each expert, and the time of each expert's last pick. Read back at a fault. */
  readonly tables: GPUBuffer;
  readonly #device: GPUDevice;
  readonly #shape: ArenaShape;
  readonly #parts: readonly Part[];
  readonly #experts: number;
  readonly #tableWords: number;
  /** By the number of a layer in the model, its index among the layers with experts. */
  readonly #indexes: ReadonlyMap<number, number>;
  #lastUse: (key: ExpertKey) => number = () => 0;

  private constructor(gpu: Gpu, shape: ArenaShape, parts: readonly ArenaPart[]) {
    this.#device = gpu.device;
    this.#shape = shape;
    this.#experts = shape.experts + Number(shape.shared);
    const numbers = shape.layerNumbers ?? Array.from({ length: shape.layers }, (_, layer) => layer);
    this.#indexes = new Map(numbers.map((layer, index) => [layer, index]));
    // Bindings start at multiples of 256 bytes, so every layer's table does.
    this.#tableWords = Math.ceil((1 + 2 * this.#experts) / 64) * 64;
    this.#parts = parts.map((part, i) => ({
      ...part,
      buffer: createStorage(gpu.device, `expert arena ${i}`, part.slots * shape.pageBytes),
      residency: new Residency(part.slots),
    }));
    this.tables = createStorage(gpu.device, 'page tables', 4 * shape.layers * this.#tableWords);
    const tables = new Uint32Array(shape.layers * this.#tableWords);
    for (const [layer, index] of this.#indexes) {
      const at = index * this.#tableWords;
      tables[at] = layer;
      tables.fill(absentPage, at + 1, at + 1 + this.#experts);
    }
    gpu.device.queue.writeBuffer(this.tables, 0, tables);
    if (!shape.shared) return;
    for (const layer of this.#indexes.keys()) {
      this.#part(layer).residency.pin(this.#key(layer, shape.experts));
    }
  }

  /**
   * Allocates the pages. When the GPU has too little memory, halves their number down to `minBudgetBytes`.
   * @throws PocketM1Error `invalid-argument` when the budget is too small for one token, `out-of-memory` when even the
   * minimum does not fit.
   */
  static async create(gpu: Gpu, shape: ArenaShape, budgetBytes?: number): Promise<ExpertArena> {
    const { maxBufferSize, maxStorageBufferBindingSize } = gpu.device.limits;
    const bufferBytes = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    const minBytes = minBudgetBytes(shape);
    let parts = planArena(shape, bufferBytes, budgetBytes);
    for (;;) {
      gpu.device.pushErrorScope('out-of-memory');
      const arena = new ExpertArena(gpu, shape, parts);
      if (!(await gpu.device.popErrorScope())) return arena;
      const bytes = arena.bytes;
      arena.destroy();
      parts = planArena(shape, bufferBytes, Math.max(Math.floor(bytes / 2), minBytes));
      if (slotsOf(parts) * shape.pageBytes >= bytes) {
        throw new PocketM1Error(
          'out-of-memory',
          `The GPU has no memory for ${bytes} bytes of experts, the minimum for this model: close other pages that use the GPU.`,
          { details: { expected: bytes } },
        );
      }
    }
  }

  /** The pages that hold a layer's experts. */
  pages(layer: number): GPUBuffer {
    return this.#part(layer).buffer;
  }

  /** The page table of one layer, which must have experts, as in all functions. */
  table(layer: number): Resource {
    const size = 4 * (1 + 2 * this.#experts);
    return { buffer: this.tables, offset: 4 * this.#indexes.get(layer)! * this.#tableWords, size };
  }

  /** Bytes of all pages. */
  get bytes(): number {
    return slotsOf(this.#parts) * this.#shape.pageBytes;
  }

  /** Whether there is a page for every expert, so that none is ever evicted. */
  get holdsAll(): boolean {
    return this.#parts.every(
      ({ firstLayer, endLayer, slots }) => slots >= (endLayer - firstLayer) * this.#experts,
    );
  }

  /** Experts with a page, the shared ones included. */
  get residentCount(): number {
    return this.#parts.reduce((sum, { residency }) => sum + residency.size, 0);
  }

  isResident(layer: number, expert: number): boolean {
    return this.#part(layer).residency.has(this.#key(layer, expert));
  }

  /** How many routed experts of one layer can be resident at the same time. */
  capacity(layer: number): number {
    return Math.min(this.#shape.experts, this.#part(layer).residency.evictable);
  }

  /** Whether an expert could be placed without evicting another. */
  hasRoom(layer: number): boolean {
    return this.#part(layer).residency.free > 0;
  }

  /**
   * Updates the times of last use from `tables`, as read back. Returns the routed experts of `layer` that were picked at
   * `now`.
   */
  observe(tables: Uint32Array, layer: number, now: number): number[] {
    const at = (key: ExpertKey): number =>
      Math.floor(key / this.#experts) * this.#tableWords + 1 + this.#experts + (key % this.#experts);
    this.#lastUse = (key) => tables[at(key)]!;
    return Array.from({ length: this.#shape.experts }, (_, expert) => expert).filter(
      (expert) => this.#lastUse(this.#key(layer, expert)) === now,
    );
  }

  /**
   * Copies an expert to a page and enters it in the table, for steps submitted afterwards. When no page is free, evicts the
   * least recently picked expert, except for those in `keep`, which are experts of the same layer. Returns whether it
   * evicted one.
   */
  place(
    layer: number,
    expert: number,
    content: Uint8Array<ArrayBuffer>,
    keep: readonly number[] = [],
  ): boolean {
    const { pageBytes } = this.#shape;
    assert(
      content.byteLength === pageBytes,
      `an expert has ${content.byteLength} bytes, expected a page of ${pageBytes}.`,
    );
    const { buffer, residency } = this.#part(layer);
    const kept = new Set(keep.map((other) => this.#key(layer, other)));
    const claim = residency.claim(this.#key(layer, expert), this.#lastUse, (key) => kept.has(key));
    assert(claim, `no page for expert ${layer}/${expert}: ${kept.size} of ${residency.slots} must be kept.`);
    if (claim.evicted !== undefined) this.#enter(claim.evicted, absentPage);
    this.#device.queue.writeBuffer(buffer, claim.slot * pageBytes, content);
    this.#enter(this.#key(layer, expert), claim.slot);
    return claim.evicted !== undefined;
  }

  destroy(): void {
    for (const { buffer } of this.#parts) buffer.destroy();
    this.tables.destroy();
  }

  #part(layer: number): Part {
    const index = this.#indexes.get(layer)!;
    return this.#parts.find(({ endLayer }) => index < endLayer)!;
  }

  #key(layer: number, expert: number): ExpertKey {
    return this.#indexes.get(layer)! * this.#experts + expert;
  }

  #enter(key: ExpertKey, page: number): void {
    const word = Math.floor(key / this.#experts) * this.#tableWords + 1 + (key % this.#experts);
    this.#device.queue.writeBuffer(this.tables, 4 * word, new Uint32Array([page]));
  }
}

function slotsOf(parts: readonly { slots: number }[]): number {
  return parts.reduce((sum, { slots }) => sum + slots, 0);
}
