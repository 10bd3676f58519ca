// The glass engine: a panel that shows what the engine does. Fetched when it is first opened.

import './glass.css';
import './tokens.css';
import './charts.css';
import type { FinishPart, Model } from '../../src/index.ts';
import type { AppEvents, ObservingOptions } from '../app.ts';
import { create } from '../elements.ts';
import type { ModelPlace } from '../model-place.ts';
import { AnswerRecord, alternativesAsked } from './answer-record.ts';
import { BudgetComparison } from './budget-comparison.ts';
import { ContextChart } from './context-chart.ts';
import { oncePerFrame, onThemeChange } from './drawing.ts';
import { MemoryFigures, SourceFigures, SpeedFigures } from './figures.ts';
import { HeatMap } from './heat-map.ts';
import { glassStrings as strings } from './strings.ts';
import { Timeline } from './timeline.ts';
import type { GlassState, View } from './view.ts';

/** What the panel may use of the page. */
export interface GlassApp {
  readonly place: ModelPlace;
  /** `model` is undefined while it loads; `answering` is undefined between answers. */
  readonly state: { readonly model: Model | undefined; readonly answering: AbortController | undefined };
  /** By this the panel gets more parts of the answers that begin from now on: routing and log-probabilities. */
  observing: ObservingOptions;
  /** Calls the listener for parts of answers, fetched files, and changes of the state. Returns how to stop that. */
  on<Name extends keyof AppEvents>(name: Name, listener: (event: AppEvents[Name]) => void): () => void;
}

/** How often the worker is asked where its experts are while files are being fetched. */
const placesEveryMs = 1000;

/** Shows the panel in an empty container. Returns how to end it; the container is emptied then. */
export function mountGlass(container: HTMLElement, app: GlassApp): () => void {
  const panel = new GlassPanel(container, app);
  return () => panel.end();
}

class GlassPanel {
  readonly #app: GlassApp;
  readonly #container: HTMLElement;
  readonly #frame = oncePerFrame(() => this.#draw());
  readonly #views: View[];
  readonly #stops: (() => void)[];
  readonly #state: GlassState = {
    model: undefined,
    record: undefined,
    selected: 0,
    places: [],
    memory: undefined,
    contextTokens: undefined,
    measured: [],
  };
  #answering: AbortController | undefined;
  /** Whether the last token is shown, also when others follow. */
  #follows = true;
  #asking: ReturnType<typeof setTimeout> | undefined;

  constructor(container: HTMLElement, app: GlassApp) {
    this.#app = app;
    this.#container = container;
    const redraw = this.#frame.request;
    this.#views = [
      new SpeedFigures(),
      new HeatMap(redraw),
      new Timeline(redraw, (index) => this.#select(index)),
      new SourceFigures(),
      new MemoryFigures(),
      new ContextChart(),
      new BudgetComparison(app),
    ];
    container.classList.add('glass');
    const close = closeButton();
    const head = create('div', 'glass-head', create('h2', '', strings.title), close);
    container.replaceChildren(head, ...this.#views.map(({ element }) => element));
    // What the panel replaces may have been scrolled.
    container.parentElement!.scrollTop = 0;
    close.focus({ preventScroll: true });
    app.observing = { routing: 'stream', logprobs: 'stream', topLogprobs: alternativesAsked };
    this.#stops = [
      app.on('change', () => this.#follow()),
      app.on('part', (part) => this.#take(part)),
      app.on('shard', (shard) => {
        this.#state.record?.fetched(shard);
        if (shard.layer !== null) this.#askSoon();
        redraw();
      }),
      onThemeChange(() => {
        for (const view of this.#views) view.themeChanged?.();
        redraw();
      }),
    ];
    this.#answering = app.state.answering;
    this.#follow();
    redraw();
  }

  end(): void {
    this.#app.observing = {};
    for (const stop of this.#stops) stop();
    for (const view of this.#views) view.end?.();
    clearTimeout(this.#asking);
    this.#frame.cancel();
    this.#container.replaceChildren();
  }

  #draw(): void {
    const { record } = this.#state;
    const last = (record?.tokens.length ?? 0) - 1;
    if (this.#follows) this.#state.selected = Math.max(0, last);
    for (const view of this.#views) view.draw(this.#state);
  }

  #select(index: number | undefined): void {
    this.#follows = index === undefined;
    this.#state.selected = index ?? 0;
    this.#frame.request();
  }

  /** Follows the page's state: a model that was loaded, an answer that has begun. */
  #follow(): void {
    const { model, answering } = this.#app.state;
    if (model !== this.#state.model) {
      Object.assign(this.#state, {
        model,
        // It may have another shape.
        record: undefined,
        places: [],
        memory: undefined,
        measured: [],
        contextTokens: undefined,
      });
      void this.#ask();
    }
    if (answering && answering !== this.#answering) this.#begin();
    this.#answering = answering;
    this.#frame.request();
  }

  #begin(): void {
    const { model } = this.#state;
    if (!model) return;
    const { layers, numLocalExperts: experts, numExpertsPerTok: expertsPerToken } = model.config;
    this.#follows = true;
    this.#state.record = new AnswerRecord(
      { layers: layers.length, experts, expertsPerToken },
      performance.now(),
    );
  }

  #take(part: AppEvents['part']): void {
    const { record } = this.#state;
    if (part.type === 'tool-result') return;
    if (part.type === 'round-finish' || part.type === 'finish') {
      // The end of the last round is followed by that of all.
      if (record?.end) return;
      // One that a server has written says nothing of this engine.
      if (record?.tokens.length === 0) return;
      record?.finish(part);
      const { promptTokens, completionTokens } = part.usage;
      this.#state.contextTokens = promptTokens + completionTokens;
      void this.#ask().then(() => this.#measure(part));
    } else {
      // Another answer of the same question follows the results of tools.
      if (record?.end) this.#begin();
      if (!this.#state.record?.add(part, performance.now())) return;
    }
    this.#frame.request();
  }

  /** Adds what the ended answer shows of its context's cost. */
  #measure({ usage, timings }: Pick<FinishPart, 'usage' | 'timings'>): void {
    const { memory, measured, record } = this.#state;
    if (!memory) return;
    const { decodeTokensPerSecond: speed } = timings;
    const waited = record?.tokens.some(({ faults }, i) => i > 0 && faults > 0);
    measured.push({
      tokens: usage.promptTokens + usage.completionTokens,
      bytes: memory.kvBytes + memory.stateBytes,
      ms: speed > 0 && !waited ? 1000 / speed : undefined,
    });
    this.#frame.request();
  }

  #askSoon(): void {
    this.#asking ??= setTimeout(() => void this.#ask(), placesEveryMs);
  }

  /** Asks the worker where its experts are, and what its memory holds. */
  async #ask(): Promise<void> {
    clearTimeout(this.#asking);
    this.#asking = undefined;
    const { model } = this.#state;
    if (!model) return;
    try {
      const [places, memory] = await Promise.all([model.experts(), model.memory()]);
      if (this.#state.model === model) Object.assign(this.#state, { places, memory });
    } catch {
      // The worker is gone; the page says so at the next question.
    }
    this.#frame.request();
  }
}

function closeButton(): HTMLElement {
  const close = create('button', 'quiet', '×');
  close.type = 'button';
  close.ariaLabel = strings.close;
  close.addEventListener('click', () => {
    const toggle = document.querySelector<HTMLElement>('[aria-controls="glass"]');
    toggle?.click();
    toggle?.focus();
  });
  return close;
}
