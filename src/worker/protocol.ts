// What the page and its worker say to each other. Calls go through Comlink; what comes in pieces goes over MessagePorts.

import type { AnswerPart, GenerateOptions, GenerationResult } from '../contract/generate.ts';
import type { FetchEvent, FetchOptions, PrefetchMode, PrefetchProgress, Progress } from '../contract/load.ts';
import type { Message } from '../contract/messages.ts';
import type { ModelConfig } from '../contract/model-config.ts';
import type { WireError } from './wire-error.ts';

/** What can be said of a loaded model. */
export interface ModelInfo {
  name: string;
  revision: string;
  config: ModelConfig;
  /** Tokens a prompt and its answer may have together. */
  contextLength: number;
  /** The GPU it runs on, as far as the browser tells. */
  gpuName: string;
  /** True when the server could not be reached and everything comes from storage. */
  offline: boolean;
}

export interface LoadRequest {
  contextLength?: number | undefined;
  kvCache?: 'f16' | 'f32' | undefined;
  expertBudgetBytes?: number | undefined;
  /** Left out: true, unless the user asks to save data. */
  prefetch?: PrefetchMode | undefined;
  fetchOptions?: FetchOptions | undefined;
}

/** What the worker tells without being asked, over the port given to `load`. */
export type HostEvent =
  | { type: 'progress'; progress: Progress }
  | { type: 'warning'; warning: WireError }
  | { type: 'shard'; shard: FetchEvent }
  // The worker holds this lock as long as it lives.
  | { type: 'alive'; lock: string };

/** One generation, over the port given to `generate`; 'result' and 'error' are the last word. */
export type RunMessage =
  | { type: 'part'; part: AnswerPart }
  | { type: 'result'; result: GenerationResult }
  | { type: 'error'; error: WireError };

/** Fetching all experts, over the port given to `prefetchAll`; 'done' and 'error' are the last word. */
export type PrefetchMessage =
  | { type: 'progress'; progress: PrefetchProgress }
  | { type: 'done' }
  | { type: 'error'; error: WireError };

/** What the page may say during a generation, or while it waits for all experts. */
export interface AbortMessage {
  type: 'abort';
}

/** Who loads; the pages of some earlier builds do not name their release. */
export interface Sender {
  release?: string;
}

/** The worker, as the page calls it. What a method throws is a `WireError`. */
export interface Host {
  /** The release of the worker. */
  readonly release: string;
  /** Loads the one model this worker serves. `url` is absolute. */
  load(url: string, request: LoadRequest & Sender, events: MessagePort): Promise<ModelInfo>;
  /** Starts, or queues, a generation; everything that comes of it goes over the port. */
  generate(messages: string | readonly Message[], options: GenerateOptions, port: MessagePort): void;
  /** Whether experts are fetched ahead of need from now on. */
  setPrefetch(mode: PrefetchMode): void;
  /** Fetches every expert into storage; everything that comes of it goes over the port. */
  prefetchAll(port: MessagePort): void;
}
