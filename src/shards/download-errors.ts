// The errors of a download, each with one sentence: what was received, what was expected, what to do.

import { DownloadError, IntegrityError } from '../errors.ts';

/** The request that failed. */
export interface Request {
  url: string;
  /** Null before the response. */
  status: number | null;
  /** Exact size of the file, when known. */
  bytes: number | undefined;
  /** Bytes of the file so far, those of earlier requests included. */
  received: number;
  source: 'network' | 'folder';
  /** The address after redirects, if it differs from `url`; without the query, which may hold a signature. */
  redirectedTo?: string;
}

export function unreachable(request: Request, cause: unknown): DownloadError {
  const isFolder = request.source === 'folder';
  const problem = {
    expected: isFolder ? 'a file of the folder' : 'a response',
    actual: `no ${isFolder ? 'file' : 'answer'} (${cause instanceof Error ? cause.message : String(cause)})`,
    advice: isFolder
      ? 'choose the folder again, and let the page read it'
      : "check the address, the connection and the server's CORS headers",
  };
  return new DownloadError('network', sentence(request, problem), options(request, problem, cause));
}

export function wrongStatus(request: Request, response: Response): DownloadError {
  const problem = {
    expected: 'status 200',
    actual: `status ${response.status} ${response.statusText}`.trim(),
    advice: adviceOn(response.status),
  };
  const { details } = options(request, problem);
  const retryAfter = retryAfterMs(response.headers.get('retry-after'));
  return new DownloadError('http-status', sentence(request, problem), {
    details: retryAfter === null ? details : { ...details, retryAfterMs: retryAfter },
  });
}

/** A `Retry-After` header in milliseconds; null when there is none. */
export function retryAfterMs(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? 1000 * Number(header) : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function adviceOn(status: number): string {
  if (status === 401 || status === 403) return 'sign in, or pass credentials or headers in `fetchOptions`';
  if (status === 407 || status === 511) return 'sign in to the network';
  if (status === 429 || status === 503) return 'the server refuses requests for now: try again later';
  return 'check that the file is deployed and readable';
}

export function htmlPage(request: Request, evidence: string): DownloadError {
  const problem = {
    expected: expectedFile(request),
    actual: `an HTML page (${evidence})`,
    advice: request.redirectedTo
      ? 'sign in, if that is a login page, or check the address'
      : "check the address: servers often answer unknown addresses with the app's own page",
  };
  return new DownloadError('unexpected-content', sentence(request, problem), options(request, problem));
}

export function tooLong(request: Request): DownloadError {
  const problem = {
    expected: expectedFile(request),
    actual: `at least ${request.received} bytes`,
    advice: 'deploy the file that belongs to this manifest',
  };
  return new DownloadError('unexpected-content', sentence(request, problem), options(request, problem));
}

export function truncated(request: Request, cause?: unknown): DownloadError {
  const isFolder = request.source === 'folder';
  const problem = {
    expected: expectedFile(request),
    actual: `${request.received} bytes before ${isFolder ? 'reading failed' : 'the connection ended'}`,
    advice: isFolder
      ? 'choose the folder again, because its files may have changed'
      : 'check the connection and try again',
  };
  return new DownloadError('truncated', sentence(request, problem), options(request, problem, cause));
}

export function wrongHash(request: Request, expected: string, actual: string): IntegrityError {
  const problem = {
    expected: `sha-256 ${expected}`,
    actual: `sha-256 ${actual}`,
    advice: 'reload the page if the model was just updated, otherwise deploy the folder again',
  };
  return new IntegrityError('integrity', sentence(request, problem), options(request, problem));
}

interface Problem {
  expected: string;
  actual: string;
  advice: string;
}

function expectedFile({ bytes }: Request): string {
  return bytes === undefined ? 'a JSON file' : `a file of ${bytes} bytes`;
}

function sentence({ url, redirectedTo }: Request, { expected, actual, advice }: Problem): string {
  const address = redirectedTo === undefined ? url : `${url} (redirected to ${redirectedTo})`;
  return `${address}: got ${actual}, expected ${expected}; ${advice}.`;
}

function options({ url, status, redirectedTo }: Request, { expected, actual }: Problem, cause?: unknown) {
  const details = { url, status, expected, actual };
  return { details: redirectedTo === undefined ? details : { ...details, redirectedTo }, cause };
}
