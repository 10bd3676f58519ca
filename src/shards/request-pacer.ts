// Limits the rate of requests to one host. There is no limit until the host answers 429 or 503; then requests keep an
// interval and are limited in number, and the limits relax with each accepted request. download.ts repeats refused requests.

/** The interval after the first refusal. */
const FIRST_INTERVAL_MS = 100;
/** Maximum while the host accepts some requests, because others may fail at any rate, as behind one broken backend. */
const MAX_INTERVAL_MS = 500;
/** Maximum while the host refuses all requests. */
const MAX_BLIND_INTERVAL_MS = 6_400;
/** Shorter intervals become 0. */
const MIN_INTERVAL_MS = 4;
/** If the host asks for a longer wait than this, the download fails, and the requests for other files do not wait. */
export const MAX_RETRY_AFTER_MS = 60_000;
/** After this time without requests, although they were allowed, earlier refusals no longer count. */
const IDLE_MS = 30_000;
/** Factor of the interval after each accepted request. */
const RELAXATION = 0.9;
/** Browsers open at most this many connections to an HTTP/1.1 server, so larger limits have no effect. */
const MAX_LIMIT = 6;

/** A request that may be sent now. The holder calls `accepted` or `refused` once, and then `end`. */
export interface Admission {
  /** The host has answered with any status but 429 and 503. */
  accepted(): void;
  /** The host has answered 429 or 503, with the wait that it asked for, or null. */
  refused(retryAfterMs: number | null): void;
  /** The connection is free again. Idempotent. */
  end(): void;
}

interface Waiter {
  admit(): void;
  fail(reason: unknown): void;
}

export class RequestPacer {
  /** Number of requests accepted so far. */
  acceptances = 0;
  readonly #queue: Waiter[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Requests that have been admitted and have not ended. */
  #open = 0;
  #limit = Number.POSITIVE_INFINITY;
  /** Interval between the starts of two requests. */
  #intervalMs = 0;
  #notBefore = 0;
  /** When the interval last grew. Answers to requests sent before that do not count for the new interval. */
  #slowedAt = Number.NEGATIVE_INFINITY;
  /** How often the interval grew without an accepted request in between. */
  #blindRises = 0;
  /** Time of the first refusal since the last accepted request, or the last time without requests. */
  #refusedSince: number | undefined;

  /** Resolves when a request may be sent: in the order of the calls, or before all waiting ones with `first`. */
  admit(signal: AbortSignal | undefined, first = false): Promise<Admission> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.#isIdle()) this.#refusedSince = undefined;
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

  /** Whether the host has refused every request for `ms` milliseconds. */
  refusesFor(ms: number): boolean {
    return this.#refusedSince !== undefined && performance.now() - this.#refusedSince >= ms;
  }

  /** Rejects all waiting requests and restarts the clock of `refusesFor`. */
  rejectWaiting(reason: unknown): void {
    this.#refusedSince = undefined;
    for (const waiter of this.#queue.splice(0)) waiter.fail(reason);
  }

  #isIdle(): boolean {
    const allowedMs = performance.now() - this.#notBefore;
    return this.#open === 0 && this.#queue.length === 0 && allowedMs > IDLE_MS;
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
    // An interval that grew while all requests were refused, perhaps in an outage, shrinks faster.
    const relaxed = this.#intervalMs * (this.#blindRises > 1 ? 0.5 : RELAXATION);
    this.#intervalMs = relaxed < MIN_INTERVAL_MS ? 0 : relaxed;
    this.#blindRises = Math.max(0, this.#blindRises - 1);
  }

  #refuse(sentAt: number, retryAfterMs: number | null): void {
    const now = performance.now();
    this.#refusedSince ??= now;
    // As many as the host accepted at the same time.
    this.#limit = Math.max(1, Math.min(this.#limit, this.#open - 1));
    if (sentAt >= this.#slowedAt) {
      const maxMs =
        this.#blindRises > 0 ? MAX_BLIND_INTERVAL_MS : Math.max(MAX_INTERVAL_MS, this.#intervalMs);
      this.#intervalMs = Math.min(maxMs, Math.max(FIRST_INTERVAL_MS, 2 * this.#intervalMs));
      this.#slowedAt = now;
      this.#blindRises += 1;
    }
    // With jitter, so that clients do not return at the same time.
    const askedMs = retryAfterMs !== null && retryAfterMs <= MAX_RETRY_AFTER_MS ? retryAfterMs : 0;
    const pauseMs = Math.max(askedMs, this.#intervalMs * (1 + Math.random() / 2));
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
