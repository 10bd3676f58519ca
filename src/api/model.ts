// A loaded model on the page: a handle on the worker that runs it.

import { readCountOptions, readGenerateOptions } from '../chat/generate-options.ts';
import type { ChatModel } from '../contract/chat-model.ts';
import type { CountOptions, GenerateOptions } from '../contract/generate.ts';
import type { PrefetchAllOptions, PrefetchMode } from '../contract/load.ts';
import type { Message } from '../contract/messages.ts';
import type { ModelConfig } from '../contract/model-config.ts';
import type { TextSource, Tokenize, TokenizeOptions } from '../contract/tokens.ts';
import { PocketM1Error } from '../errors.ts';
import { readMessages } from '../text/read-messages.ts';
import type { ModelInfo } from '../worker/protocol.ts';
import type { Connection } from './connection.ts';
import { prefetchAll } from './prefetch-all.ts';
import { type ProduceAnswer, Run } from './run.ts';
import { openStream } from './stream.ts';
import { detokenize, tokenBatches, tokenize } from './tokenize.ts';

/**
 * A model that is ready to answer; made by {@link loadModel}. Its functions need no `this`, so that they also work on a
 * reactive store's proxy of it.
 */
export class Model implements ChatModel {
  /** As the manifest calls it. */
  readonly name: string;
  /** Changes whenever a weight does: 16 hex digits. */
  readonly revision: string;
  /** The shape of the model: layers, experts, sizes. */
  readonly config: ModelConfig;
  /** Tokens a prompt and its answer may have together. */
  readonly contextLength: number;
  /** The GPU it runs on, as far as the browser tells; to show, not to parse. */
  readonly gpuName: string;
  /** True when the model was opened from storage, because no server answered, or a page did in its place. */
  readonly offline: boolean;
  readonly #connection: Connection;

  /** @internal */
  constructor(connection: Connection, info: ModelInfo) {
    this.#connection = connection;
    this.name = info.name;
    this.revision = info.revision;
    this.config = info.config;
    this.contextLength = info.contextLength;
    this.gpuName = info.gpuName;
    this.offline = info.offline;
  }

  /**
   * Answers a conversation, or a single question given as a string. Returns at once; whatever goes wrong arrives through
   * the run. One generation runs at a time: further ones wait for their turn, in the order of the calls.
   *
   * A run fails with a `PocketM1Error`: 'invalid-argument' (a message or option is not usable), 'context-exceeded' (the
   * prompt leaves no room for an answer), 'template', a `DownloadError` or `IntegrityError` (an expert could not be
   * fetched; generating again tries again), 'out-of-memory', 'device-lost', 'worker-crashed', 'disposed', 'internal'.
   *
   * @example
   * const run = m1.generate('What is 12 + 34?', { temperature: 0 });
   * for await (const part of run) if (part.type === 'text') print(part.text);
   * const { usage, finishReason } = await run.result;
   */
  readonly generate = (messages: string | readonly Message[], options: GenerateOptions = {}): Run => {
    try {
      const { signal, ...request } = readGenerateOptions(options);
      const turns = readMessages(messages);
      const produce: ProduceAnswer = (stop) =>
        openStream(this.#connection, (host, port) => host.generate(turns, request, port), stop);
      return new Run(produce, signal);
    } catch (error) {
      return new Run(() => {
        throw error;
      });
    }
  };

  /**
   * How many tokens the prompt of a conversation has, as the chat template writes it with these tools: `usage.promptTokens`
   * of a run that is given the same. May be more than the context holds. Does not wait for running generations.
   *
   * Rejects with a `PocketM1Error`: 'invalid-argument' (a message or option is not usable), 'template', 'worker-crashed',
   * 'disposed'.
   *
   * @example
   * const left = m1.contextLength - (await m1.countTokens(messages, { tools }));
   */
  readonly countTokens = async (
    messages: string | readonly Message[],
    options: CountOptions = {},
  ): Promise<number> => {
    const tools = readCountOptions(options);
    const turns = readMessages(messages);
    return this.#connection.call((host) => host.countTokens(turns, tools));
  };

  /**
   * The token ids of a text, as the model reads it without a chat template: all of them, or with `stream: true` batches
   * of ids, while the text is read. However it is cut into pieces, the ids are those of the whole. What is kept meanwhile is
   * the text from the last place on where a word is sure to end, 4,096 characters or a little more in most texts; all of it where
   * the tokenizer is of a kind for which no such place is known. The next pieces are asked for when a batch has been taken.
   * A BOS is put in front where the model's tokenizer_config.json says so.
   *
   * Rejects with what the text's iterator throws, or a `PocketM1Error`: 'invalid-argument', 'worker-crashed', 'disposed'.
   *
   * @example
   * for await (const ids of m1.tokenize(file.stream().pipeThrough(new TextDecoderStream()), { stream: true })) count += ids.length;
   */
  readonly tokenize = ((text: TextSource, options: TokenizeOptions = {}) =>
    options?.stream === true
      ? tokenBatches(this.#connection, text, options)
      : tokenize(this.#connection, text, options)) as Tokenize;

  /**
   * The text of token ids, added tokens spelled. Bytes that are no UTF-8, such as those of a character's half, become U+FFFD.
   * Rejects with a `PocketM1Error`: 'invalid-argument' (not the id of a token), 'worker-crashed', 'disposed'.
   */
  readonly detokenize = (ids: Iterable<number>): Promise<string> => detokenize(this.#connection, ids);

  /**
   * Fetches every expert into storage, so that the model needs no network any more. Resolves when all are there. Answers
   * come first: it pauses until a first token, and whenever an answer needs an expert itself. Calls at the same time
   * share their downloads.
   *
   * Rejects with a `DownloadError` or `IntegrityError` when experts cannot be fetched (what came stays stored), with
   * 'storage' when they cannot be kept, with the signal's reason, 'worker-crashed', 'disposed'.
   *
   * @example
   * await m1.prefetchAll({ onProgress: ({ bytes, totalBytes }) => { bar.value = bytes / totalBytes; } });
   */
  readonly prefetchAll = (options: PrefetchAllOptions = {}): Promise<void> =>
    prefetchAll(this.#connection, options);

  /** Turns fetching ahead of need on or off, as the `prefetch` option of `loadModel` does; a pending `prefetchAll` goes on. Rejects with 'worker-crashed', 'disposed'. */
  readonly setPrefetch = (mode: PrefetchMode): Promise<void> =>
    this.#connection.call((host) => host.setPrefetch(mode));

  /**
   * Ends the worker and frees all memory, the GPU's included. What is running, and what is called later, fails with
   * 'disposed'. What was stored on the device stays. Calling it again does nothing.
   */
  readonly dispose = async (): Promise<void> => {
    this.#connection.close(
      new PocketM1Error('disposed', `The model ${this.name} was disposed: load it again.`),
    );
  };
}
