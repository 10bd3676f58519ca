// The composition root: opens the GPU and the model's files, connects engine and text, and serves one page.

import { type ChatPipeline, generateAnswer } from '../chat/answer.ts';
import { answerTexts } from '../chat/answer-texts.ts';
import { loadChatText } from '../chat/chat-text.ts';
import { completeText } from '../chat/complete.ts';
import type { CheckedCompleteOptions, CheckedOptions } from '../chat/generate-options.ts';
import { tokenizePrompt } from '../chat/prompt.ts';
import type { PrefetchMode, PrefetchProgress } from '../contract/load.ts';
import type { ExpertPlace, ModelMemory } from '../contract/memory.ts';
import type { Message, ToolDefinition } from '../contract/messages.ts';
import { assert, type PocketM1Error } from '../errors.ts';
import { requestGpu } from '../gpu/device.ts';
import { modelUrl } from '../shards/load-manifest.ts';
import { createShardSource, type ShardSource } from '../shards/source.ts';
import { openEngine } from '../startup/open-engine.ts';
import type { RecoveringEngine } from '../startup/recovering-engine.ts';
import { SessionStore } from '../storage/session-store.ts';
import { ShardStore } from '../storage/shard-store.ts';
import { createTuningStore } from '../storage/tuning-store.ts';
import { detokenize, serveEncoder } from './encoder.ts';
import { expertPlaces } from './expert-places.ts';
import { GenerationQueue } from './generation-queue.ts';
import { holdLifeLock } from './life-lock.ts';
import { checkPrefetchMode, Prefetching } from './prefetching.ts';
import { trackProgress } from './progress.ts';
import type { Host, HostEvent, LoadRequest, ModelInfo, Sender, TextPort } from './protocol.ts';
import { RELEASE, requireSameRelease } from './release.ts';
import { remotePieces } from './remote-text.ts';
import { SessionHost } from './session-host.ts';
import { serveStream } from './stream.ts';
import { toWireError } from './wire-error.ts';

export class ModelHost implements Host {
  readonly release = RELEASE;
  #queue: GenerationQueue | undefined;
  #prefetching: Prefetching | undefined;
  #model: ChatPipeline | undefined;
  #engine: RecoveringEngine | undefined;
  #source: ShardSource | undefined;
  #sessions: SessionHost | undefined;
  readonly #opening = new AbortController();

  async load(
    url: string,
    { release, ...request }: LoadRequest & Sender,
    events: MessagePort,
  ): Promise<ModelInfo> {
    try {
      requireSameRelease({ page: release, worker: RELEASE });
      return await this.#load(url, request, (event) => events.postMessage(event));
    } catch (error) {
      throw toWireError(error);
    }
  }

  generate(
    messages: readonly Message[],
    options: CheckedOptions,
    port: MessagePort,
    texts: readonly TextPort[] = [],
  ): void {
    assert(this.#queue && this.#model && this.#prefetching, 'generate was called before load.');
    if (texts.length === 0) {
      this.#queue.add(messages, options, port);
      return;
    }
    const pieces = texts.map(({ message, port }) => ({ message, pieces: remotePieces(port) }));
    this.#serveReading((model, signal) => answerTexts(model, messages, pieces, { ...options, signal }), port);
  }

  complete(options: CheckedCompleteOptions, text: MessagePort, port: MessagePort): void {
    this.#serveReading(
      (model, signal) => completeText(model, remotePieces(text), { ...options, signal }),
      port,
    );
  }

