// Pauses background work during more urgent work.

export class Gate {
  #pauses = 0;
  readonly #onPause = new Set<() => void>();
  readonly #onResume = new Set<() => void>();

  get paused(): boolean {
    return this.#pauses > 0;
  }

  /** Pauses background work until the returned function has been called. Pauses may overlap. */
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

  /** Resolves when there is no pause; rejects with the signal's reason. */
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
