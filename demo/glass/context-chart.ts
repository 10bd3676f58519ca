// Memory and time against context, for this model and for the same one with softmax attention everywhere: lines are computed,
// dots measured. Drawn as SVG, with the same numbers in a table.

import type { Model, ModelMemory } from '../../src/index.ts';
import { create, formatBytes } from '../elements.ts';
import {
  breakEvenTokens,
  contextBytes,
  softmaxEverywhere,
  tokenTrafficBytes,
  tokenWeightBytes,
} from './attention-costs.ts';
import { type LogScale, positionOf, spaced, ticks } from './log-scale.ts';
import { foldedSection } from './parts.ts';
import { glassStrings as strings } from './strings.ts';
import type { GlassState, Measured, View } from './view.ts';

const size = { width: 400, height: 210, left: 56, right: 12, top: 10, bottom: 34 };
const minTokens = 64;

/** One of the two charts. */
interface Chart {
  title: string;
  /** By context. */
  lightning: (tokens: number) => number;
  softmax: (tokens: number) => number;
  dots: { tokens: number; value: number; label: string }[];
  /** Base of the axis' ticks. */
  base: number;
  format: (value: number) => string;
}

export class ContextChart implements View {
  readonly element: HTMLElement;
  readonly #content = create('div');
  #state: Readonly<GlassState> | undefined;
  /** What was drawn. */
  #drawn: unknown[] = [];

