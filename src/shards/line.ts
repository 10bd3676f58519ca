// Whether the line to a host is alive. Silence is counted over all requests that share it: one that waits for a free
// connection, or whose server sends another answer first, is not to be given up while bytes come for the others.

export interface Watchdog {
  /** Aborts with a `TimeoutError` once the line has been silent for too long. */
  signal: AbortSignal;
  stop(): void;
}

/** Other tabs hear this often that bytes come. */
const TELL_MS = 1_000;

export class Line {
  #lastBytesAt = Number.NEGATIVE_INFINITY;
  #toldAt = Number.NEGATIVE_INFINITY;
  readonly #tabs: BroadcastChannel | undefined;

  /** All tabs of a browser share its few connections to a host: those whose lines have the same name share their clock. */
  constructor(name?: string) {
    if (name === undefined) return;
    this.#tabs = new BroadcastChannel(`pocket-m1 line ${name}`);
    this.#tabs.onmessage = () => {
      this.#lastBytesAt = performance.now();
    };
  }

  /** Bytes have come, for whichever request. */
  feed(): void {
    const now = performance.now();
    this.#lastBytesAt = now;
    if (now - this.#toldAt < TELL_MS) return;
    this.#toldAt = now;
    this.#tabs?.postMessage(null);
  }

  /** Other tabs are not heard any more. */
  close(): void {
    this.#tabs?.close();
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
