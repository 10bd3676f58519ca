// A conversation with an owner: what can be done with it, and what is saved of it.

import type { GenerationRun } from './chat-model.ts';
import type { GenerateOptions, LocalGenerationResult } from './generate.ts';
import type { Message, StreamedMessage } from './messages.ts';

/** Plain data of the application's own: what JSON can write. */
export type SessionMetadata = Record<string, unknown>;

/** How a session answers unless `generate` is told otherwise. */
export type SessionDefaults = Omit<GenerateOptions, 'signal' | 'n'>;

/** How a session begins, and how it answers; null means left out, and other options are refused. */
export interface SessionOptions extends SessionDefaults {
  /** Text of the system message that it begins with. Default: none. */
  system?: string | null | undefined;
  /**
   * Saves the session on this device under this name after each answer. The first complete answer replaces another session of
   * this name; before it, `onWarning` says so. Default: not saved.
   */
  name?: string | null | undefined;
  /** Saved and listed with it. Default: {}. */
  metadata?: SessionMetadata | null | undefined;
}

/** How full a session's context is. */
export interface ContextUsage {
  /** Tokens of its messages and tools, as a prompt. */
  tokens: number;
  /** Tokens a prompt and its answer may have together. */
  contextLength: number;
}

/**
 * A conversation whose state the model keeps, within `sessionStateBytes`; its messages are always kept. It answers one question
 * at a time: what is called meanwhile fails with 'busy'.
 */
export interface Session {
  /** Under what it is saved after each answer; undefined where it is not. */
  readonly name: string | undefined;
  /** What the application has given to `createSession` or `save`. */
  readonly metadata: Readonly<SessionMetadata>;
  /** The conversation so far, whole answers only. Each change makes a new list. */
  readonly messages: readonly Message[];
  /** Whether `resume` can continue an answer that an error, a crash or a reload interrupted. */
  readonly resumable: boolean;
  /** What that answer is to: `messages` and its input. Undefined where there is none. */
  readonly unfinished: readonly Message[] | undefined;
  /**
   * Answers a user's text, or messages such as the results of tools; with an empty list, the conversation as it is. When the
   * answer is complete, the input and the answer (thinking and calls included) are added to `messages`. If it fails or is
   * stopped, `messages` stay as they were. A session with a name is saved before the run's result resolves; if that fails,
   * the answer still succeeds, and `onWarning` gets the reason. A text that is an iterable is read to its end first, because the
   * session keeps it as a string.
   */
  generate(
    input: string | Message | StreamedMessage | readonly (Message | StreamedMessage)[],
    options?: GenerateOptions,
  ): GenerationRun<LocalGenerationResult>;
  /**
   * Continues an interrupted answer with the same seed; the run has the answer from its beginning. Its tokens so far are read
   * instead of decoded, which sums in another order, so logits may differ in their last digits. Fails with
   * 'invalid-argument' if there is no such answer.
   */
  resume(options?: { signal?: AbortSignal | null | undefined }): GenerationRun<LocalGenerationResult>;
  /**
   * Adds messages without answering, such as an answer that was stopped, or one of another model; they are read with the next
   * prompt. What is saved lacks them until the next save. An unfinished answer is discarded. Rejects with 'invalid-argument',
   * 'busy', 'disposed', 'worker-crashed'.
   */
  append(messages: Message | readonly Message[]): Promise<void>;
  /**
   * Removes the messages from index `toMessage` on; a system message at the beginning cannot be removed. The next answer
   * continues from the nearest state before them. What is saved has them until the next save. Rejects with 'invalid-argument', 'busy', 'disposed', 'worker-crashed'.
   */
  rewind(toMessage: number): Promise<void>;
  /**
   * Another session with the same messages, state and options, without a name. The state is copied when one of the two
   * continues. Rejects with 'busy', 'disposed', 'worker-crashed'.
   */
  fork(): Promise<Session>;
  /**
   * Saves messages and state on this device. A session with a name keeps being saved after each answer.
   *
   * Rejects with 'storage' when there is no room, or, with `details.conflict`, when another session has the name, or it has been
   * saved from elsewhere since this session was opened or saved; what was saved before stays. Where the state has been evicted, or the
   * GPU was lost, the saved state of the messages before is kept. Also with 'busy', 'disposed', 'worker-crashed'.
   *
   * @param name - Default: the session's own.
   */
  save(name?: string | null, options?: SaveOptions): Promise<void>;
  /**
   * Messages, options and state as a file, for `importSession`. Rejects with 'busy', 'disposed', 'worker-crashed'.
   */
  export(): Promise<Blob>;
  /** How many tokens the messages have. Rejects where `generate` would because of them. */
  contextUsage(): Promise<ContextUsage>;
  /** Stops its answer, and frees its state. What is saved stays. Calling it again does nothing. */
  dispose(): Promise<void>;
}

/** How to save a session. null means absent; unknown options are rejected. */
export interface SaveOptions {
  /** Replaces the session's metadata. Default: it stays. */
  metadata?: SessionMetadata | null | undefined;
  /** Whether to replace another session of the name, or what another tab has saved under it. Default false. */
  replace?: boolean | null | undefined;
}

/** How to import a session. */
export interface ImportSessionOptions {
  /**
   * Whether to use the state in the file. A state can hold another conversation than the messages show, so say so only of
   * files that you wrote yourself. Default false: the messages are read again.
   */
  trusted?: boolean | null | undefined;
}

/** What is saved of a session. */
export interface SavedSession {
  /** What it was saved under. */
  name: string;
  /** What the application has saved with it. */
  metadata: SessionMetadata;
  /** When it was saved last, in milliseconds since 1970. */
  updatedAt: number;
  /** How many messages it has. */
  messages: number;
  /** Bytes on this device. */
  bytes: number;
  /** Address of the shard folder of its model. */
  model: string;
}

/** The sessions that are saved on this device. Nothing here needs a model, or touches the browser before it is called. */
export interface SavedSessions {
  /** The one saved last comes first. Rejects with 'storage' where the browser offers none. */
  list(): Promise<SavedSession[]>;
  /** The messages of one, as it was saved last. Rejects with 'storage' when none has this name, or they are damaged. */
  messages(name: string): Promise<Message[]>;
  /**
   * Saves a conversation that no model on this device has answered: a server's, or an imported one. A model that opens it reads its
   * messages; how it answers (tools and other options) stays as it was saved. Rejects with 'invalid-argument' for unusable messages,
   * and with 'storage' when there is no room, or, with `details.conflict`, when one has this name already.
   */
  save(name: string, messages: readonly Message[], options?: SaveOptions): Promise<void>;
  /**
   * Replaces the metadata of one, and not its time. It stays when one that is open is saved, unless that save has metadata of
   * its own; `metadata` of the open one is not changed. Rejects with 'storage' when none has this name.
   */
  setMetadata(name: string, metadata: SessionMetadata): Promise<void>;
  /** Rejects with 'storage' when none has this name, or one has the new name already. One that is open keeps its name. */
  rename(name: string, to: string): Promise<void>;
  /** Resolves with whether there was one. One that is open stays so, and may be saved again. Rejects with 'storage'. */
  delete(name: string): Promise<boolean>;
}
