// How fast one host is asked: as fast as the browser can, until the host answers 429 or 503. From then on all requests
// for it keep an interval and wait for each other, and get faster again while the host answers. No retries here: a
// refused request is sent again by download.ts.

/** The interval after a first refusal. */
const FIRST_INTERVAL_MS = 100;
/** While the host answers some requests: where others fail at any speed, as behind one broken backend, slowness is no cure. */
const MAX_INTERVAL_MS = 500;
/** While it refuses all. */
const MAX_BLIND_INTERVAL_MS = 6_400;
/** Shorter intervals are none. */
const MIN_INTERVAL_MS = 4;
/** What is left of an interval after one more answer. */
const RELAXATION = 0.9;
/** Browsers open no more connections to an HTTP/1.1 server; a limit beyond that is none. */
const MAX_LIMIT = 6;

/** A request that may be sent now. Exactly one of the first two is called, and then `end`. */
export interface Admission {
  /** The host has answered, with whatever but a refusal. */
  accepted(): void;
  /** The host has answered 429 or 503; `retryAfterMs` is what it asked for, null if nothing. */
  refused(retryAfterMs: number | null): void;
  /** The connection is free again. Idempotent. */
  end(): void;
}

interface Waiter {
  admit(): void;
  fail(reason: unknown): void;
}

export class RequestPacer {
  /** Requests that were accepted since the pacer was created. */
  acceptances = 0;
  readonly #queue: Waiter[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Requests that have been sent and have not ended. */
  #open = 0;
  #limit = Number.POSITIVE_INFINITY;
  /** Between the beginnings of two requests. */
  #intervalMs = 0;
  #notBefore = 0;
  /** When the interval was last lengthened: refusals of requests sent before that say nothing of it. */
  #slowedAt = Number.NEGATIVE_INFINITY;
  /** Times the interval was lengthened without an answer in between. */
  #blindRises = 0;
  /** The first refusal since the last answer. */
  #refusedSince: number | undefined;

  /** Resolves when a request may be sent: in the order of the calls, or before all that wait if it goes `first`. */
  admit(signal: AbortSignal | undefined, first = false): Promise<Admission> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        admit: () => {
          signal?.removeEventListener('abort', leave);
          resolve(this.#admission());
        },
        fail: (reason) => {
          signal?.removeEventListener('abort', leave);
          reject(reason);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      if (first) this.#queue.unshift(waiter);
      else this.#queue.push(waiter);
      this.#dispatch();
    });
  }

  /** Whether the host has answered with nothing but refusals for `ms` milliseconds. */
  refusesFor(ms: number): boolean {
    return this.#refusedSince !== undefined && performance.now() - this.#refusedSince >= ms;
  }

  /** Rejects all that wait, and lets the host show anew whether it answers. */
  giveUp(reason: unknown): void {
    this.#refusedSince = undefined;
    for (const waiter of this.#queue.splice(0)) waiter.fail(reason);
  }

  #admission(): Admission {
    const sentAt = performance.now();
    this.#open += 1;
    let ended = false;
    return {
      accepted: () => this.#accept(sentAt),
      refused: (retryAfterMs) => this.#refuse(sentAt, retryAfterMs),
      end: () => {
        if (ended) return;
        ended = true;
        this.#open -= 1;
        this.#dispatch();
      },
    };
  }

  #accept(sentAt: number): void {
    this.acceptances += 1;
    this.#refusedSince = undefined;
    if (sentAt < this.#slowedAt) return;
    this.#limit = this.#limit < MAX_LIMIT ? this.#limit + 1 : Number.POSITIVE_INFINITY;
    // What nothing but refusals has led to, which may have been an outage, is taken back step by step.
    const relaxed = this.#intervalMs * (this.#blindRises > 1 ? 0.5 : RELAXATION);
    this.#intervalMs = relaxed < MIN_INTERVAL_MS ? 0 : relaxed;
    this.#blindRises = Math.max(0, this.#blindRises - 1);
  }

  #refuse(sentAt: number, retryAfterMs: number | null): void {
    const now = performance.now();
    this.#refusedSince ??= now;
    // As many as the host has taken at a time.
    this.#limit = Math.max(1, Math.min(this.#limit, this.#open - 1));
    if (sentAt >= this.#slowedAt) {
      const most = this.#blindRises > 0 ? MAX_BLIND_INTERVAL_MS : Math.max(MAX_INTERVAL_MS, this.#intervalMs);
      this.#intervalMs = Math.min(most, Math.max(FIRST_INTERVAL_MS, 2 * this.#intervalMs));
      this.#slowedAt = now;
      this.#blindRises += 1;
    }
    // Spread, so that many clients do not return at the same moment.
    const pauseMs = Math.max(retryAfterMs ?? 0, this.#intervalMs * (1 + Math.random() / 2));
    this.#notBefore = Math.max(this.#notBefore, now + pauseMs);
  }

  #dispatch(): void {
    clearTimeout(this.#timer);
    while (this.#queue.length > 0 && this.#open < this.#limit) {
      const now = performance.now();
      if (now < this.#notBefore) {
        this.#timer = setTimeout(() => this.#dispatch(), this.#notBefore - now);
        return;
      }
      this.#notBefore = now + this.#intervalMs;
      this.#queue.shift()?.admit();
    }
  }
}
