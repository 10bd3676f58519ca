// A loaded model on the page: a handle to the worker that runs it.

import { transfer } from 'comlink';
import { engineCapabilities } from '../chat/capabilities.ts';
import {
  readCompleteOptions,
  readCountOptions,
  readGenerateOptions,
  requireKnownLength,
} from '../chat/generate-options.ts';
import type { Capability, ChatModel } from '../contract/chat-model.ts';
import type { CompleteOptions, CountOptions, GenerateOptions, StreamedPart } from '../contract/generate.ts';
import type { PrefetchAllOptions, PrefetchMode } from '../contract/load.ts';
import type { ExpertPlace, ModelMemory } from '../contract/memory.ts';
import type { Message } from '../contract/messages.ts';
import type { ModelConfig } from '../contract/model-config.ts';
import type { ImportSessionOptions, Session, SessionOptions } from '../contract/session.ts';
import type { TextSource, Tokenize, TokenizeOptions } from '../contract/tokens.ts';
import { PocketM1Error } from '../errors.ts';
import { type Generate, type ProduceAnswer, Run, startRun } from '../run.ts';
import { readMessages } from '../text/read-messages.ts';
import { claimTexts, refuseTexts, takeTexts } from '../text/streamed-messages.ts';
import { claimText } from '../text/text-pieces.ts';
import type { ModelInfo } from '../worker/protocol.ts';
import type { Connection } from './connection.ts';
import { prefetchAll } from './prefetch-all.ts';
import { createSession, importSession, openSession, type SessionModel } from './session.ts';
import { openStream } from './stream.ts';
import { withTexts } from './text-pump.ts';
import { detokenize, tokenBatches, tokenize } from './tokenize.ts';

/**
 * A model that is ready to answer, as returned by {@link loadModel}. Its functions do not use `this`, so that they also work
 * through a reactive store's proxy.
 */
export class Model implements ChatModel {
  /** The name in the manifest. */
  readonly name: string;
  /** 16 hex digits, which change with any weight. */
  readonly revision: string;
  /** The shape of the model: layers, experts, sizes. */
  readonly config: ModelConfig;
  /** Maximum number of tokens in a prompt and its answer together. */
  readonly contextLength: number;
  /** What the model can do that others of the contract may not. */
  readonly capabilities: ReadonlySet<Capability> = new Set([...engineCapabilities, 'sessions']);
  /** The name of the GPU, as far as the browser reports it; for display only. */
  readonly gpuName: string;
  /** Whether the model was opened from storage, because the server was unreachable or another one answered in its place. */
  readonly offline: boolean;
  readonly #connection: Connection;
  readonly #sessionModel: SessionModel;

