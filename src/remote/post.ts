// Posts a request to a server, again where that may help.

import { sleep } from '../async.ts';
import { DownloadError, type PocketM1Error } from '../errors.ts';
import { retryAfterMs } from '../shards/download-errors.ts';
import { serverError } from './server-error.ts';

export interface ServerAddress {
  url: string;
  headers: Readonly<Record<string, string>>;
  fetch: typeof fetch;
  /** How often a request is repeated. */
  maxRetries: number;
  /** How long the server may be silent, in milliseconds. */
  silenceMs: number;
}

/** A server that asks for more than this is not asked again. */
const maxRetryAfterMs = 60_000;
const firstBackOffMs = 500;

/**
 * The body of a successful answer, in chunks. A request is repeated when the server cannot be reached, and after the statuses
 * 408, 409, 429 and 5xx, unless the server says that it is useless. Once the answer has begun, nothing is repeated.
 * @throws DownloadError `network`, also after silence, `truncated` when the answer breaks off, `http-status`; PocketM1Error as
 * the server says; the signal's reason.
 */
export async function* post(
  server: ServerAddress,
  body: object,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const silence = new Silence(server);
  const stop = AbortSignal.any([signal, silence.signal]);
  try {
    const response = await silence.during(() => request(server, body, stop));
    const reader = response.body!.getReader();
    try {
      for (;;) {
        const { done, value } = await silence.during(() => reader.read());
        if (done) return;
        yield value;
      }
    } catch (cause) {
      stop.throwIfAborted();
      throw new DownloadError('truncated', `${server.url}: the connection broke before the answer's end.`, {
        details: { url: server.url },
        cause,
      });
    } finally {
      // Ends the connection when the caller leaves early.
      reader.cancel().catch(() => {});
    }
  } finally {
    silence.end();
  }
}

async function request(server: ServerAddress, body: object, signal: AbortSignal): Promise<Response> {
  for (let retries = 0; ; retries++) {
    signal.throwIfAborted();
    const attempt = await send(server, body, signal);
    if (attempt instanceof Response) return attempt;
    const { error, mayRetry } = attempt;
    const wanted = Number(error.details.retryAfterMs ?? 0);
    if (!mayRetry || retries >= server.maxRetries || wanted > maxRetryAfterMs) throw error;
    await sleep(Math.max(wanted, firstBackOffMs * 2 ** retries * (1 + Math.random() / 4)), signal);
  }
}

async function send(
  { url, headers, fetch }: ServerAddress,
  body: object,
  signal: AbortSignal,
): Promise<Response | { error: PocketM1Error; mayRetry: boolean }> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      body: JSON.stringify(body),
      signal,
    });
  } catch (cause) {
    signal.throwIfAborted();
    const why = cause instanceof Error ? cause.message : String(cause);
    const error = new DownloadError(
      'network',
      `${url}: no answer (${why}): check the address, the connection and the server's CORS headers.`,
      { details: { url }, cause },
    );
    return { error, mayRetry: true };
  }
  const { status } = response;
  if (response.ok) return checkType(url, response);
  const error = serverError(await response.text().catch(() => ''), {
    url,
    status,
    retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
  });
  const isPassing = status === 408 || status === 409 || status === 429 || status >= 500;
  return { error, mayRetry: isPassing && response.headers.get('x-should-retry') !== 'false' };
}

function checkType(url: string, response: Response): Response | { error: PocketM1Error; mayRetry: boolean } {
  const type = response.headers.get('content-type') ?? 'nothing';
  if (/^text\/event-stream\b/.test(type) && response.body !== null) return response;
  response.body?.cancel().catch(() => {});
  const error = new DownloadError(
    'unexpected-content',
    `${url}: expected a stream of events, got ${type}: check that this is the address of a chat completions API.`,
    { details: { url, expected: 'text/event-stream', actual: type } },
  );
  return { error, mayRetry: false };
}

/** Aborts when the server has been silent for too long while something waits for it. */
class Silence {
  readonly #abort = new AbortController();
  readonly #server: ServerAddress;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(server: ServerAddress) {
    this.#server = server;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    const { url, silenceMs } = this.#server;
    this.#timer = setTimeout(() => {
      this.#abort.abort(
        new DownloadError('network', `${url}: the server has been silent for ${silenceMs / 1000} seconds.`, {
          details: { url, silenceMs },
        }),
      );
    }, silenceMs);
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
