// Posts a request to a server, again where that may help.

import { abortable, sleep } from '../async.ts';
import { DownloadError, type PocketM1Error } from '../errors.ts';
import { retryAfterMs } from '../shards/download-errors.ts';
import { writeExactJson } from '../text/exact-json.ts';
import { serverError } from './server-error.ts';

export interface ServerAddress {
  url: string;
  headers: Readonly<Record<string, string>>;
  fetch: typeof fetch;
  /** How often a request is repeated. */
  maxRetries: number;
  /** How long the server may be silent, in milliseconds; Infinity is for ever. */
  silenceMs: number;
}

/** A server that asks for more than this is not asked again. */
const maxRetryAfterMs = 60_000;
const firstBackOffMs = 500;
/** Of a timer. */
const maxMs = 2 ** 31 - 1;

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
  const silence = new Silence(server, signal);
  const response = await request(server, writeExactJson(body), silence);
  const reader = response.body!.getReader();
  try {
    for (;;) {
      const { done, value } = await silence.during(() => reader.read());
      if (done) return;
      yield value;
    }
  } catch (cause) {
    silence.stop.throwIfAborted();
    throw new DownloadError('truncated', `${server.url}: the connection broke before the answer's end.`, {
      details: { url: server.url },
      cause,
    });
  } finally {
    // Ends the connection when the caller leaves early.
    reader.cancel().catch(() => {});
  }
}

async function request(server: ServerAddress, body: string, silence: Silence): Promise<Response> {
  const { stop } = silence;
  for (let retries = 0; ; retries++) {
    stop.throwIfAborted();
    const attempt = await silence.during(() => send(server, body, stop));
    if (!('error' in attempt)) return attempt;
    const { error, mayRetry } = attempt;
    const wanted = Number(error.details.retryAfterMs ?? 0);
    if (!mayRetry || retries >= server.maxRetries || wanted > maxRetryAfterMs) throw error;
    await sleep(Math.max(wanted, firstBackOffMs * 2 ** retries * (1 + Math.random() / 4)), stop);
  }
}

async function send(
  { url, headers, fetch }: ServerAddress,
  body: string,
  signal: AbortSignal,
): Promise<Response | { error: PocketM1Error; mayRetry: boolean }> {
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', headers, body, signal });
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
  const said = await response.text().catch(() => '');
  signal.throwIfAborted();
  const error = serverError(said, {
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

/** Ends work of the server when it has been silent for too long, or when the caller's signal aborts. */
class Silence {
  /** Aborts in both cases. */
  readonly stop: AbortSignal;
  readonly #abort = new AbortController();
  readonly #server: ServerAddress;

  constructor(server: ServerAddress, signal: AbortSignal) {
    this.#server = server;
    this.stop = AbortSignal.any([signal, this.#abort.signal]);
  }

  /** Rejects with the reason of `stop` even if the work goes on, such as that of a `fetch` that takes no signal. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const { url, silenceMs } = this.#server;
    const end = (): void => {
      const message = `${url}: the server has been silent for ${silenceMs / 1000} seconds.`;
      this.#abort.abort(new DownloadError('network', message, { details: { url, silenceMs } }));
    };
    const timer = setTimeout(end, Math.min(silenceMs, maxMs));
    try {
      return await abortable(work(), this.stop);
    } finally {
      clearTimeout(timer);
    }
  }
}
