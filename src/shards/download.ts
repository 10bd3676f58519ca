// Fetches one file over HTTP into one buffer: streamed, counted, verified, and gone on with after a break where that can
// help. It knows neither shards nor storage; what is fetched, and where it is kept, is decided elsewhere.

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
import { PartialDownload } from './partial-download.ts';
import { requireSubtle, sha256Hex } from './sha256.ts';
import { backOffMs, createWatchdog, sleep } from './waiting.ts';

export interface DownloadOptions {
  /** Exact size of the file; more or fewer bytes are an error. Left out: unknown. */
  bytes?: number | undefined;
  /** Hex SHA-256 the content must have. Left out: not checked, and a broken download starts from its first byte again. */
  sha256?: string | undefined;
  /** Aborts the download, waits between tries included. */
  signal?: AbortSignal | undefined;
  /** Bytes of this file so far. Falls back to zero when the file has to come from its start again. */
  onBytes?: ((received: number) => void) | undefined;
  /** Passed to `fetch`: headers, credentials, cache … */
  fetchOptions?: RequestInit | undefined;
  /** How often in a row a failure that may pass (no connection, 5xx, 429, a torn body) is met. Default 4. */
  tries?: number | undefined;
  /** A server that sends nothing for so many milliseconds counts as gone. Default 20 000. */
  stallMs?: number | undefined;
  /** What an earlier, aborted call has fetched of this very file; kept up to date. */
  partial?: PartialDownload | undefined;
}

/** Longer waits than this are not waited: the failure is reported instead. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/**
 * Downloads one file into an exactly-sized buffer.
 *
 * Throws a `DownloadError` ('network', 'http-status', 'unexpected-content', 'truncated'), an `IntegrityError` when the
 * content has another hash, or the signal's reason (an `AbortError`).
 */
export async function download(url: string, options: DownloadOptions = {}): Promise<ArrayBuffer> {
  const { bytes, sha256, signal, tries = 4 } = options;
  if (sha256 !== undefined) requireSubtle();
  // Parts of what may be two files are worth something only where a hash decides about the whole.
  const partial =
    bytes === undefined || sha256 === undefined ? undefined : (options.partial ?? new PartialDownload(bytes));
  let { fetchOptions = {} } = options;
  let failures = 0;
  let mismatched = false;
  for (;;) {
    signal?.throwIfAborted();
    const before = partial?.received ?? 0;
    try {
      const content = await downloadOnce(url, { ...options, fetchOptions }, partial);
      if (content !== undefined) return content;
    } catch (error) {
      signal?.throwIfAborted();
      if (sha256 !== undefined && isOther(error)) {
        // Worth one more try past the HTTP cache, which may hold the file of an older deployment; so may our first part.
        if (mismatched) throw error;
        mismatched = true;
        partial?.restart();
      } else {
        if (!(error instanceof DownloadError) || !mayPass(error)) throw error;
        const gained = (partial?.received ?? 0) - before;
        failures = bytes !== undefined && gained > bytes / 16 ? 1 : failures + 1;
        const asked = Number(error.details.retryAfterMs ?? 0);
        if (failures >= tries || asked > LONGEST_RETRY_AFTER_MS) throw error;
        await sleep(Math.max(asked, backOffMs(failures)), signal);
      }
      // A torn body may sit in the HTTP cache as if it were whole, so every further try goes past it.
      fetchOptions = { ...fetchOptions, cache: 'reload' };
    }
  }
}

/** Whether something came that is not what was asked for. */
function isOther(error: unknown): boolean {
  return (
    error instanceof IntegrityError || (error instanceof DownloadError && error.code === 'unexpected-content')
  );
}

/** Whether a failure is of the passing kind: a lost connection, an overloaded server. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof DownloadError)) return false;
  if (error.code === 'network' || error.code === 'truncated') return true;
  const { status } = error.details;
  return error.code === 'http-status' && (status === 429 || (typeof status === 'number' && status >= 500));
}

/** One request. Undefined when the answer does not continue what has come; the next request is then for the whole. */
async function downloadOnce(
  url: string,
  options: DownloadOptions & { fetchOptions: RequestInit },
  partial: PartialDownload | undefined,
): Promise<ArrayBuffer | undefined> {
  const { bytes, sha256, signal, onBytes = () => {}, fetchOptions } = options;
  const watchdog = createWatchdog(options.stallMs ?? 20_000);
  const request: Request = { url, status: null, bytes };
  const body = partial ?? (bytes === undefined ? undefined : new PartialDownload(bytes));
  const isPart = (body?.received ?? 0) > 0;
  try {
    const init = body?.request(fetchOptions) ?? fetchOptions;
    onBytes(body?.received ?? 0);
    const signals = signal ? [signal, watchdog.signal] : [watchdog.signal];
    const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
    watchdog.feed();
    request.status = response.status;
    const misfit = isPart && response.status === 416;
    const problem = misfit ? undefined : problemOf(request, response);
    if (problem !== undefined) {
      await response.body?.cancel();
      throw problem;
    }
    if (body === undefined) return await readAll(request, response);
    if (!body.accept(response)) {
      await response.body?.cancel();
      return undefined;
    }
    onBytes(body.received);
    const content = await readInto(body, request, response, (received) => {
      watchdog.feed();
      onBytes(received);
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
    if (request.status === null) body?.unanswered(url);
    // Once the headers have come, what breaks is the body.
    throw request.status === null
      ? unreachable(request, cause)
      : truncated(request, body?.received ?? 0, cause);
  } finally {
    watchdog.stop();
  }
}

function problemOf(request: Request, response: Response): DownloadError | undefined {
  if (!response.ok) return wrongStatus(request, response);
  const contentType = response.headers.get('content-type') ?? '';
  return /^text\/html\b/i.test(contentType) ? htmlPage(request, contentType) : undefined;
}

async function readAll(request: Request, response: Response): Promise<ArrayBuffer> {
  const content = await response.arrayBuffer();
  if (startsLikeHtml(content)) throw htmlPage(request, 'it starts with "<"');
  return content;
}

/** Fills the buffer of a file of known size, which needs no second copy. */
async function readInto(
  body: PartialDownload,
  request: Request,
  response: Response,
  onBytes: (received: number) => void,
): Promise<ArrayBuffer> {
  const reader = response.body?.getReader();
  for (;;) {
    const { value: chunk } = (await reader?.read()) ?? {};
    if (chunk === undefined) break;
    const received = body.append(chunk);
    if (received > body.received) {
      await reader?.cancel();
      if (startsLikeHtml(body.content)) throw htmlPage(request, 'it starts with "<"');
      throw tooLong(request, received);
    }
    onBytes(received);
  }
  if (body.received === request.bytes) return body.content;
  if (startsLikeHtml(body.content)) throw htmlPage(request, 'it starts with "<"');
  throw truncated(request, body.received);
}

function startsLikeHtml(content: ArrayBuffer): boolean {
  return new TextDecoder().decode(content.slice(0, 64)).trimStart().startsWith('<');
}
