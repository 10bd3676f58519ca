// The expert arena: pages of GPU memory, and the table that says which page holds which expert of which layer.
// Routers read the table on the GPU; a missing entry is a fault. Only the CPU side, here, ever writes it.

import { assert } from '../errors.ts';
import { createStorage } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Resource } from '../gpu/kernel.ts';
import { absentPage } from '../kernels/router.ts';

export interface ArenaShape {
  layers: number;
  /** Experts of a layer, the shared one included. */
  experts: number;
  pageBytes: number;
}

export class ExpertArena {
  /** All pages, one after the other. */
  readonly pages: GPUBuffer;
  readonly #device: GPUDevice;
  readonly #shape: ArenaShape;
  readonly #tables: GPUBuffer;
  readonly #tableStride: number;
  readonly #resident = new Set<number>();

  constructor(gpu: Gpu, shape: ArenaShape) {
    const { layers, experts, pageBytes } = shape;
    this.#device = gpu.device;
    this.#shape = shape;
    this.pages = createStorage(gpu.device, 'expert arena', layers * experts * pageBytes);
    // Bindings start at multiples of 256 bytes, so every layer's table does. Its first word names the layer.
    this.#tableStride = Math.ceil((4 * (1 + experts)) / 256) * 256;
    this.#tables = createStorage(gpu.device, 'page tables', layers * this.#tableStride);
    const tables = new Uint32Array((layers * this.#tableStride) / 4).fill(absentPage);
    for (let layer = 0; layer < layers; layer++) tables[(layer * this.#tableStride) / 4] = layer;
    gpu.device.queue.writeBuffer(this.#tables, 0, tables);
  }

  /** The page table of one layer: its number, then a page per expert. */
  table(layer: number): Resource {
    return { buffer: this.#tables, offset: layer * this.#tableStride, size: 4 * (1 + this.#shape.experts) };
  }

  isResident(layer: number, expert: number): boolean {
    return this.#resident.has(this.#page(layer, expert));
  }

  /** Experts with a page, the shared ones included. */
  get residentCount(): number {
    return this.#resident.size;
  }

  /** Copies an expert into its page and enters it in the table. Steps submitted afterwards see it. */
  place(layer: number, expert: number, content: Uint8Array<ArrayBuffer>): void {
    const { pageBytes } = this.#shape;
    assert(
      content.byteLength === pageBytes,
      `an expert has ${content.byteLength} bytes, a page ${pageBytes}`,
    );
    const page = this.#page(layer, expert);
    this.#device.queue.writeBuffer(this.pages, page * pageBytes, content);
    this.#device.queue.writeBuffer(
      this.#tables,
      layer * this.#tableStride + 4 * (1 + expert),
      new Uint32Array([page]),
    );
    this.#resident.add(page);
  }

  destroy(): void {
    this.pages.destroy();
    this.#tables.destroy();
  }

  // Every expert has its own page while all of them fit.
  #page(layer: number, expert: number): number {
    return layer * this.#shape.experts + expert;
  }
}
