// Pauses background work while something more urgent is under way.

export class Gate {
  #pauses = 0;
  readonly #onPause = new Set<() => void>();
  readonly #onResume = new Set<() => void>();

  get paused(): boolean {
    return this.#pauses > 0;
  }

  /** Pauses background work until the returned function, and that of every other pause, has been called. */
  pause(): () => void {
    this.#pauses += 1;
    if (this.#pauses === 1) for (const listener of this.#onPause) listener();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#pauses -= 1;
      if (this.#pauses === 0) for (const listener of [...this.#onResume]) listener();
    };
  }

  /** Calls `listener` whenever a pause begins. The returned function removes it. */
  onPause(listener: () => void): () => void {
    this.#onPause.add(listener);
    return () => void this.#onPause.delete(listener);
  }

  /** Resolves once nothing pauses background work; rejects with the signal's reason. */
  async opened(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    while (this.paused) {
      await new Promise<void>((resolve, reject) => {
        const done = () => {
          this.#onResume.delete(done);
          signal?.removeEventListener('abort', done);
          if (signal?.aborted) reject(signal.reason);
          else resolve();
        };
        this.#onResume.add(done);
        signal?.addEventListener('abort', done);
      });
    }
  }
}
