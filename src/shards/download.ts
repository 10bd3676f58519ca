// Downloads one file over HTTP into one buffer: streamed, counted, verified, and resumed after a broken connection if
// possible. Independent of shards and storage.

import { sleep } from '../async.ts';
import { DownloadError, IntegrityError } from '../errors.ts';
import { requireSubtle } from '../storage/sha256.ts';
import { Host } from './host.ts';
import { PartialDownload } from './partial-download.ts';
import { isRefusalStatus, requestFile } from './request-file.ts';
import { MAX_RETRY_AFTER_MS, type RequestPacer } from './request-pacer.ts';

export interface DownloadOptions {
  /** Exact size of the file; more or fewer bytes are an error. Default: unknown. */
  bytes?: number | undefined;
  /** Expected SHA-256 in hex. Default: not checked, and a broken download restarts from the first byte. */
  sha256?: string | undefined;
  /** Aborts the download, including waits between tries. */
  signal?: AbortSignal | undefined;
  /** Bytes received so far. Returns to zero when the download restarts. */
  onBytes?: ((received: number) => void) | undefined;
  /** Passed to `fetch`: headers, credentials, cache … */
  fetchOptions?: RequestInit | undefined;
  /** Maximum number of requests in a row that fail temporarily (no connection, 5xx except 503, an incomplete body). Default 4. */
  tries?: number | undefined;
  /** Gives up a request when the host has sent nothing for this many milliseconds, for any file. Default 20 000. */
  stallMs?: number | undefined;
  /** For how many milliseconds requests are repeated while the host answers only 429 or 503. Default 60 000. */
  refusedMs?: number | undefined;
  /** State shared by the downloads from one host. Default: a new one. */
  host?: Host | undefined;
  /** The bytes that an earlier, aborted call has received of this file; updated by this call. */
  partial?: PartialDownload | undefined;
}

/** After this many refusals of one file while the host accepts other requests, the rate of requests is not the reason. */
const MAX_LONE_REFUSALS = 10;

/**
 * Downloads one file into an exactly-sized buffer.
 *
 * @throws DownloadError `network`, `http-status`, `unexpected-content` or `truncated`.
 * @throws IntegrityError when the hash differs.
 * @throws The signal's reason.
 */
export async function download(url: string, options: DownloadOptions = {}): Promise<ArrayBuffer> {
  const { bytes, sha256, signal, onBytes, tries = 4, stallMs = 20_000, host = new Host() } = options;
  if (sha256 !== undefined) requireSubtle();
  // Resuming may join parts of two files, so it needs a hash of the whole.
  const partial =
    bytes === undefined || sha256 === undefined
      ? undefined
      : (options.partial ?? new PartialDownload(bytes, host.ranges));
  const refusals = new Refusals(host.pacer, options.refusedMs ?? 60_000);
  let { fetchOptions = {} } = options;
  let failures = 0;
  let mismatched = false;
  for (;;) {
    const admission = await host.pacer.admit(signal, refusals.hasPriority);
    const before = partial?.received ?? 0;
    try {
      const request = { url, bytes, sha256, signal, onBytes, stallMs, fetchOptions, partial };
      const content = await requestFile(request, host, admission);
      if (content !== undefined) return content;
    } catch (error) {
      signal?.throwIfAborted();
      if (isRefusal(error)) {
        if (!refusals.mayRetry(error)) throw error;
        continue;
      }
      if (sha256 !== undefined && isWrongContent(error)) {
        // Try once more without the HTTP cache and the part received so far: both may be from an older deployment.
        if (mismatched) throw error;
        mismatched = true;
        partial?.restart();
      } else {
        if (!isTemporary(error)) throw error;
        if (error.details.status === null && partial?.unanswered()) continue;
        // A response that began with the first byte again has gained nothing.
        const gained = partial?.startedAt === before ? partial.received - before : 0;
        failures = bytes !== undefined && gained > bytes / 16 ? 1 : failures + 1;
        const retryAfterMs = Number(error.details.retryAfterMs ?? 0);
        if (failures >= tries || retryAfterMs > MAX_RETRY_AFTER_MS) throw error;
        admission.end();
        await sleep(Math.max(retryAfterMs, backOffMs(failures)), signal);
      }
      // Bypass the HTTP cache, which may hold an incomplete body as if it were complete.
      fetchOptions = { ...fetchOptions, cache: 'reload' };
    } finally {
      admission.end();
    }
  }
}

/** Counts the refusals (429, 503) of one download, and decides when there are too many. */
class Refusals {
  #count = 0;
  readonly #pacer: RequestPacer;
  readonly #maxMs: number;
  /** Refusals while the host accepted other requests. */
  #lone = 0;
  #acceptances: number;

  constructor(pacer: RequestPacer, maxMs: number) {
    this.#pacer = pacer;
    this.#maxMs = maxMs;
    this.#acceptances = pacer.acceptances;
  }

  /** A refused request is repeated first, but every third time last, so that one file cannot block all others. */
  get hasPriority(): boolean {
    return this.#count % 3 !== 0;
  }

  /** Counts one refusal. Returns false when the download must fail with it. */
  mayRetry(error: DownloadError): boolean {
    this.#count += 1;
    if (this.#pacer.acceptances > this.#acceptances) this.#lone += 1;
    this.#acceptances = this.#pacer.acceptances;
    if (this.#lone >= MAX_LONE_REFUSALS || Number(error.details.retryAfterMs ?? 0) > MAX_RETRY_AFTER_MS)
      return false;
    if (!this.#pacer.refusesFor(this.#maxMs)) return true;
    this.#pacer.rejectWaiting(error);
    return false;
  }
}

/** Whether the host refused the request because of too many requests. */
function isRefusal(error: unknown): error is DownloadError {
  return error instanceof DownloadError && isRefusalStatus(error.details.status);
}

/** Whether the server sent other content than the file's. */
function isWrongContent(error: unknown): boolean {
  return (
    error instanceof IntegrityError || (error instanceof DownloadError && error.code === 'unexpected-content')
  );
}

/** Whether a failure may be temporary: a lost connection or an overloaded server. */
export function isTemporary(error: unknown): error is DownloadError {
  if (!(error instanceof DownloadError)) return false;
  if (error.code === 'network' || error.code === 'truncated') return true;
  const { status } = error.details;
  return error.code === 'http-status' && (status === 429 || (typeof status === 'number' && status >= 500));
}

/** About 0.4 s, 0.8 s, 1.6 s …, with random jitter so that clients do not return at the same time. */
function backOffMs(failures: number): number {
  return 400 * 2 ** (failures - 1) * (0.5 + Math.random());
}
