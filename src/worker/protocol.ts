// The protocol between the page and its worker. Calls go through Comlink; streams go over MessagePorts.

import type { ProxyMarked } from 'comlink';
import type { CheckedCompleteOptions, CheckedOptions } from '../chat/generate-options.ts';
import type { OpenedSession } from '../chat/open-session.ts';
import type { SaveAs, SessionQuestion } from '../chat/session.ts';
import type { FetchEvent, FetchOptions, PrefetchMode, Progress } from '../contract/load.ts';
import type { ExpertPlace, ModelMemory } from '../contract/memory.ts';
import type { Message, Tool, ToolDefinition } from '../contract/messages.ts';
import type { ModelConfig } from '../contract/model-config.ts';
import type { ModelFolder } from '../shards/folder-fetch.ts';
import type { Turn } from '../text/read-messages.ts';
import type { WireError } from './wire-error.ts';

/** The properties of a loaded model. */
export interface ModelInfo {
  name: string;
  revision: string;
  config: ModelConfig;
  /** Maximum number of tokens in a prompt and its answer together. */
  contextLength: number;
  /** The name of the GPU, as far as the browser reports it. */
  gpuName: string;
  /** Whether the server was unreachable, so that all files are read from storage. */
  offline: boolean;
}

export interface LoadRequest {
  contextLength?: number | undefined;
  kvCache?: 'f16' | 'f32' | undefined;
  expertBudgetBytes?: number | undefined;
  prefixCacheBytes?: number | undefined;
  sessionStateBytes?: number | undefined;
  /** Default: true, unless the user has asked to save data. */
  prefetch?: PrefetchMode | undefined;
  fetchOptions?: FetchOptions | undefined;
  /** Files lose their paths on the way to the worker, so they have them as keys. */
  folder?: ModelFolder | undefined;
}

/** Events of the worker, over the port given to `load`. */
export type HostEvent =
  | { type: 'progress'; progress: Progress }
  | { type: 'warning'; warning: WireError }
  | { type: 'shard'; shard: FetchEvent }
  // The worker holds this lock as long as it lives.
  | { type: 'alive'; lock: string };

/** A message of a stream, over a port given to the worker; 'result' or 'error' is the last one. */
export type StreamMessage<Item, Result> =
  | { type: 'item'; item: Item }
  | { type: 'result'; result: Result }
  | { type: 'error'; error: WireError };

/** The page's only message on a stream's port. */
export interface AbortMessage {
  type: 'abort';
}

/** A text on the page, of which the worker asks for the next piece when it needs it. Exposed by Comlink on a port. */
export interface RemoteText {
  /** Undefined at its end. */
  next(): Promise<string | undefined>;
}

/** The port of the `RemoteText` of a user message. */
export interface TextPort {
  /** The index of the message. */
  message: number;
  port: MessagePort;
}

/** Tokenizes one text that the page sends in pieces. Called through a Comlink proxy. */
export interface RemoteEncoder {
  /** The ids that are certain with this piece. */
  push(text: string): Uint32Array;
  /** The remaining ids. */
  end(): Uint32Array;
}

/** The release of the page; some earlier builds do not send it. */
export interface Sender {
  release?: string;
}

/**
 * The sessions of one page, by ids that the page chooses; a new id is a new session. A session runs one call at a time. The
 * methods throw a `WireError`.
 */
export interface SessionsHost extends ProxyMarked {
  open(id: number, name: string): Promise<OpenedSession>;
  import(id: number, file: ArrayBuffer, trusted: boolean): Promise<OpenedSession>;
  /** A stream like that of `Host.generate`. With `saveAs`, the session is saved before the result. */
  generate(id: number, question: SessionQuestion, saveAs: SaveAs | undefined, port: MessagePort): void;
  /** The same for the unfinished answer, from its beginning. */
  resume(id: number, saveAs: SaveAs | undefined, port: MessagePort): void;
  /** Discards everything after these messages, of which the prompt has these tools. */
  rewind(id: number, messages: readonly Turn[], tools: readonly Tool[]): Promise<void>;
  fork(id: number, as: number): Promise<void>;
  save(id: number, saveAs: SaveAs, messages: readonly Turn[]): Promise<void>;
  export(id: number, described: Omit<SaveAs, 'name'>, messages: readonly Turn[]): Promise<ArrayBuffer>;
  release(id: number): Promise<void>;
}

/** The worker's methods. They throw a `WireError`. */
export interface Host {
  /** The release of the worker. */
  readonly release: string;
  readonly sessions: SessionsHost;
  /** Loads the one model this worker serves. `url` is absolute. */
  load(url: string, request: LoadRequest & Sender, events: MessagePort): Promise<ModelInfo>;
  /** Starts, or queues, a generation: a stream of batches of parts, then a `GenerationResult`. */
  generate(
    messages: readonly Message[],
    options: CheckedOptions,
    port: MessagePort,
    texts?: readonly TextPort[],
  ): void;
  /** Starts, or queues, what follows a `RemoteText`: a stream like that of `generate`. */
  complete(options: CheckedCompleteOptions, text: MessagePort, port: MessagePort): void;
  /** How many tokens the prompt of a conversation has. Does not wait for generations. */
  countTokens(messages: readonly Message[], tools: readonly ToolDefinition[]): Promise<number>;
  memory(): ModelMemory;
  /** By layer, where each of its experts is; an empty list for a dense layer. */
  experts(): Promise<ExpertPlace[][]>;
  openEncoder(specialTokens: 'text' | 'structure'): RemoteEncoder & ProxyMarked;
  /** The text of token ids. */
  detokenize(ids: Uint32Array): Promise<string>;
  /** Sets when experts are prefetched from now on. */
  setPrefetch(mode: PrefetchMode): void;
  /** Fetches every expert into storage: a stream of `PrefetchProgress`, then nothing. */
  prefetchAll(port: MessagePort): void;
}
