// The live picture of which experts are on this device, and where they came from.

import type { FetchEvent } from '../src/index.ts';
import { byId, create, formatBytes } from './elements.ts';

export class ExpertGrid {
  readonly #grid = byId('expert-grid');
  #cells: HTMLElement[][] = [];
  #here = 0;
  #all = 0;
  #faults = 0;
  #bytes = { network: 0, stored: 0 };

  /** Draws a row for each layer and a square for each of its experts, all of them absent. */
  draw(layers: number, experts: number): void {
    if (this.#cells.length === layers && this.#cells[0]?.length === experts) return;
    this.#all = layers * experts;
    this.#grid.style.gridTemplateColumns = `repeat(${experts}, 1fr)`;
    this.#cells = Array.from({ length: layers }, () =>
      Array.from({ length: experts }, () => create('i', 'cell')),
    );
    this.#grid.replaceChildren(...this.#cells.flat());
    this.#describe();
  }

  /** One file has come: an expert lights up, and every file counts. */
  show({ layer, expert, source, bytes }: FetchEvent): void {
    // What was on its way to someone else already counts there.
    if (source === 'memory') return;
    const origin = source === 'network' ? 'network' : 'stored';
    this.#bytes[origin] += bytes;
    if (layer !== null && expert !== null) {
      this.#faults++;
      const cell = this.#cells[layer]?.[expert];
      if (cell?.className === 'cell') this.#here++;
      if (cell) cell.className = `cell ${origin} arrived`;
    }
    this.#describe();
  }

  #describe(): void {
    const count = `${this.#here} of ${this.#all}`;
    byId('experts-count').textContent = count;
    this.#grid.ariaLabel = `${count} experts are on this device`;
    byId('network-bytes').textContent = formatBytes(this.#bytes.network);
    byId('stored-bytes').textContent = formatBytes(this.#bytes.stored);
    byId('faults').textContent = String(this.#faults);
  }
}
