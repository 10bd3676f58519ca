// Fetches one file over HTTP into one buffer: streamed, counted, verified, and resumed after a break where that can
// help. It knows neither shards nor storage; what is fetched, and where it is kept, is decided elsewhere.

import { sleep } from '../async.ts';
import { DownloadError, IntegrityError } from '../errors.ts';
import { requireSubtle } from '../storage/sha256.ts';
import { Host } from './host.ts';
import { PartialDownload } from './partial-download.ts';
import { isRefusalStatus, requestFile } from './request-file.ts';
import type { RequestPacer } from './request-pacer.ts';

export interface DownloadOptions {
  /** Exact size of the file; more or fewer bytes are an error. Left out: unknown. */
  bytes?: number | undefined;
  /** Hex SHA-256 the content must have. Left out: not checked, and a broken download starts from its first byte again. */
  sha256?: string | undefined;
  /** Aborts the download, waits between tries included. */
  signal?: AbortSignal | undefined;
  /** Bytes received so far. Falls back to zero when the file has to be fetched from its start again. */
  onBytes?: ((received: number) => void) | undefined;
  /** Passed to `fetch`: headers, credentials, cache … */
  fetchOptions?: RequestInit | undefined;
  /** Requests in a row that may fail in a way that may pass (no connection, 5xx but 503, a torn body). Default 4. */
  tries?: number | undefined;
  /** A host that sends nothing for this many milliseconds, whichever file was asked for, counts as gone. Default 20 000. */
  stallMs?: number | undefined;
  /** For how many milliseconds requests are repeated while the host answers nothing but 429 or 503. Default 60 000. */
  refusedMs?: number | undefined;
  /** What the downloads from the same host share. Default: a host of its own. */
  host?: Host | undefined;
  /** What an earlier, aborted call has fetched of this very file; kept up to date. */
  partial?: PartialDownload | undefined;
}

/** A host that asks for a longer wait than this is not waited for: the failure is reported instead. */
const MAX_RETRY_AFTER_MS = 60_000;

/** A file that is refused this often while the host answers other requests is not refused because of their rate. */
const MAX_LONE_REFUSALS = 10;

/**
 * Downloads one file into an exactly-sized buffer.
 *
 * Throws a `DownloadError` ('network', 'http-status', 'unexpected-content', 'truncated'), an `IntegrityError` when the
 * content has another hash, or the signal's reason (an `AbortError`).
 */
export async function download(url: string, options: DownloadOptions = {}): Promise<ArrayBuffer> {
  const { bytes, sha256, signal, onBytes, tries = 4, stallMs = 20_000, host = new Host() } = options;
  if (sha256 !== undefined) requireSubtle();
  // Parts of what may be two files are worth something only where a hash decides about the whole.
  const partial =
    bytes === undefined || sha256 === undefined
      ? undefined
      : (options.partial ?? new PartialDownload(bytes, host.ranges));
  const refusals = new Refusals(host.pacer, options.refusedMs ?? 60_000);
  let { fetchOptions = {} } = options;
  let failures = 0;
  let mismatched = false;
  for (;;) {
    const admission = await host.pacer.admit(signal, refusals.goesFirst);
    const before = partial?.received ?? 0;
    try {
      const request = { url, bytes, sha256, signal, onBytes, stallMs, fetchOptions, partial };
      const content = await requestFile(request, host.line, admission);
      if (content !== undefined) return content;
    } catch (error) {
      signal?.throwIfAborted();
      if (isRefusal(error)) {
        if (!refusals.mayPass(error)) throw error;
        continue;
      }
      if (sha256 !== undefined && isOther(error)) {
        // Worth one more try past the HTTP cache, which may hold the file of an older deployment; so may our first part.
        if (mismatched) throw error;
        mismatched = true;
        partial?.restart();
      } else {
        if (!mayPass(error)) throw error;
        if (error.details.status === null && partial?.unanswered()) continue;
        const gained = (partial?.received ?? 0) - before;
        failures = bytes !== undefined && gained > bytes / 16 ? 1 : failures + 1;
        const asked = Number(error.details.retryAfterMs ?? 0);
        if (failures >= tries || asked > MAX_RETRY_AFTER_MS) throw error;
        admission.end();
        await sleep(Math.max(asked, backOffMs(failures)), signal);
      }
      // A torn body may sit in the HTTP cache as if it were whole, so every further try goes past it.
      fetchOptions = { ...fetchOptions, cache: 'reload' };
    } finally {
      admission.end();
    }
  }
}

/** Counts the refusals of one download, and decides when they are too many. */
class Refusals {
  #count = 0;
  readonly #pacer: RequestPacer;
  readonly #patienceMs: number;
  #lone = 0;
  #acceptances: number;

  constructor(pacer: RequestPacer, patienceMs: number) {
    this.#pacer = pacer;
    this.#patienceMs = patienceMs;
    this.#acceptances = pacer.acceptances;
  }

  /** A refused request goes first, but every third time last, so that others do not wait for one that is always refused. */
  get goesFirst(): boolean {
    return this.#count % 3 !== 0;
  }

  /** Counts one refusal; false when the download has to fail with it. */
  mayPass(error: DownloadError): boolean {
    this.#count += 1;
    if (this.#pacer.acceptances > this.#acceptances) this.#lone += 1;
    this.#acceptances = this.#pacer.acceptances;
    if (this.#lone >= MAX_LONE_REFUSALS || Number(error.details.retryAfterMs ?? 0) > MAX_RETRY_AFTER_MS)
      return false;
    if (!this.#pacer.refusesFor(this.#patienceMs)) return true;
    this.#pacer.giveUp(error);
    return false;
  }
}

/** Whether the host has asked for fewer requests. */
function isRefusal(error: unknown): error is DownloadError {
  return error instanceof DownloadError && isRefusalStatus(error.details.status);
}

/** Whether the content is not that of the file. */
function isOther(error: unknown): boolean {
  return (
    error instanceof IntegrityError || (error instanceof DownloadError && error.code === 'unexpected-content')
  );
}

/** Whether a failure is of the passing kind: a lost connection, an overloaded server. */
export function mayPass(error: unknown): error is DownloadError {
  if (!(error instanceof DownloadError)) return false;
  if (error.code === 'network' || error.code === 'truncated') return true;
  const { status } = error.details;
  return error.code === 'http-status' && (status === 429 || (typeof status === 'number' && status >= 500));
}

/** About 0.4 s, 0.8 s, 1.6 s …, each spread by half so that many clients do not return at the same moment. */
function backOffMs(failures: number): number {
  return 400 * 2 ** (failures - 1) * (0.5 + Math.random());
}
