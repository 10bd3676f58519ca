// Fetches one file over HTTP into one buffer: streamed, counted, verified, and tried again where that can help.
// It knows neither shards nor storage; what is fetched, and where it is kept, is decided in source.ts.

import { DownloadError, IntegrityError } from '../errors.ts';
import {
  htmlPage,
  type Request,
  tooLong,
  truncated,
  unreachable,
  wrongHash,
  wrongStatus,
} from './download-errors.ts';
import { requireSubtle, sha256Hex } from './sha256.ts';

export interface DownloadOptions {
  /** Exact size of the file; more or fewer bytes are an error. Left out: unknown. */
  bytes?: number | undefined;
  /** Hex SHA-256 the content must have. Left out: not checked. */
  sha256?: string | undefined;
  /** Aborts the download, waits between tries included. */
  signal?: AbortSignal | undefined;
  /** Bytes of this file so far. Starts again from zero when the file is tried again. */
  onBytes?: ((received: number) => void) | undefined;
  /** Passed to `fetch`: headers, credentials, cache … */
  fetchOptions?: RequestInit | undefined;
  /** How often a failure that may pass (no connection, 5xx, 429, a torn body) is tried, in all. Default 3. */
  tries?: number | undefined;
  /** A server that sends nothing for so many milliseconds counts as gone. Default 30 000. */
  stallMs?: number | undefined;
}

/**
 * Downloads one file into an exactly-sized buffer.
 *
 * Throws a `DownloadError` ('network', 'http-status', 'unexpected-content', 'truncated'), an `IntegrityError` when the
 * content has another hash, or the signal's reason (an `AbortError`).
 */
export async function download(url: string, options: DownloadOptions = {}): Promise<ArrayBuffer> {
  const { signal, tries = 3 } = options;
  if (options.sha256 !== undefined) requireSubtle();
  let fetchOptions = options.fetchOptions;
  for (let attempt = 1; ; attempt++) {
    try {
      return await downloadOnce(url, { ...options, fetchOptions });
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof IntegrityError) {
        // Worth one more try past the HTTP cache, which may hold the file of an older deployment.
        if (fetchOptions?.cache === 'reload') throw error;
      } else {
        if (attempt >= tries || !mayPass(error)) throw error;
        await backOff(attempt, signal);
      }
      // A torn body may sit in the HTTP cache as if it were whole, so every further try goes past it.
      fetchOptions = { ...fetchOptions, cache: 'reload' };
    }
  }
}

/** Whether a failure is of the passing kind: a lost connection, an overloaded server. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof DownloadError)) return false;
  if (error.code === 'network' || error.code === 'truncated') return true;
  const { status } = error.details;
  return error.code === 'http-status' && (status === 429 || (typeof status === 'number' && status >= 500));
}

async function downloadOnce(url: string, options: DownloadOptions): Promise<ArrayBuffer> {
  const { bytes, sha256, signal, onBytes = () => {} } = options;
  const watchdog = createWatchdog(options.stallMs ?? 30_000);
  const request: Request = { url, status: null, bytes };
  let received = 0;
  try {
    onBytes(0);
    const signals = signal ? [signal, watchdog.signal] : [watchdog.signal];
    const response = await fetch(url, { ...options.fetchOptions, signal: AbortSignal.any(signals) });
    request.status = response.status;
    const problem = problemOf(request, response);
    if (problem !== undefined) {
      await response.body?.cancel();
      throw problem;
    }
    const content = await readBody(request, response, (total) => {
      watchdog.feed();
      received = total;
      onBytes(total);
    });
    if (sha256 !== undefined) {
      const actual = await sha256Hex(content);
      if (actual !== sha256) throw wrongHash(request, sha256, actual);
    }
    return content;
  } catch (error) {
    if (error instanceof DownloadError || error instanceof IntegrityError) throw error;
    signal?.throwIfAborted();
    const cause = watchdog.signal.aborted ? watchdog.signal.reason : error;
    // Once the headers have come, what breaks is the body.
    throw request.status === null ? unreachable(request, cause) : truncated(request, received, cause);
  } finally {
    watchdog.stop();
  }
}

function problemOf(request: Request, response: Response): DownloadError | undefined {
  if (!response.ok) return wrongStatus(request, response);
  const contentType = response.headers.get('content-type') ?? '';
  return /^text\/html\b/i.test(contentType) ? htmlPage(request, contentType) : undefined;
}

/** The whole body, in a buffer of exactly its size and, where the size is known, without a second copy. */
async function readBody(
  request: Request,
  response: Response,
  onBytes: (received: number) => void,
): Promise<ArrayBuffer> {
  const { bytes } = request;
  if (bytes === undefined) {
    const content = await response.arrayBuffer();
    if (startsLikeHtml(content)) throw htmlPage(request, 'it starts with "<"');
    return content;
  }
  const content = new Uint8Array(bytes);
  const reader = response.body?.getReader();
  let received = 0;
  for (;;) {
    const { value: chunk } = (await reader?.read()) ?? {};
    if (chunk === undefined) break;
    content.set(chunk.subarray(0, bytes - received), received);
    received += chunk.byteLength;
    if (received > bytes) {
      await reader?.cancel();
      break;
    }
    onBytes(received);
  }
  if (received === bytes) return content.buffer;
  if (startsLikeHtml(content.buffer)) throw htmlPage(request, 'it starts with "<"');
  throw received < bytes ? truncated(request, received) : tooLong(request, received);
}

function startsLikeHtml(content: ArrayBuffer): boolean {
  return new TextDecoder().decode(content.slice(0, 64)).trimStart().startsWith('<');
}

interface Watchdog {
  signal: AbortSignal;
  feed(): void;
  stop(): void;
}

/** A signal that aborts once nothing has fed it for `ms` milliseconds. */
function createWatchdog(ms: number): Watchdog {
  const controller = new AbortController();
  const bite = () => controller.abort(new DOMException(`nothing arrived for ${ms} ms`, 'TimeoutError'));
  let timer = setTimeout(bite, ms);
  return {
    signal: controller.signal,
    feed() {
      clearTimeout(timer);
      timer = setTimeout(bite, ms);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Waits about 0.4 s, 0.8 s, 1.6 s …, each spread by half so that many clients do not return at the same moment. */
function backOff(attempt: number, signal: AbortSignal | undefined): Promise<void> {
  const ms = 400 * 2 ** (attempt - 1) * (0.5 + Math.random());
  return new Promise((resolve, reject) => {
    const finish = () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
  });
}
