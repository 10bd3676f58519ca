// Background work gives way: it passes the gate while nobody holds it.

export class Gate {
  #holds = 0;
  readonly #onHold = new Set<() => void>();
  readonly #onRelease = new Set<() => void>();

  get held(): boolean {
    return this.#holds > 0;
  }

  /** Closes the gate until the returned function is called, and all others like it. */
  hold(): () => void {
    this.#holds += 1;
    if (this.#holds === 1) for (const listener of this.#onHold) listener();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#holds -= 1;
      if (this.#holds === 0) for (const listener of [...this.#onRelease]) listener();
    };
  }

  /** Runs `listener` whenever the gate closes. Returns how to stop listening. */
  onHold(listener: () => void): () => void {
    this.#onHold.add(listener);
    return () => void this.#onHold.delete(listener);
  }

  /** Resolves while the gate is open; rejects with the signal's reason. */
  async opened(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    while (this.held) {
      await new Promise<void>((resolve, reject) => {
        const done = () => {
          this.#onRelease.delete(done);
          signal?.removeEventListener('abort', done);
          if (signal?.aborted) reject(signal.reason);
          else resolve();
        };
        this.#onRelease.add(done);
        signal?.addEventListener('abort', done);
      });
    }
  }
}
