// When experts are fetched ahead of need: not while a first token is waited for, otherwise as the page wishes.

import { abortable, sleep } from '../async.ts';
import type { PrefetchMode, PrefetchProgress } from '../contract/load.ts';
import { PocketM1Error } from '../errors.ts';
import { isTemporary } from '../shards/download.ts';
import type { ExpertSink } from '../shards/prefetch.ts';
import type { ShardSource } from '../shards/source.ts';

/** @throws PocketM1Error `invalid-argument`: what is mistyped must not download everything. */
export function checkPrefetchMode(mode: unknown): PrefetchMode {
  if (typeof mode === 'boolean' || mode === 'idle') return mode;
  const given = typeof mode === 'string' ? `'${mode}'` : String(mode);
  throw new PocketM1Error('invalid-argument', `prefetch is ${given}, expected true, false or 'idle'`, {
    details: { option: 'prefetch', value: String(mode), expected: "true, false or 'idle'" },
  });
}

export interface PrefetchingOptions {
  source: Pick<ShardSource, 'prefetch' | 'pauseBackground'>;
  mode: PrefetchMode;
  sink?: ExpertSink | undefined;
  /** Told once of an expert that cannot be had; lost connections and full storage are not worth a word here. */
  onWarning: (warning: PocketM1Error) => void;
}

/** One that waits for all experts. */
interface Waiter {
  onProgress: (progress: PrefetchProgress) => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** An application that asks something as soon as the model is ready should find the connection free. */
const START_DELAY_MS = 250;

/** After a lost connection. */
const RETRY_MS = 30_000;

export class Prefetching {
  readonly #options: PrefetchingOptions;
  readonly #waiters = new Set<Waiter>();
  #mode: PrefetchMode;
  #run: AbortController | undefined;
  /** Nothing is left to do ahead of need until someone asks again. */
  #over = false;
  #warned = false;
  #progress: PrefetchProgress | undefined;

  constructor(options: PrefetchingOptions) {
    this.#options = options;
    this.#mode = options.mode;
    this.#update(START_DELAY_MS);
  }

  set mode(mode: PrefetchMode) {
    this.#mode = checkPrefetchMode(mode);
    this.#over = false;
    this.#update(0);
  }

  /** Resolves when every expert is stored; rejects with what prevents it. It still gives way to answers. */
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

  /** Passes an answer's parts on. Until the first one, and with 'idle' to the end, nothing is fetched ahead. */
  async *around<Part, Result>(
    answer: AsyncGenerator<Part, Result, undefined>,
  ): AsyncGenerator<Part, Result, undefined> {
    const release = this.#options.source.pauseBackground();
    try {
      let next = await answer.next();
      while (!next.done) {
        if (this.#mode !== 'idle' || this.#waiters.size > 0) release();
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
    const wanted = this.#waiters.size > 0 || (this.#mode !== false && !this.#over);
    if (wanted && !this.#run) {
      this.#run = new AbortController();
      void this.#fetch(this.#run.signal, delayMs);
    } else if (!wanted && this.#run) {
      this.#run.abort(new DOMException('prefetching was stopped', 'AbortError'));
      this.#run = undefined;
      this.#progress = undefined;
    }
  }

  /** Never rejects: those who wait are told. */
  async #fetch(signal: AbortSignal, delayMs: number): Promise<void> {
    const { source, sink } = this.#options;
    try {
      await sleep(delayMs, signal);
      await source.prefetch({
        signal,
        sink,
        onProgress: (progress) => !signal.aborted && this.#tell(progress),
      });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
    if (signal.aborted) return;
    this.#run = undefined;
    this.#progress = undefined;
    this.#over = true;
    for (const waiter of this.#waiters) waiter.resolve();
    this.#waiters.clear();
  }

  #tell(progress: PrefetchProgress): void {
    this.#progress = progress;
    for (const { onProgress } of this.#waiters) onProgress(progress);
  }

  #fail(error: unknown): void {
    for (const waiter of this.#waiters) waiter.reject(error);
    if (!(error instanceof PocketM1Error) || error.code === 'storage') return;
    if (isTemporary(error)) {
      setTimeout(() => {
        this.#over = false;
        this.#update(0);
      }, RETRY_MS);
    } else if (!this.#warned && this.#waiters.size === 0) {
      this.#warned = true;
      this.#options.onWarning(error);
    }
  }
}
