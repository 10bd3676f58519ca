// What the page and its worker say to each other. Calls go through Comlink; what comes in pieces goes over MessagePorts.

import type { CheckedOptions } from '../chat/generate-options.ts';
import type { FetchEvent, FetchOptions, PrefetchMode, Progress } from '../contract/load.ts';
import type { Message, ToolDefinition } from '../contract/messages.ts';
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
  prefixCacheBytes?: number | undefined;
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

/** What comes in pieces, over a port given to the worker; 'result' and 'error' are the last word. */
export type StreamMessage<Item, Result> =
  | { type: 'item'; item: Item }
  | { type: 'result'; result: Result }
  | { type: 'error'; error: WireError };

/** What the page may say while it waits for more of a stream. */
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
  /** Starts, or queues, a generation: a stream of batches of parts, then a `GenerationResult`. */
  generate(messages: readonly Message[], options: CheckedOptions, port: MessagePort): void;
  /** How many tokens the prompt of a conversation has. Does not wait for generations. */
  countTokens(messages: readonly Message[], tools: readonly ToolDefinition[]): Promise<number>;
  /** Whether experts are fetched ahead of need from now on. */
  setPrefetch(mode: PrefetchMode): void;
  /** Fetches every expert into storage: a stream of `PrefetchProgress`, then nothing. */
  prefetchAll(port: MessagePort): void;
}
