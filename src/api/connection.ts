// The page's end of one worker: Comlink calls that fail when the worker dies, instead of waiting for ever.

import { type Remote, wrap } from 'comlink';
import { type ErrorDetails, PocketM1Error } from '../errors.ts';
import type { Host } from '../worker/protocol.ts';
import { RELEASE, requireSameRelease } from '../worker/release.ts';
import { fromWireError, type WireError } from '../worker/wire-error.ts';
import type { ModelWorker } from './model-worker.ts';

export class Connection {
  readonly #worker: Worker;
  readonly #host: Remote<Host>;
  readonly #onClose = new Set<(reason: unknown) => void>();
  #closed: { reason: unknown } | undefined;

  constructor({ worker, script }: ModelWorker) {
    this.#worker = worker;
    this.#host = wrap<Host>(worker);
    let blockedBy: SecurityPolicyViolationEvent | undefined;
    const onViolation = (event: SecurityPolicyViolationEvent): void => {
      if (event.effectiveDirective === 'worker-src' && event.disposition === 'enforce') blockedBy = event;
    };
    globalThis.document?.addEventListener('securitypolicyviolation', onViolation);
    this.onClose(() => globalThis.document?.removeEventListener('securitypolicyviolation', onViolation));
    worker.addEventListener('error', (event) => {
      // The browser would report it as the page's own error.
      event.preventDefault();
      this.close(event.message ? crash(event.message) : scriptFailure(script, blockedBy));
    });
    worker.addEventListener('messageerror', () => this.close(crash('a message could not be read')));
  }

  /** Rejects unless the worker runs the library's own release; it answers as soon as its script has been loaded. */
  async requireSameRelease(): Promise<void> {
    const worker = (await this.call((host) => host.release)) as string | undefined;
    requireSameRelease({ page: RELEASE, worker });
  }

  /** Calls the host. Rejects with what it throws, or with the reason of `close`. */
  async call<T>(work: (host: Remote<Host>) => Promise<T>): Promise<T> {
    let stopListening = (): void => {};
    const closed = new Promise<never>((_, reject) => {
      stopListening = this.onClose(reject);
    });
    try {
      return await Promise.race([closed, work(this.#host)]);
    } catch (error) {
      throw isWireError(error) ? fromWireError(error) : notSent(error);
    } finally {
      stopListening();
    }
  }

  /** Runs `listener` when the connection closes, or now if it is closed. Returns how to stop listening. */
  onClose(listener: (reason: unknown) => void): () => void {
    if (this.#closed) listener(this.#closed.reason);
    this.#onClose.add(listener);
    return () => {
      this.#onClose.delete(listener);
    };
  }

  /**
   * Closes the connection unless the function that is returned is called within `ms`. A worker that the page has made
   * itself may have failed to start before anyone listened.
   */
  expectLife(ms: number): () => void {
    const silence = `it has said nothing for ${ms / 1000} s; does it run pocket-m1/worker, and did its script load?`;
    const timer = setTimeout(() => this.close(crash(silence)), ms);
    return () => clearTimeout(timer);
  }

  /** Closes the connection when this lock, which the worker holds, is free: then it has ended without an error. */
  watch(lock: string): void {
    void navigator.locks.request(lock, () =>
      this.close(crash('it was ended from outside, or by the browser; load the model again')),
    );
  }

  /** Ends the worker and with it all it holds: downloads, locks, GPU memory. What is pending rejects with `reason`. */
  close(reason: unknown): void {
    if (this.#closed) return;
    this.#closed = { reason };
    this.#worker.terminate();
    for (const listener of this.#onClose) listener(reason);
    this.#onClose.clear();
  }
}

function crash(why: string, details: ErrorDetails = {}): PocketM1Error {
  return new PocketM1Error('worker-crashed', `The worker of the model stopped: ${why}`, { details });
}

/** The browser does not say why a script was not loaded, except where a policy of the page forbids it. */
function scriptFailure(
  known: string | undefined,
  blockedBy: SecurityPolicyViolationEvent | undefined,
): PocketM1Error {
  const script = known ?? blockedBy?.blockedURI;
  const what = `its script ${script ? `${script} ` : ''}could not be loaded`;
  if (!blockedBy) {
    return crash(
      `${what}. Either it is not served there as JavaScript (serve worker.js beside index.js, or pass \`worker\` to loadModel), or a policy blocks it: a page with Cross-Origin-Embedder-Policy (COEP) needs that header on the script as well, and a content security policy (CSP) must allow it by worker-src.`,
      { url: script ?? null },
    );
  }
  const { originalPolicy } = blockedBy;
  return crash(
    `${what}, because the page's content security policy blocks it: allow it by worker-src. The policy is: ${originalPolicy}`,
    { url: script ?? null, policy: originalPolicy },
  );
}

function isWireError(error: unknown): error is WireError {
  return (
    typeof error === 'object' &&
    error !== null &&
    !(error instanceof Error) &&
    'code' in error &&
    'stack' in error
  );
}

/** Structured cloning refuses functions, DOM nodes and the like. */
function notSent(error: unknown): unknown {
  if (!(error instanceof DOMException) || error.name !== 'DataCloneError') return error;
  return new PocketM1Error('invalid-argument', `Messages and options must be plain data: ${error.message}`, {
    cause: error,
  });
}
