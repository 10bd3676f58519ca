// A live grid of the experts that are on this device, and where they were fetched from.

import type { FetchEvent } from '../src/index.ts';
import { byId, create, formatBytes } from './elements.ts';
import { strings } from './strings.ts';

export class ExpertGrid {
  readonly #grid = byId('expert-grid');
  #cells: HTMLElement[][] = [];
  #faults = 0;
  #networkBytes = 0;

  /** Draws a row per layer with a square per expert, all of them absent. */
  draw(layers: number, experts: number): void {
    if (this.#cells.length === layers && this.#cells[0]?.length === experts) return;
    this.#grid.style.gridTemplateColumns = `repeat(${experts}, 1fr)`;
    this.#cells = Array.from({ length: layers }, () =>
      Array.from({ length: experts }, () => create('i', 'cell')),
    );
    this.#grid.replaceChildren(...this.#cells.flat());
    this.#describe();
  }

  /** Shows a fetched file: marks its expert, and counts its bytes. */
  show({ layer, expert, source, bytes, background }: FetchEvent): void {
    if (source === 'network') this.#networkBytes += bytes;
    if (layer !== null && expert !== null) {
      if (!background) this.#faults++;
      const cell = this.#cells[layer]?.[expert];
      // A prefetch does not change the mark of an expert that an answer has demanded.
      if (cell && (!background || cell.className === 'cell')) {
        cell.className = `cell arrived ${background ? 'ahead' : ['indexeddb', 'folder'].includes(source) ? 'stored' : 'network'}`;
      }
    }
    this.#describe();
  }

  /** Marks every expert as stored on this device. */
  showAllStored(): void {
    for (const cell of this.#cells.flat()) {
      if (cell.className === 'cell') cell.className = 'cell ahead';
    }
    this.#describe();
  }

  /** After storage was emptied, only the demanded experts remain, on the GPU. */
  forgetUnused(): void {
    for (const cell of this.#cells.flat()) {
      if (cell.classList.contains('ahead')) cell.className = 'cell';
    }
    this.#describe();
  }

  #describe(): void {
    const cells = this.#cells.flat();
    const here = cells.filter(({ className }) => className !== 'cell').length;
    const count = strings.of(here, cells.length);
    byId('experts-count').textContent = count;
    this.#grid.ariaLabel = strings.experts(count);
    byId('network-bytes').textContent = formatBytes(this.#networkBytes);
    byId('faults').textContent = String(this.#faults);
  }
}
