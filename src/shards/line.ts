// Whether the line to a host is alive. Silence is counted over all requests that share it: one that waits for a free
// connection, or whose server sends another answer first, is not to be given up while bytes come for the others.

export interface Watchdog {
  /** Aborts with a `TimeoutError` once the line has been silent for too long. */
  signal: AbortSignal;
  stop(): void;
}

export class Line {
  #lastBytesAt = Number.NEGATIVE_INFINITY;

  /** Bytes have come, for whichever request. */
  feed(): void {
    this.#lastBytesAt = performance.now();
  }

  /** Watches over a request that begins now: no bytes for `ms` milliseconds mean that the host is gone. */
  watch(ms: number): Watchdog {
    const controller = new AbortController();
    const startedAt = performance.now();
    const check = (): void => {
      const silentMs = performance.now() - Math.max(startedAt, this.#lastBytesAt);
      if (silentMs < ms) timer = setTimeout(check, ms - silentMs);
      else controller.abort(new DOMException(`nothing arrived for ${ms} ms`, 'TimeoutError'));
    };
    let timer = setTimeout(check, ms);
    return { signal: controller.signal, stop: () => clearTimeout(timer) };
  }
}
