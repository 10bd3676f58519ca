// The state of the page, in one place: the loaded model, the conversation, the answer in progress; and who wants to hear of it.

import type {
  FetchEvent,
  FinishPart,
  GenerateOptions,
  Model,
  ToolRunPart,
  ToolRunResult,
} from '../src/index.ts';
import type { ModelPlace } from './model-place.ts';
import type { OpenSession } from './server-session.ts';
import { loadSettings, type Settings, saveSettings } from './settings.ts';

export interface AppState {
  /** Undefined while it loads. */
  model: Model | undefined;
  /** Whether the model could not be loaded. */
  unavailable: boolean;
  /** The session that is shown, or is to be shown when there is a model; undefined for a new conversation. */
  name: string | undefined;
  /** That session, when the model has opened it. */
  session: OpenSession | undefined;
  settings: Settings;
  /** Aborts the answer that is being written; undefined between answers. */
  answering: AbortController | undefined;
}

/** What listeners hear. */
export interface AppEvents {
  /** The state has changed. */
  change: AppState;
  /** A part of an answer, as it comes; 'round-finish' and 'finish' have its figures. */
  part: ToolRunPart | FinishPart<ToolRunResult>;
  /** A file of the model was fetched. */
  shard: FetchEvent;
}

/** Whether a server answers because there is no model on this device. */
export function isServerAlone({ model, unavailable, settings }: Readonly<AppState>): boolean {
  const { engine, server } = settings;
  return !model && unavailable && engine === 'server' && server.baseURL !== '' && server.model !== '';
}

/** Whether there is what answers. */
export function canAnswer(state: Readonly<AppState>): boolean {
  return state.model !== undefined || isServerAlone(state);
}

type Listeners = { [Name in keyof AppEvents]: Set<(event: AppEvents[Name]) => void> };

/** Options of answers by which a panel gets more parts to show. */
export type ObservingOptions = Pick<GenerateOptions, 'routing' | 'logprobs' | 'topLogprobs'>;

export class App {
  /** Where the model is that is loaded next. */
  place: ModelPlace;
  /** Of the answers that begin from now on. */
  observing: ObservingOptions = {};
  readonly #state: AppState = {
    model: undefined,
    unavailable: false,
    name: undefined,
    session: undefined,
    settings: loadSettings(),
    answering: undefined,
  };
  readonly #listeners: Listeners = { change: new Set(), part: new Set(), shard: new Set() };

  constructor(place: ModelPlace) {
    this.place = place;
  }

  get state(): Readonly<AppState> {
    return this.#state;
  }

  /** Changes the state; listeners are called at once. */
  set(change: Partial<AppState>): void {
    Object.assign(this.#state, change);
    this.emit('change', this.#state);
  }

  /** Changes settings, and stores them. */
  setSettings(change: Partial<Settings>): void {
    // Other tabs may have stored other changes.
    saveSettings({ ...loadSettings(), ...change });
    this.set({ settings: { ...this.#state.settings, ...change } });
  }

  emit<Name extends keyof AppEvents>(name: Name, event: AppEvents[Name]): void {
    for (const listener of this.#listeners[name]) listener(event);
  }

  /** Calls the listener from now on. Returns how to stop that. */
  on<Name extends keyof AppEvents>(name: Name, listener: (event: AppEvents[Name]) => void): () => void {
    this.#listeners[name].add(listener);
    return () => this.#listeners[name].delete(listener);
  }
}
