// The page's connection to one worker: Comlink calls that reject when the worker ends, instead of waiting for ever.

import { type Remote, releaseProxy, wrap } from 'comlink';
import { type ErrorDetails, PocketM1Error, withFullStop } from '../errors.ts';
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
      // Otherwise the browser would report it as an error of the page.
      event.preventDefault();
      this.close(event.message ? crash(event.message) : scriptFailure(script, blockedBy));
    });
    worker.addEventListener('messageerror', () => this.close(crash('a message could not be read')));
  }

  /** Rejects unless the worker has the page's release. Resolves once the worker's script has been loaded. */
  async requireSameRelease(): Promise<void> {
    const worker = (await this.call((host) => host.release)) as string | undefined;
    requireSameRelease({ page: RELEASE, worker });
  }

  /** Calls the host. Rejects with its error, or with the reason of `close`. */
  async call<T>(work: (host: Remote<Host>) => Promise<T>): Promise<T> {
    if (this.#closed) throw this.#closed.reason;
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

  /** Calls `listener` when the connection closes, or now if it is closed. The returned function removes it. */
  onClose(listener: (reason: unknown) => void): () => void {
    if (this.#closed) listener(this.#closed.reason);
    this.#onClose.add(listener);
    return () => {
      this.#onClose.delete(listener);
    };
  }

  /**
   * Closes the connection unless the returned function is called within `ms`, because an application's own worker may have
   * failed before this class listened for errors.
   */
  expectLife(ms: number): () => void {
    const silence = `it has not answered for ${ms / 1000} s: check that it runs pocket-m1/worker, and that its script was loaded.`;
    const timer = setTimeout(() => this.close(crash(silence)), ms);
    return () => clearTimeout(timer);
  }

  /** Closes the connection when the worker releases this lock, which means that it has ended without an error event. */
  watch(lock: string): void {
    void navigator.locks.request(lock, () =>
      this.close(crash('it was terminated from outside, or by the browser: load the model again.')),
    );
  }

  /** Terminates the worker, with its downloads, locks and GPU memory. Pending calls reject with `reason`. */
  close(reason: unknown): void {
    if (this.#closed) return;
    this.#closed = { reason };
    this.#worker.terminate();
    // Comlink's registry of proxies holds the worker as long as its proxy, which the worker's listeners reach.
    this.#host[releaseProxy]();
    for (const listener of this.#onClose) listener(reason);
    this.#onClose.clear();
  }
}

function crash(reason: string, details: ErrorDetails = {}): PocketM1Error {
  return new PocketM1Error('worker-crashed', withFullStop(`The worker of the model stopped: ${reason}`), {
    details,
  });
}

/** The browser does not report why a script was not loaded, except when a policy of the page blocks it. */
function scriptFailure(
  known: string | undefined,
  blockedBy: SecurityPolicyViolationEvent | undefined,
): PocketM1Error {
  const script = known ?? blockedBy?.blockedURI;
  const problem = `its script ${script ? `${script} ` : ''}could not be loaded`;
  if (!blockedBy) {
    return crash(
      `${problem}. Either it is not served there as JavaScript (serve worker.js beside index.js, or pass \`worker\` to loadModel), or a policy blocks it: a page with Cross-Origin-Embedder-Policy (COEP) needs that header on the script as well, and a content security policy (CSP) must allow it by worker-src.`,
      { url: script ?? null },
    );
  }
  const { originalPolicy } = blockedBy;
  return crash(
    `${problem}, because the page's content security policy blocks it: allow it by worker-src. The policy is: ${originalPolicy}`,
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

/** The error for data that structured cloning rejects, such as functions and DOM nodes. */
function notSent(error: unknown): unknown {
  if (!(error instanceof DOMException) || error.name !== 'DataCloneError') return error;
  const sentence = withFullStop(`Messages and options must be plain data: ${error.message}`);
  return new PocketM1Error('invalid-argument', sentence, { cause: error });
}