  async countTokens(messages: readonly Message[], tools: readonly ToolDefinition[]): Promise<number> {
    assert(this.#model, 'countTokens was called before load.');
    try {
      return tokenizePrompt(this.#model, messages, tools).ids.length;
    } catch (error) {
      throw toWireError(error);
    }
  }

  memory(): ModelMemory {
    assert(this.#engine, 'memory was called before load.');
    return this.#engine.memory();
  }

  async experts(): Promise<ExpertPlace[][]> {
    assert(this.#engine && this.#source, 'experts was called before load.');
    return expertPlaces(this.#source, this.#engine);
  }

  openEncoder(specialTokens: 'text' | 'structure'): ReturnType<typeof serveEncoder> {
    assert(this.#model, 'openEncoder was called before load.');
    return serveEncoder(this.#model.tokenizer, specialTokens);
  }

  async detokenize(ids: Uint32Array): Promise<string> {
    assert(this.#model, 'detokenize was called before load.');
    try {
      return detokenize(this.#model.tokenizer, ids);
    } catch (error) {
      throw toWireError(error);
    }
  }

  get sessions(): SessionHost {
    assert(this.#sessions, 'sessions were used before load.');
    return this.#sessions;
  }

  setPrefetch(mode: PrefetchMode): void {
    assert(this.#prefetching, 'setPrefetch was called before load.');
    try {
      this.#prefetching.mode = mode;
    } catch (error) {
      throw toWireError(error);
    }
    if (mode === false) this.#opening.abort();
  }

  prefetchAll(port: MessagePort): void {
    assert(this.#prefetching, 'prefetchAll was called before load.');
    const prefetching = this.#prefetching;
    void serveStream<PrefetchProgress, void>(port, (send, signal) => prefetching.all(send, signal));
  }

  /** Queues an answer that also says how far its prompt is read. */
  #serveReading(
    answer: (model: ChatPipeline, signal: AbortSignal) => ReturnType<typeof answerTexts>,
    port: MessagePort,
  ): void {
    assert(this.#queue && this.#model && this.#prefetching, 'the host was used before load.');
    const [model, prefetching] = [this.#model, this.#prefetching];
    this.#queue.serve(
      (signal) =>
        prefetching.around(answer(model, signal), (parts) => parts.some(({ type }) => type !== 'prompt')),
      port,
    );
  }

  async #load(url: string, request: LoadRequest, tell: (event: HostEvent) => void): Promise<ModelInfo> {
    const { prefetch: given = !savesData(), fetchOptions, folder, ...engineOptions } = request;
    const prefetch = checkPrefetchMode(given);
    const progress = trackProgress((progress) => tell({ type: 'progress', progress }));
    const onWarning = (warning: PocketM1Error): void =>
      tell({ type: 'warning', warning: toWireError(warning) });
    progress.manifest();
    const lock = await holdLifeLock();
    if (lock) tell({ type: 'alive', lock });
    const [firstGpu, source] = await Promise.all([
      requestGpu(),
      createShardSource({
        baseUrl: url,
        store: new ShardStore({ onWarning }),
        fetchOptions,
        folder,
        onWarning,
        onProgress: progress.bytes,
        onFetch: (shard) => tell({ type: 'shard', shard }),
      }),
    ]);
    const { manifest, offline } = source;
    // Ignored, because the first answer fetches these experts again and reports the error.
    if (prefetch) source.fetchPrefixExperts(this.#opening.signal).catch(() => {});
    const loadingText = loadChatText((file) => source.file(file), manifest.config.vocabSize);
    const allowed = loadingText.then(({ tokenizer }) => tokenizer.knownIds(manifest.config.vocabSize));
    const building = openEngine({
      openGpu: requestGpu,
      firstGpu,
      tuning: createTuningStore(),
      manifest,
      source,
      allowed,
      onWarning,
      ...engineOptions,
    });
    const [{ tokenizer, ...text }, engine] = await Promise.all([loadingText, building]);
    const model: ChatPipeline = { engine, tokenizer, ...text };
    [this.#model, this.#engine, this.#source] = [model, engine, source];
    const prefetching = new Prefetching({ source, mode: prefetch, sink: engine, onWarning });
    this.#prefetching = prefetching;
    this.#queue = new GenerationQueue((messages, options) =>
      prefetching.around(generateAnswer(model, messages, options)),
    );
    const { name, revision, config } = manifest;
    this.#sessions = new SessionHost({
      context: {
        model: { ...model, engine },
        url: modelUrl(url),
        revision,
        store: new SessionStore(),
        onWarning,
      },
      queue: this.#queue,
      around: (answer) => prefetching.around(answer, (parts) => parts.length > 0),
    });
    progress.ready();
    const { contextLength, gpuName } = engine.current;
    return { name, revision, config, contextLength, gpuName, offline };
  }
}

/** Whether the user has asked to save data, as far as the browser reports it. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData ?? false;
}
