// Decides when experts are prefetched: not before the first token of an answer, otherwise by the page's `prefetch` mode.

import { abortable, sleep } from '../async.ts';
import type { PrefetchMode, PrefetchProgress } from '../contract/load.ts';
import { PocketM1Error } from '../errors.ts';
import { isTemporary } from '../shards/download.ts';
import type { ExpertSink } from '../shards/prefetch.ts';
import type { ShardSource } from '../shards/source.ts';

/** @throws PocketM1Error `invalid-argument`, because a mistyped mode must not download everything. */
export function checkPrefetchMode(mode: unknown): PrefetchMode {
  if (typeof mode === 'boolean' || mode === 'idle') return mode;
  const given = typeof mode === 'string' ? `'${mode}'` : String(mode);
  throw new PocketM1Error('invalid-argument', `prefetch is ${given}, expected true, false or 'idle'.`, {
    details: { option: 'prefetch', value: String(mode), expected: "true, false or 'idle'" },
  });
}

export interface PrefetchingOptions {
  source: Pick<ShardSource, 'prefetch' | 'pauseBackground'>;
  mode: PrefetchMode;
  sink?: ExpertSink | undefined;
  /** Called once if an expert cannot be fetched, but not for lost connections or full storage. */
  onWarning: (warning: PocketM1Error) => void;
}

/** A call of `all`. */
interface Waiter {
  onProgress: (progress: PrefetchProgress) => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Keeps the connection free for an application that generates as soon as the model is ready. */
const START_DELAY_MS = 250;

/** Delay after a lost connection. */
const RETRY_MS = 30_000;
/** Maximum of the delay that the host asks for. */
const MAX_RETRY_MS = 3_600_000;

export class Prefetching {
  readonly #options: PrefetchingOptions;
  readonly #waiters = new Set<Waiter>();
  #mode: PrefetchMode;
  #run: AbortController | undefined;
  /** Whether the last run has ended, so that only a new call starts another. */
  #ended = false;
  #warned = false;
  #progress: PrefetchProgress | undefined;

  constructor(options: PrefetchingOptions) {
    this.#options = options;
    this.#mode = options.mode;
    this.#update(START_DELAY_MS);
  }

  set mode(mode: PrefetchMode) {
    this.#mode = checkPrefetchMode(mode);
    this.#ended = false;
    this.#update(0);
  }

  /** Resolves when every expert is stored; rejects with the error that prevents it. Answers still pause it. */
  async all(onProgress: (progress: PrefetchProgress) => void, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { onProgress, resolve, reject };
    this.#waiters.add(waiter);
    if (this.#progress) onProgress(this.#progress);
    this.#update(0);
    try {
      await abortable(promise, signal);
    } finally {
      this.#waiters.delete(waiter);
      this.#update(0);
    }
  }

  /**
   * Passes on an answer's parts. Pauses prefetching until the first part for which `hasBegun` returns true, or with 'idle'
   * until the end.
   */
  async *around<Part, Result>(
    answer: AsyncGenerator<Part, Result, undefined>,
    hasBegun: (part: Part) => boolean = () => true,
  ): AsyncGenerator<Part, Result, undefined> {
    const release = this.#options.source.pauseBackground();
    try {
      let next = await answer.next();
      while (!next.done) {
        const mayFetch = this.#mode !== 'idle' || this.#waiters.size > 0;
        if (mayFetch && hasBegun(next.value)) release();
        yield next.value;
        next = await answer.next();
      }
      return next.value;
    } finally {
      release();
      await answer.return(undefined as never);
    }
  }

  #update(delayMs: number): void {
    const wanted = this.#waiters.size > 0 || (this.#mode !== false && !this.#ended);
    if (wanted && !this.#run) {
      this.#run = new AbortController();
      void this.#fetch(this.#run.signal, delayMs);
    } else if (!wanted && this.#run) {
      this.#run.abort(new DOMException('Prefetching was stopped.', 'AbortError'));
      this.#run = undefined;
      this.#progress = undefined;
    }
  }

  /** Never rejects; waiters do. */
  async #fetch(signal: AbortSignal, delayMs: number): Promise<void> {
    const { source, sink } = this.#options;
    try {
      await sleep(delayMs, signal);
      await source.prefetch({
        signal,
        sink,
        onProgress: (progress) => !signal.aborted && this.#report(progress),
      });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
    if (signal.aborted) return;
    this.#run = undefined;
    this.#progress = undefined;
    this.#ended = true;
    for (const waiter of this.#waiters) waiter.resolve();
    this.#waiters.clear();
  }

  #report(progress: PrefetchProgress): void {
    this.#progress = progress;
    for (const { onProgress } of this.#waiters) onProgress(progress);
  }

  #fail(error: unknown): void {
    for (const waiter of this.#waiters) waiter.reject(error);
    if (!(error instanceof PocketM1Error) || error.code === 'storage') return;
    if (isTemporary(error)) {
      const askedMs = Number(error.details.retryAfterMs ?? 0);
      setTimeout(
        () => {
          this.#ended = false;
          this.#update(0);
        },
        Math.min(MAX_RETRY_MS, Math.max(RETRY_MS, askedMs)),
      );
    } else if (!this.#warned && this.#waiters.size === 0) {
      this.#warned = true;
      this.#options.onWarning(error);
    }
  }
}
