// Detects a dead connection to a host. Silence is measured over all requests together, because a request may wait for a free
// connection, or behind another response, while bytes arrive for others.

export interface Watchdog {
  /** Aborts with a `TimeoutError` after too long a silence. */
  signal: AbortSignal;
  stop(): void;
}

/** Interval at which other tabs are notified of arriving bytes. */
const NOTIFY_MS = 1_000;

export class Line {
  #lastBytesAt = Number.NEGATIVE_INFINITY;
  #notifiedAt = Number.NEGATIVE_INFINITY;
  readonly #tabs: BroadcastChannel | undefined;

  /** Lines with the same name share arriving bytes across tabs, because all tabs share the browser's connections to a host. */
  constructor(name?: string) {
    if (name === undefined) return;
    this.#tabs = new BroadcastChannel(`pocket-m1 line ${name}`);
    this.#tabs.onmessage = () => {
      this.#lastBytesAt = performance.now();
    };
  }

  /** To be called when bytes have arrived, for any request. */
  bytesArrived(): void {
    const now = performance.now();
    this.#lastBytesAt = now;
    if (now - this.#notifiedAt < NOTIFY_MS) return;
    this.#notifiedAt = now;
    this.#tabs?.postMessage(null);
  }

  /** Stops listening to other tabs. */
  close(): void {
    this.#tabs?.close();
  }

  /** Watches a request that begins now: aborts it when no bytes have arrived for `ms` milliseconds. */
  watch(ms: number): Watchdog {
    const controller = new AbortController();
    const startedAt = performance.now();
    const check = (): void => {
      const silentMs = performance.now() - Math.max(startedAt, this.#lastBytesAt);
      if (silentMs < ms) timer = setTimeout(check, ms - silentMs);
      else controller.abort(new DOMException(`no data arrived for ${ms} ms`, 'TimeoutError'));
    };
    let timer = setTimeout(check, ms);
    return { signal: controller.signal, stop: () => clearTimeout(timer) };
  }
}
