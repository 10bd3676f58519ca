// Layers × experts as a canvas: where each expert is, how often it was chosen, and which ones computed the token shown. For
// keyboards and screen readers it is a grid, of which only the current cell is in the page.

import { create, formatBytes } from '../elements.ts';
import { FittedCanvas, readColors } from './drawing.ts';
import { percent, section, setText } from './parts.ts';
import { glassStrings as strings } from './strings.ts';
import type { GlassState, View } from './view.ts';

interface Cell {
  layer: number;
  expert: number;
}

const steps: Record<string, [layers: number, experts: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-Number.MAX_SAFE_INTEGER, 0],
  PageDown: [Number.MAX_SAFE_INTEGER, 0],
  Home: [0, -Number.MAX_SAFE_INTEGER],
  End: [0, Number.MAX_SAFE_INTEGER],
};

export class HeatMap implements View {
  readonly element: HTMLElement;
  readonly #redraw: () => void;
  readonly #canvas: FittedCanvas;
  readonly #grid = create('div', 'heat-map');
  readonly #row = create('div', 'visually-hidden');
  readonly #gridCell = create('div');
  readonly #description = create('p', 'heat-description');
  #shape = { layers: 0, experts: 0 };
  #colors: ReturnType<typeof readColors> | undefined;
  /** The cell of the keyboard, and that under the pointer, which takes precedence. */
  #focused: Cell = { layer: 0, expert: 0 };
  #hovered: Cell | undefined;