  constructor() {
    this.element = foldedSection(strings.why, () => this.#state && this.draw(this.#state), this.#content);
  }

  draw(state: Readonly<GlassState>): void {
    this.#state = state;
    const { model, memory, measured } = state;
    if (!(this.element as HTMLDetailsElement).open || !model || !memory) return;
    const drawn = [model, measured.length];
    if (drawn.every((value, i) => value === this.#drawn[i])) return;
    this.#drawn = drawn;
    const { layers } = model.config;
    const lightning = layers.filter(({ type }) => type === 'lightning').length;
    const evenAt = breakEvenTokens(model.config);
    const charts = [memoryChart(model, measured), timeChart(model, memory, measured)];
    const maxTokens = model.config.maxPositionEmbeddings;
    this.#content.replaceChildren(
      create('p', 'glass-note', strings.whyText(lightning, layers.length - lightning)),
      key(),
      ...charts.map((chart) => figure(chart, maxTokens)),
      create('p', 'glass-note', evenAt === undefined ? '' : strings.breakEven(evenAt)),
      table(charts, maxTokens),
      create('p', 'glass-note', strings.computedHelp),
    );
  }
}

function memoryChart({ config }: Model, measured: readonly Measured[]): Chart {
  const everywhere = softmaxEverywhere(config);
  return {
    title: strings.memoryChart,
    lightning: (tokens) => contextBytes(config, tokens),
    softmax: (tokens) => contextBytes(everywhere, tokens),
    dots: measured.map(({ tokens, bytes }) => ({ tokens, value: bytes, label: formatBytes(bytes) })),
    base: 10,
    format: formatBytes,
  };
}

function timeChart({ config }: Model, memory: ModelMemory, measured: readonly Measured[]): Chart {
  const weights = tokenWeightBytes(config, memory);
  const everywhere = softmaxEverywhere(config);
  const relative = (shape: typeof config | typeof everywhere, tokens: number): number =>
    tokenTrafficBytes(shape, weights, tokens) / tokenTrafficBytes(shape, weights, 0);
  const timed = measured.flatMap(({ tokens, ms }) => (ms === undefined ? [] : [{ tokens, ms }]));
  const first = timed.reduce<(typeof timed)[number] | undefined>(
    (least, point) => (least && least.tokens <= point.tokens ? least : point),
    undefined,
  );
  return {
    title: strings.timeChart,
    lightning: (tokens) => relative(config, tokens),
    softmax: (tokens) => relative(everywhere, tokens),
    // The first one is taken to lie on the line, because only its growth can be compared.
    dots: timed.map(({ tokens, ms }) => ({
      tokens,
      value: (ms / first!.ms) * relative(config, first!.tokens),
      label: strings.ms(ms),
    })),
    base: 10,
    format: strings.times,
  };
}

function figure({ title, lightning, softmax, dots, base, format }: Chart, maxTokens: number): HTMLElement {
  const x: LogScale = { min: minTokens, max: maxTokens, from: size.left, to: size.width - size.right };
  const contexts = spaced(x, 60);
  const values = [...contexts.flatMap((tokens) => [lightning(tokens), softmax(tokens)])];
  const all = [...values, ...dots.map(({ value }) => value)].filter((value) => value > 0);
  const y: LogScale = {
    min: Math.min(...all) * 0.8,
    max: Math.max(...all) * 1.25,
    from: size.height - size.bottom,
    to: size.top,
  };
  const line = (of: (tokens: number) => number, className: string): SVGElement =>
    svg('polyline', {
      class: className,
      points: contexts.map((tokens) => `${positionOf(tokens, x)},${positionOf(of(tokens), y)}`).join(' '),
    });
  const drawing = svg('svg', {
    viewBox: `0 0 ${size.width} ${size.height}`,
    role: 'img',
    'aria-label': title,
  });
  for (const value of ticks(y, base, 5)) {
    const at = positionOf(value, y);
    drawing.append(
      svg('line', { class: 'grid', x1: size.left, x2: size.width - size.right, y1: at, y2: at }),
      svg('text', { class: 'tick end', x: size.left - 6, y: at + 4 }, format(value)),
    );
  }
  for (const value of ticks(x, 4, 7)) {
    const at = positionOf(value, x);
    drawing.append(svg('text', { class: 'tick middle', x: at, y: size.height - 18 }, tokensLabel(value)));
  }
  drawing.append(
    svg('text', { class: 'tick middle', x: size.width / 2, y: size.height - 3 }, strings.contextAxis),
    line(softmax, 'line softmax'),
    line(lightning, 'line lightning'),
    ...dots.map(({ tokens, value, label }) => {
      const dot = svg('circle', { class: 'dot', r: 4, cx: positionOf(tokens, x), cy: positionOf(value, y) });
      dot.append(svg('title', {}, `${strings.measured}: ${tokensLabel(tokens)}, ${label}`));
      return dot;
    }),
  );
  return create('figure', 'chart', create('figcaption', '', title), drawing);
}

function key(): HTMLElement {
  const entry = (kind: string, text: string): HTMLElement => create('li', '', create('i', kind), text);
  const computed = (name: string): string => `${name} (${strings.computed})`;
  return create(
    'ul',
    'chart-key',
    entry('line lightning', computed(strings.thisModel)),
    entry('line softmax', computed(strings.softmax)),
    entry('dot', strings.measured),
  );
}

function table([memory, time]: Chart[], maxTokens: number): HTMLElement {
  const { contextColumn, memoryColumn, timeColumn, thisModel, softmaxShort } = strings;
  const contexts = [1024, 32_768, 1_048_576].filter((tokens) => tokens <= maxTokens);
  const rows = contexts.map((tokens) => {
    const cells = [memory!, time!].flatMap(({ lightning, softmax, format }) => [
      format(lightning(tokens)),
      format(softmax(tokens)),
    ]);
    return create('tr', '', head('row', tokensLabel(tokens)), ...cells.map((text) => create('td', '', text)));
  });
  const pair = [thisModel, softmaxShort].map((text) => head('col', text));
  return create(
    'table',
    'glass-table',
    create(
      'thead',
      '',
      create('tr', '', create('td'), head('colgroup', memoryColumn), head('colgroup', timeColumn)),
      create('tr', '', head('col', contextColumn), ...pair, ...pair.map((cell) => cell.cloneNode(true))),
    ),
    create('tbody', '', ...rows),
  );
}

function head(scope: 'row' | 'col' | 'colgroup', text: string): HTMLTableCellElement {
  const cell = create('th', '', text);
  cell.scope = scope;
  // The columns of this model and of the other one.
  if (scope === 'colgroup') cell.colSpan = 2;
  return cell;
}

/** For example "64", "4K", "1M". */
function tokensLabel(tokens: number): string {
  if (tokens >= 2 ** 20) return `${Math.round(tokens / 2 ** 20)}M`;
  return tokens >= 1024 ? `${Math.round(tokens / 1024)}K` : String(tokens);
}

function svg(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  if (text) element.textContent = text;
  return element;
}
