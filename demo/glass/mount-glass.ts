// The glass engine: a panel that shows what the engine does. Fetched when it is first opened.

import type { Model } from '../../src/index.ts';
import type { AppEvents, ObservingOptions } from '../app.ts';

/** What the panel may use of the page. */
export interface GlassApp {
  /** Address of the model's folder. */
  readonly address: string;
  /** `model` is undefined while it loads; `answering` is undefined between answers. */
  readonly state: { readonly model: Model | undefined; readonly answering: AbortController | undefined };
  /** By this the panel gets more parts of the answers that begin from now on: routing and log-probabilities. */
  observing: ObservingOptions;
  /** Calls the listener for parts of answers, fetched files, and changes of the state. Returns how to stop that. */
  on<Name extends keyof AppEvents>(name: Name, listener: (event: AppEvents[Name]) => void): () => void;
}

/** Shows the panel in an empty container. Returns how to end it; the container is emptied then. */
export function mountGlass(_container: HTMLElement, _app: GlassApp): () => void {
  return () => {};
}
