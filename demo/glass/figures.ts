// Speed, context, where experts came from, and what the GPU's memory holds.

import { create, formatBytes } from '../elements.ts';
import { formatSpeed } from '../turns.ts';
import { Figures, StackedBar, section, setText } from './parts.ts';
import { glassStrings as strings } from './strings.ts';
import type { GlassState, View } from './view.ts';

export class SpeedFigures implements View {
  readonly element: HTMLElement;
  readonly #figures = new Figures({
    speed: strings.speed,
    tokens: strings.tokens,
    faults: strings.faults,
  });
  readonly #meter = create('meter');
  readonly #context = create('span', 'context-label', strings.unknown);

  constructor() {
    this.#meter.min = 0;
    this.#meter.ariaLabel = strings.context;
    this.element = create(
      'div',
      'glass-section',
      this.#figures.element,
      create('div', 'context', create('span', '', strings.context), this.#meter, this.#context),
    );
  }

  draw({ model, record, contextTokens }: Readonly<GlassState>): void {
    const speed = record?.tokensPerSecond;
    this.#figures.set('speed', speed === undefined ? strings.unknown : formatSpeed(speed));
    this.#figures.set('tokens', record ? String(record.tokens.length) : strings.unknown);
    this.#figures.set('faults', record ? String(record.faults) : strings.unknown);
    if (!model) return;
    const tokens = contextTokens ?? 0;
    this.#meter.max = model.contextLength;
    this.#meter.value = tokens;
    setText(this.#context, strings.contextOf(tokens, model.contextLength));
  }
}

export class SourceFigures implements View {
  readonly element: HTMLElement;
  readonly #bar = new StackedBar({
    networkBytes: strings.network,
    storedBytes: strings.storage,
    memoryBytes: strings.memory,
    gpuBytes: strings.gpu,
  });

  constructor() {
    this.element = section(
      strings.sources,
      this.#bar.element,
      create('p', 'glass-note', strings.sourcesHelp),
    );
  }

  draw({ record, memory }: Readonly<GlassState>): void {
    const none = { networkBytes: 0, storedBytes: 0, memoryBytes: 0 };
    const bytes = record?.bytes ?? none;
    const gpuBytes = (record?.expertsAlreadyThere ?? 0) * (memory?.bytesPerExpert ?? 0);
    this.#bar.set({ ...bytes, gpuBytes }, formatBytes);
  }
}

export class MemoryFigures implements View {
  readonly element: HTMLElement;
  readonly #bar = new StackedBar({
    weightBytes: strings.weights,
    expertBytes: strings.expertPages,
    kvBytes: strings.kv,
    stateBytes: strings.states,
    checkpointBytes: strings.checkpoints,
    workingBytes: strings.working,
  });
  readonly #total = new Figures({ total: strings.total });

  constructor() {
    this.element = section(strings.gpuMemory, this.#bar.element, this.#total.element);
  }

  draw({ memory }: Readonly<GlassState>): void {
    if (!memory) return;
    const { bytesPerExpert: _, ...bytes } = memory;
    this.#bar.set(bytes, formatBytes);
    this.#total.set('total', formatBytes(Object.values(bytes).reduce((sum, part) => sum + part, 0)));
  }
}