  /** `redraw` requests the next `draw`. */
  constructor(redraw: () => void) {
    this.#redraw = redraw;
    this.#canvas = new FittedCanvas(redraw);
    this.#grid.setAttribute('role', 'grid');
    this.#grid.setAttribute('aria-activedescendant', 'heat-cell');
    this.#grid.tabIndex = 0;
    this.#row.setAttribute('role', 'row');
    this.#gridCell.setAttribute('role', 'gridcell');
    this.#gridCell.id = 'heat-cell';
    this.#row.append(this.#gridCell);
    this.#grid.append(this.#row, this.#canvas.element);
    this.element = section(strings.heatMap, this.#grid, this.#description, legend());
    this.#grid.addEventListener('keydown', (event) => this.#move(event));
    for (const name of ['focus', 'blur'] as const) this.#grid.addEventListener(name, redraw);
    this.#canvas.element.addEventListener('pointermove', (event) => this.#hover(event));
    this.#canvas.element.addEventListener('pointerdown', (event) => this.#hover(event));
    this.#canvas.element.addEventListener('pointerleave', () => {
      this.#hovered = undefined;
      redraw();
    });
  }

  draw(state: Readonly<GlassState>): void {
    if (!state.model) return;
    const { layers, numLocalExperts } = state.model.config;
    this.#setShape(layers.length, numLocalExperts);
    this.#colors ??= readColors(this.element);
    this.#drawCells(state);
    const isFocused = document.activeElement === this.#grid;
    const shown = this.#hovered ?? (isFocused ? this.#focused : undefined);
    setText(this.#gridCell, describe(this.#focused, state));
    setText(this.#description, shown ? describe(shown, state) : strings.heatMapHelp);
  }

  themeChanged(): void {
    this.#colors = undefined;
  }

  end(): void {
    this.#canvas.end();
  }

  #setShape(layers: number, experts: number): void {
    if (this.#shape.layers === layers && this.#shape.experts === experts) return;
    this.#shape = { layers, experts };
    this.#grid.ariaLabel = strings.heatMapLabel(layers, experts);
    this.#grid.ariaRowCount = String(layers);
    this.#grid.ariaColCount = String(experts);
    this.#canvas.element.style.aspectRatio = String(Math.min(12, experts / layers));
    this.#focus({ layer: 0, expert: 0 });
  }

  #drawCells({ places, record, selected }: Readonly<GlassState>): void {
    const context = this.#canvas.clear();
    if (!context || !this.#colors) return;
    const { ink, edge, accent } = this.#colors;
    const { layers, experts } = this.#shape;
    const [width, height] = [this.#canvas.width / experts, this.#canvas.height / layers];
    const gap = Math.min(2, width / 5, height / 5);
    const maxShare = record?.maxShare ?? 0;
    const now = record?.tokens[selected]?.experts ?? [];
    const isFocused = document.activeElement === this.#grid;
    for (let layer = 0; layer < layers; layer++) {
      for (let expert = 0; expert < experts; expert++) {
        const place = places[layer]?.[expert];
        const [x, y] = [expert * width + gap / 2, layer * height + gap / 2];
        const [w, h] = [width - gap, height - gap];
        if (place === 'gpu') {
          const share = maxShare === 0 ? 0 : record!.share(layer, expert) / maxShare;
          context.globalAlpha = 0.28 + 0.72 * Math.sqrt(share);
          context.fillStyle = accent;
          context.fillRect(x, y, w, h);
        } else {
          context.globalAlpha = place === undefined ? 0.15 : 0.5;
          context.strokeStyle = edge;
          context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
          context.fillStyle = edge;
          context.globalAlpha = 0.9;
          if (place === 'stored') context.fillRect(x + w / 3, y + h / 3, w / 3, h / 3);
        }
        context.globalAlpha = 1;
        if (now[layer]?.includes(expert)) outline(context, ink, [x, y, w, h], Math.min(2, w / 4));
        if (isFocused && layer === this.#focused.layer && expert === this.#focused.expert) {
          outline(context, accent, [x - gap, y - gap, w + 2 * gap, h + 2 * gap], 2);
        }
      }
    }
  }

  #move(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const { layer, expert } = this.#focused;
    this.#focus({ layer: layer + step[0], expert: expert + step[1] });
    this.#hovered = undefined;
    this.#redraw();
  }

  #focus({ layer, expert }: Cell): void {
    this.#focused = { layer: within(layer, this.#shape.layers), expert: within(expert, this.#shape.experts) };
    this.#row.ariaRowIndex = String(this.#focused.layer + 1);
    this.#gridCell.ariaColIndex = String(this.#focused.expert + 1);
  }

  #hover({ offsetX, offsetY }: PointerEvent): void {
    const { layers, experts } = this.#shape;
    const layer = within(Math.floor((offsetY / this.#canvas.height) * layers), layers);
    const expert = within(Math.floor((offsetX / this.#canvas.width) * experts), experts);
    this.#hovered = { layer, expert };
    this.#redraw();
  }
}

function within(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}

function outline(
  context: CanvasRenderingContext2D,
  color: string,
  [x, y, width, height]: [number, number, number, number],
  line: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = line;
  context.strokeRect(x + line / 2, y + line / 2, width - line, height - line);
  context.lineWidth = 1;
}

function describe(
  { layer, expert }: Cell,
  { places, record, selected, memory }: Readonly<GlassState>,
): string {
  const place = places[layer]?.[expert] ?? 'server';
  const bytes = memory ? formatBytes(memory.bytesPerExpert) : strings.unknown;
  const text = strings.expert(layer + 1, expert + 1, strings.places[place], bytes);
  if (!record || record.tokens.length === 0) return text;
  const share = record.share(layer, expert);
  const tokens = Math.round(share * record.tokens.length);
  const isNow = record.tokens[selected]?.experts[layer]?.includes(expert);
  return `${text}${strings.usedBy(tokens, record.tokens.length, percent(share))}${isNow ? strings.chosenNow : ''}`;
}

function legend(): HTMLElement {
  const entry = (kind: string, text: string): HTMLElement =>
    create('li', '', create('i', `heat-key ${kind}`), text);
  const list = create(
    'ul',
    'heat-legend',
    entry('now', strings.legendNow),
    entry('gpu', strings.legendOften),
    entry('stored', strings.legendStored),
    entry('server', strings.legendServer),
  );
  list.ariaHidden = 'true';
  return list;
}
