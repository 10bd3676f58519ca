// The engine: token ids in, token ids out, one request at a time. Reads a prompt in chunks, then decodes.

import type { ExpertTraffic } from '../contract/generate.ts';
import type { ModelMemory } from '../contract/memory.ts';
import type { ModelConfig } from '../contract/model-config.ts';
import { PocketM1Error } from '../errors.ts';
import type { Gpu } from '../gpu/device.ts';
import { maxMarks } from '../kernels/control.ts';
import { type AnswerEnd, type AnswerOptions, answerTokens } from './answer-tokens.ts';
import type { Guide } from './guide.ts';
import type { LoadedModel } from './loaded-model.ts';
import { firstChunk, nextChunk } from './pacing.ts';
import { PrefixCache } from './prefix-cache.ts';
import { CheckedPrompt, type PromptSource } from './prompt-source.ts';
import type { Status } from './readback.ts';
import type { Sampling } from './sampling.ts';
import type { Sequence } from './sequence.ts';
import type { RunOptions } from './sequence-run.ts';
import { SessionStates } from './session-states.ts';
import type { SharedPrompt } from './shared-prompt.ts';
import { addStates, type StateBudgets } from './state-memory.ts';
import { createTraffic } from './traffic.ts';

export interface EngineGenerateOptions extends AnswerOptions {
  sampling: Sampling;
  maxTokens: number;
  /** The session whose state this continues and changes. Default: the prefix cache of all prompts. */
  session?: object | undefined;
  /**
   * Returns ascending positions in the prompt at which later prompts may differ from it. The last one is where the answer
   * begins, if another answer may replace it. Not called without a prefix cache. Default: none, and the answer begins at the
   * prompt's end.
   */
  checkpoints?: (() => readonly number[]) | undefined;
  /**
   * Returns where the answer begins, if another may replace it, in a prompt that came in batches and has ended with `tokens`
   * tokens. Default: at its end.
   */
  promptEnd?: ((tokens: number) => number) | undefined;
  /** Called before the prompt is read, with the number of tokens that are in the state already. */
  onCached?: ((tokens: number) => void) | undefined;
  /** Called after each chunk but the last, with how many of the prompt's tokens are read; an empty batch follows. */
  onRead?: ((tokens: number) => void) | undefined;
  /** Sampling one of these ends the answer; it is not part of it. */
  stopIds: readonly number[];
  /** Several answers share the prompt: the first one reads it, and no other change of the engine comes between them. */
  sharedPrompt?: SharedPrompt | undefined;
  /** Chosen experts with a smaller weight are skipped, except for the strongest one. Default 0: none. */
  expertThreshold?: number | undefined;
  /** What says which tokens the answer may have. Default: nothing. */
  guide?: Guide | undefined;
  /** Updated with the answer's expert traffic while it runs. Default: only the result has it. */
  traffic?: ExpertTraffic | undefined;
}

export interface EngineResult extends AnswerEnd {
  promptTokens: number;
  /** Reading the prompt and sampling the first token, in milliseconds. */
  prefillMs: number;
  /** From the first token to the last, in milliseconds. */
  decodeMs: number;
  experts: ExpertTraffic;
}

/** A prompt to read. */
interface Reading extends Pick<EngineGenerateOptions, 'promptEnd' | 'onRead' | 'signal'> {
  sequence: Sequence;
  /** The owner of the sequence. */
  cache: PrefixCache;
  prompt: CheckedPrompt;
  checkpoints: readonly number[];
  /** How many tokens may be sampled after the prompt, which is certain when that has ended. */
  limit: () => number;
}

export class Engine {
  readonly config: ModelConfig;
  readonly contextLength: number;
  readonly gpuName: string;
  readonly #model: LoadedModel;
  /** The states of sessions, with a budget of their own. */
  readonly sessions: SessionStates;
  readonly #cache: PrefixCache;
  readonly #onCpu: boolean;
  /** Tokens of the next chunk of a prompt. */
  #chunk: number;
  #busy = false;
  #disposed = false;

