// The live picture of which experts are on this device, and where they came from.

import type { FetchEvent } from '../src/index.ts';
import { byId, create, formatBytes } from './elements.ts';

export class ExpertGrid {
  readonly #grid = byId('expert-grid');
  #cells: HTMLElement[][] = [];
  #faults = 0;
  #networkBytes = 0;

  /** Draws a row for each layer and a square for each of its experts, all of them absent. */
  draw(layers: number, experts: number): void {
    if (this.#cells.length === layers && this.#cells[0]?.length === experts) return;
    this.#grid.style.gridTemplateColumns = `repeat(${experts}, 1fr)`;
    this.#cells = Array.from({ length: layers }, () =>
      Array.from({ length: experts }, () => create('i', 'cell')),
    );
    this.#grid.replaceChildren(...this.#cells.flat());
    this.#describe();
  }

  /** One file has come: an expert lights up, and every file counts. */
  show({ layer, expert, source, bytes, background }: FetchEvent): void {
    if (source === 'network') this.#networkBytes += bytes;
    if (layer !== null && expert !== null) {
      if (!background) this.#faults++;
      const cell = this.#cells[layer]?.[expert];
      // What was asked for stays so, whoever else brought it.
      if (cell && (!background || cell.className === 'cell')) {
        cell.className = `cell arrived ${background ? 'ahead' : source === 'indexeddb' ? 'stored' : 'network'}`;
      }
    }
    this.#describe();
  }

  /** Every expert is on this device, whether or not it has been asked for. */
  showAllStored(): void {
    for (const cell of this.#cells.flat()) {
      if (cell.className === 'cell') cell.className = 'cell ahead';
    }
    this.#describe();
  }

  /** Storage was emptied: only what has been asked for is still here, on the GPU. */
  forgetUnused(): void {
    for (const cell of this.#cells.flat()) {
      if (cell.classList.contains('ahead')) cell.className = 'cell';
    }
    this.#describe();
  }

  #describe(): void {
    const cells = this.#cells.flat();
    const here = cells.filter(({ className }) => className !== 'cell').length;
    const count = `${here} of ${cells.length}`;
    byId('experts-count').textContent = count;
    this.#grid.ariaLabel = `${count} experts are on this device`;
    byId('network-bytes').textContent = formatBytes(this.#networkBytes);
    byId('faults').textContent = String(this.#faults);
  }
}
