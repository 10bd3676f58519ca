// The page's end of one worker: Comlink calls that fail when the worker dies, instead of waiting for ever.

import { type Remote, wrap } from 'comlink';
import { PocketM1Error } from '../errors.ts';
import type { Host } from '../worker/protocol.ts';
import { fromWireError, type WireError } from '../worker/wire-error.ts';

export class Connection {
  readonly #worker: Worker;
  readonly #host: Remote<Host>;
  readonly #onClose = new Set<(reason: unknown) => void>();
  #closed: { reason: unknown } | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#host = wrap<Host>(worker);
    worker.addEventListener('error', (event) => {
      // The browser would report it as the page's own error.
      event.preventDefault();
      this.close(crash(event.message));
    });
    worker.addEventListener('messageerror', () => this.close(crash('a message could not be read')));
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

function crash(what: string | undefined): PocketM1Error {
  const why =
    what || 'its script could not be loaded; serve worker.js beside index.js, or pass `worker` to loadModel';
  return new PocketM1Error('worker-crashed', `The worker of the model stopped: ${why}`);
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