  /** @internal */
  constructor(connection: Connection, info: ModelInfo) {
    this.#connection = connection;
    this.name = info.name;
    this.revision = info.revision;
    this.config = info.config;
    this.contextLength = info.contextLength;
    this.gpuName = info.gpuName;
    this.offline = info.offline;
    this.#sessionModel = {
      connection,
      contextLength: info.contextLength,
      countTokens: (messages, tools) => this.countTokens(messages, { tools }),
    };
  }

  /**
   * Answers a conversation, or a question given as a string. Returns at once; the run reports failures. One generation runs at
   * a time; others wait in the order of the calls.
   *
   * A run fails with a `PocketM1Error`: 'invalid-argument' (a message or option is not usable), 'context-exceeded' (the
   * prompt leaves no room for an answer), 'template', a `DownloadError` or `IntegrityError` (an expert could not be
   * fetched; the next generation tries again), 'out-of-memory', 'device-lost', 'worker-crashed', 'disposed', 'internal'.
   *
   * @example
   * const run = m1.generate('What is 12 + 34?', { temperature: 0 });
   * for await (const part of run) if (part.type === 'text') print(part.text);
   * const { usage, finishReason } = await run.result;
   *
   * The text of a user message may be an iterable of strings. It is read as that of {@link Model.complete} is, with the same
   * `prompt` parts and errors; a lost GPU does not read it again. 'drop-oldest' is refused for it, and so is a chat template that
   * does more with the text than write or trim it ('template').
   *
   * @example
   * const text = book.stream().pipeThrough(new TextDecoderStream());
   * const run = m1.generate([{ role: 'user', content: text }, { role: 'user', content: 'Who is the thief?' }]);
   */
  readonly generate = ((given: readonly Message[], options: GenerateOptions = {}) =>
    startRun(() => {
      const { signal, ...request } = readGenerateOptions(options);
      const { messages, texts } = takeTexts(given);
      const turns = readMessages(messages);
      if (texts.length > 0) requireKnownLength(request);
      claimTexts(texts);
      const produce: ProduceAnswer<StreamedPart> = (stop) =>
        withTexts(
          texts.map(({ source }) => source),
          (ports) =>
            openStream(
              this.#connection,
              (host, port) => {
                const named = ports.map((port, i) => ({ message: texts[i]!.message, port }));
                return host.generate(turns, request, port, transfer(named, ports));
              },
              stop,
            ),
        );
      return new Run(produce, signal);
    })) as Generate;

  /**
   * Continues a text, without a chat template: the prompt is the text alone. It may be longer than memory: it is asked for piece
   * by piece, tokenized and read by the model meanwhile, and parts `{ type: 'prompt', tokens, cachedTokens }` say how far. What was
   * read is kept as of any prompt, so that a reading that was aborted or has failed goes on where it was when the same text
   * is given again. The answer is divided into thinking, text and calls as that of `generate`. Runs wait for one another, also
   * while a text is slow to come.
   *
   * A run fails with the very error that the text's iterator throws; with 'context-exceeded' as soon as the tokens so far fill the context;
   * and as one of `generate` does.
   *
   * @example
   * const run = m1.complete(book.stream().pipeThrough(new TextDecoderStream()), { maxTokens: 100 });
   * for await (const part of run) if (part.type === 'prompt') bar.value = part.tokens;
   */
  readonly complete = (prompt: TextSource, options: CompleteOptions = {}): Run<StreamedPart> =>
    startRun(() => {
      const { signal, ...request } = readCompleteOptions(options);
      claimText(prompt, 'complete: the prompt');
      const produce: ProduceAnswer<StreamedPart> = (stop) =>
        withTexts([prompt], ([text]) =>
          openStream(
            this.#connection,
            (host, port) => host.complete(request, transfer(text!, [text!]), port),
            stop,
          ),
        );
      return new Run(produce, signal);
    });

  /**
   * How many tokens the prompt of a conversation has with these tools: the `usage.promptTokens` of a run with the same
   * arguments. May exceed the context. Does not wait for running generations. Counts no iterables, which that would use up.
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
    refuseTexts(takeTexts(messages).texts, 'countTokens');
    const turns = readMessages(messages);
    return this.#connection.call((host) => host.countTokens(turns, tools));
  };

  /**
   * The token ids of a text without a chat template: all of them, or with `stream: true` batches of ids while the text is read.
   * The ids do not depend on how the text is divided into pieces. Memory holds the text after the last certain end of a word,
   * about 4,096 characters in most texts, or the whole text for a tokenizer for which no such place is known. The next pieces
   * are requested after a batch has been taken. Prepends BOS if the model's tokenizer_config.json says so.
   *
   * Rejects with the error of the text's iterator, or a `PocketM1Error`: 'invalid-argument', 'worker-crashed', 'disposed'.
   *
   * @example
   * for await (const ids of m1.tokenize(file.stream().pipeThrough(new TextDecoderStream()), { stream: true })) count += ids.length;
   */
  readonly tokenize = ((text: TextSource, options: TokenizeOptions = {}) =>
    options?.stream === true
      ? tokenBatches(this.#connection, text, options)
      : tokenize(this.#connection, text, options)) as Tokenize;

  /**
   * The text of token ids, with added tokens spelled. Bytes that are not UTF-8, such as a part of a character, become U+FFFD.
   * Rejects with a `PocketM1Error`: 'invalid-argument' (not the id of a token), 'worker-crashed', 'disposed'.
   */
  readonly detokenize = (ids: Iterable<number>): Promise<string> => detokenize(this.#connection, ids);

  /**
   * How many bytes of GPU memory hold weights, experts, keys and values, states, checkpoints. Does not wait for running
   * generations. Rejects with 'worker-crashed', 'disposed'.
   */
  readonly memory = (): Promise<ModelMemory> => this.#connection.call((host) => host.memory());

  /**
   * Where each expert is, by layer: in GPU memory, else stored on this device, else only on the server. The list of a dense layer is
   * empty. Does not wait for running generations. Rejects with 'worker-crashed', 'disposed'.
   */
  readonly experts = (): Promise<ExpertPlace[][]> => this.#connection.call((host) => host.experts());

  /**
   * A conversation whose state the model keeps, within `sessionStateBytes`: it can go back, be forked and be saved. Throws
   * 'invalid-argument' when an option is not usable.
   *
   * @example
   * const session = m1.createSession({ system: 'Answer briefly.', name: 'sums' });
   * const { text } = await session.generate('What is 12 + 34?').result;
   */
  readonly createSession = (options: SessionOptions = {}): Session =>
    createSession(this.#sessionModel, options);

  /** Opens saved sessions. The export `sessions` lists, renames and deletes them, without a model. */
  readonly sessions: {
    /**
     * Opens a saved session without reading its tokens again. If its state cannot be used, because it is damaged or belongs
     * to other weights or another `kvCache`, `onWarning` gets the reason, and the next answer reads the messages again.
     *
     * Rejects with 'storage' if there is no session of this name, its messages are damaged, or there is no storage;
     * with 'worker-crashed', 'disposed'.
     */
    open(name: string): Promise<Session>;
  } = { open: (name) => openSession(this.#sessionModel, name) };

  /**
   * Opens an exported session, without a name. Rejects with 'invalid-argument' if the file is damaged or no such file,
   * with 'worker-crashed', 'disposed'.
   */
  readonly importSession = (file: Blob, options: ImportSessionOptions = {}): Promise<Session> =>
    importSession(this.#sessionModel, file, options);

  /**
   * Fetches every expert into storage, so that the model needs no network from then on. Resolves when all are stored. Pauses
   * until the first token of an answer, and whenever an answer needs an expert. Concurrent calls share their downloads.
   *
   * Rejects with a `DownloadError` or `IntegrityError` when experts cannot be fetched (fetched ones stay stored), with
   * 'storage' when they cannot be stored, with the signal's reason, 'worker-crashed', 'disposed'.
   *
   * @example
   * await m1.prefetchAll({ onProgress: ({ bytes, totalBytes }) => { bar.value = bytes / totalBytes; } });
   */
  readonly prefetchAll = (options: PrefetchAllOptions = {}): Promise<void> =>
    prefetchAll(this.#connection, options);

  /**
   * Turns prefetching on or off, like the `prefetch` option of `loadModel`; a pending `prefetchAll` continues. Rejects with
   * 'invalid-argument', 'worker-crashed', 'disposed'.
   */
  readonly setPrefetch = (mode: PrefetchMode): Promise<void> =>
    this.#connection.call((host) => host.setPrefetch(mode));

  /**
   * Terminates the worker and frees all memory, the GPU's included. Running and later calls fail with 'disposed'. Stored files
   * stay on the device. Idempotent.
   */
  readonly dispose = async (): Promise<void> => {
    this.#connection.close(
      new PocketM1Error('disposed', `The model ${this.name} was disposed: load it again.`),
    );
  };
}