  /** @internal */
  constructor(gpu: Gpu, config: ModelConfig, model: LoadedModel, budgets: StateBudgets) {
    this.config = config;
    this.contextLength = model.executor.forward.contextLength;
    this.gpuName = gpu.name;
    this.#model = model;
    const { sequence } = model;
    this.#cache = new PrefixCache(sequence, budgets.prefixCacheBytes);
    this.sessions = new SessionStates(sequence, budgets.sessionStateBytes);
    // All other sequences inherit this, because they are forks of this one or of its forks.
    sequence.freeMemory = () => [this.#cache, this.sessions].map((states) => states.clear()).some(Boolean);
    this.#onCpu = gpu.onCpu;
    const { chunkTokens } = model.executor.forward;
    this.#chunk = gpu.onCpu ? chunkTokens : Math.min(firstChunk, chunkTokens);
  }

  /**
   * Answers one prompt at a time. Reads only the tokens of the prompt that no cached state begins with, as they come. Yields new
   * ids in batches, without the stop id. Returning early or aborting leaves the engine ready for the next prompt.
   * @throws PocketM1Error `context-exceeded`, `busy`, `disposed`, `device-lost`, `out-of-memory` when the GPU has no memory for
   * more tokens, and the errors of the prompt's source and of fetching an expert.
   */
  async *generate(
    given: readonly number[] | PromptSource,
    options: EngineGenerateOptions,
  ): AsyncGenerator<number[], EngineResult, undefined> {
    const { sampled = 0, traffic = createTraffic(), signal, sharedPrompt } = options;
    this.#check();
    const { contextLength } = this;
    const prompt = new CheckedPrompt(given, { vocabSize: this.config.vocabSize, contextLength });
    const limit = (): number => Math.min(options.maxTokens, contextLength - prompt.tokens.length + sampled);
    this.#busy = true;
    try {
      signal?.throwIfAborted();
      const started = performance.now();
      const counted = { ...options, traffic };
      const { sequence, status } = sharedPrompt?.isKept(this.#model.executor)
        ? await this.#readAgain(prompt, sharedPrompt, counted, limit)
        : yield* this.#read(prompt, counted, limit);
      const prefilled = performance.now();
      const promptTokens = prompt.tokens.length;
      const prefix = { sequence, status, promptTokens, limit: limit() };
      const { decodedAt = prefilled, ...end } = yield* answerTokens(prefix, options);
      return {
        ...end,
        promptTokens,
        prefillMs: prefilled - started,
        decodeMs: decodedAt - prefilled,
        experts: traffic,
      };
    } finally {
      this.#busy = false;
      if (this.#disposed) this.#destroy();
    }
  }

  /** Whether `place` would use this expert. */
  wants(layer: number, expert: number): boolean {
    return !this.#disposed && this.#model.wantsExpert(layer, expert);
  }

  /** Places a prefetched expert on the GPU, so that no answer has to wait for it. `content` is its file. */
  place(layer: number, expert: number, content: ArrayBuffer): void {
    if (!this.#disposed) this.#model.placeExpert(layer, expert, content);
  }

  /** Whether an expert of a layer with experts is on the GPU. */
  holds(layer: number, expert: number): boolean {
    return this.#model.holdsExpert(layer, expert);
  }

  /** Bytes of GPU memory by content. */
  memory(): ModelMemory {
    return { ...this.#model.memory(), ...addStates(this.#cache.memory(), this.sessions.memory()) };
  }

  /** Frees the GPU memory after the running generation has ended. Idempotent. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    if (!this.#busy) this.#destroy();
  }

  #destroy(): void {
    this.#cache.destroy();
    this.sessions.destroy();
    this.#model.destroy();
  }

  // Without memory for another sequence, or with a lost device, the session uses the prefix cache of all prompts.
  async #cacheOf(session: object | undefined): Promise<PrefixCache> {
    return session ? this.sessions.cache().catch(() => this.#cache) : this.#cache;
  }

  /** Loads what the run needs. */
  async #prepareRun(
    options: EngineGenerateOptions,
    prompt: CheckedPrompt,
  ): Promise<Omit<RunOptions, 'limit'>> {
    const { executor } = this.#model;
    const { sampled = 0, onRouting, onLogProbs, topLogProbs = 0 } = options;
    const written = prompt.tokens.ids.subarray(prompt.tokens.length - sampled);
    const records = { recordsRouting: onRouting !== undefined, topLogProbs: onLogProbs && topLogProbs };
    if (records.recordsRouting) await executor.prepareRouting();
    await executor.sampler.prepare({ ...options, ...records });
    return { ...options, ...records, written, keepTokens: true };
  }

  /** Starts another answer to a prompt that an answer before has read. */
  async #readAgain(
    prompt: CheckedPrompt,
    sharedPrompt: SharedPrompt,
    options: EngineGenerateOptions,
    limit: () => number,
  ): Promise<{ sequence: Sequence; status: Status }> {
    options.onCached?.(prompt.tokens.length);
    const run = await this.#prepareRun(options, prompt);
    return sharedPrompt.answer({ ...run, limit: limit() });
  }

  /** Continues the cached sequence that shares most tokens with the prompt: reads the other tokens and samples the next one. */
  async *#read(
    prompt: CheckedPrompt,
    options: EngineGenerateOptions,
    limit: () => number,
  ): AsyncGenerator<number[], { sequence: Sequence; status: Status }, undefined> {
    const { session, expertThreshold, keptTokens, sampled = 0, sharedPrompt } = options;
    const cache = await this.#cacheOf(session);
    const checkpoints = (cache.isOn && options.checkpoints?.()) || [];
    await prompt.follow(cache.isOn ? cache.tokens : [], options.signal);
    const promptEnd = prompt.ended ? checkpoints.at(-1) : Number.POSITIVE_INFINITY;
    // Only the cache of sessions releases what they own.
    const owner = cache === this.#cache ? undefined : session;
    const sequence = await cache.take(prompt.ids, promptEnd, owner, expertThreshold);
    sequence.tokens.share(prompt.tokens);
    options.onCached?.(sequence.tokens.length);
    const run = await this.#prepareRun(options, prompt);
    // Without memory for copies of states, an answer that is cut is read again.
    const mayRollBack = cache.isOn && keptTokens !== undefined;
    const rollsBack = mayRollBack && (await this.#model.executor.prepareRollback(sequence.state));
    sequence.begin({ ...run, rollsBack, limit: limit() });
    const status = yield* this.#prefill({ ...options, sequence, cache, prompt, checkpoints, limit });
    if (sampled === 0) await sharedPrompt?.keep(sequence, status);
    return { sequence, status };
  }

  /** Reads the tokens of the prompt that are not in the sequence, as they come, and samples the next one. */
  async *#prefill({
    sequence,
    cache,
    prompt,
    checkpoints,
    limit,
    promptEnd,
    onRead,
    signal,
  }: Reading): AsyncGenerator<number[], Status, undefined> {
    let isKnown = prompt.ended;
    let positions = cache.positions(isKnown ? prompt.tokens.length : this.contextLength, checkpoints);
    for (;;) {
      const at = sequence.tokens.length;
      // One token more than the chunk shows whether it is the last chunk.
      await prompt.atLeast(at + this.#chunk + 1, signal);
      const { ids } = prompt;
      if (prompt.ended && !isKnown) {
        isKnown = true;
        sequence.setLimit(limit());
        const answerAt = promptEnd?.(ids.length) ?? ids.length;
        cache.endPrompt(answerAt);
        positions = cache.positions(ids.length, [...checkpoints, answerAt]);
      }
      const end = Math.min(at + this.#chunk, positions[maxMarks] ?? ids.length, ids.length);
      const reached = positions.filter((position) => position <= end);
      const marks = reached.filter((position) => position < end).map((position) => position - at);
      const sample = prompt.ended && end === ids.length;
      const chunk = ids.slice(at, end);
      const { status, longestSubmitMs } = await sequence.prefill(chunk, { sample, marks, signal });
      this.#pace(chunk.length, longestSubmitMs);
      for (const position of positions.splice(0, reached.length)) await cache.save(position);
      if (sample) return status;
      if (!onRead) continue;
      onRead(end);
      yield [];
    }
  }

  // Adapters that compute on the CPU have no driver that ends long submits.
  #pace(tokens: number, ms: number): void {
    if (this.#onCpu) return;
    const next = nextChunk(tokens, ms, this.#model.executor.forward.chunkTokens);
    // A shorter chunk, such as a prompt's last one, can only show that chunks are too long.
    if (tokens === this.#chunk || next < tokens) this.#chunk = next;
  }

  #check(): void {
    if (this.#disposed) throw new PocketM1Error('disposed', 'The model was disposed: load it again.');
    if (this.#busy) {
      throw new PocketM1Error('busy', 'The model is answering: wait for that answer to end, or stop it.');
    }
  }
}
