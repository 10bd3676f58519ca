// One request for a file or its missing part: sends it, reads and verifies the response, and classifies failures.
// download.ts decides whether to try again.

import { DownloadError, IntegrityError } from '../errors.ts';
import { sha256Hex } from '../storage/sha256.ts';
import {
  htmlPage,
  type Request,
  retryAfterMs,
  tooLong,
  truncated,
  unreachable,
  wrongHash,
  wrongStatus,
} from './download-errors.ts';
import type { Host } from './host.ts';
import type { Line } from './line.ts';
import { PartialDownload } from './partial-download.ts';
import type { Admission } from './request-pacer.ts';

export interface FileRequest {
  url: string;
  bytes: number | undefined;
  sha256: string | undefined;
  signal: AbortSignal | undefined;
  onBytes: ((received: number) => void) | undefined;
  stallMs: number;
  fetchOptions: RequestInit;
  /** The bytes received so far, if the download can be resumed. */
  partial: PartialDownload | undefined;
}

/** Whether the status means too many requests. */
export function isRefusalStatus(status: unknown): boolean {
  return status === 429 || status === 503;
}

/** Resolves to undefined when the response does not continue the bytes received; the next request asks for the whole file. */
export async function requestFile(
  file: FileRequest,
  { line, fetch, source }: Pick<Host, 'line' | 'fetch' | 'source'>,
  admission: Admission,
): Promise<ArrayBuffer | undefined> {
  const { url, bytes, signal, partial } = file;
  const watchdog = line.watch(file.stallMs);
  const request: Request = { url, status: null, bytes, received: partial?.received ?? 0, source };
  try {
    const init = partial?.request(file.fetchOptions) ?? file.fetchOptions;
    file.onBytes?.(request.received);
    const signals = signal ? [signal, watchdog.signal] : [watchdog.signal];
    const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
    line.bytesArrived();
    request.status = response.status;
    if (response.redirected) request.redirectedTo = withoutQuery(response.url);
    if (isRefusalStatus(response.status))
      admission.refused(retryAfterMs(response.headers.get('retry-after')));
    else admission.accepted();
    const misfit = partial?.askedForPart && response.status === 416;
    if (!response.ok && !misfit) {
      await response.body?.cancel();
      throw wrongStatus(request, response);
    }
    if (partial?.accept(response) === false) {
      await response.body?.cancel();
      return undefined;
    }
    return await readVerified(file, request, response, line);
  } catch (error) {
    if (error instanceof DownloadError || error instanceof IntegrityError) throw error;
    signal?.throwIfAborted();
    const cause = watchdog.signal.aborted ? watchdog.signal.reason : error;
    // With a status, the headers have arrived and the body is incomplete.
    throw request.status === null ? unreachable(request, cause) : truncated(request, cause);
  } finally {
    watchdog.stop();
  }
}

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** Checks the content by size and hash, not by its Content-Type. */
async function readVerified(
  file: FileRequest,
  request: Request,
  response: Response,
  line: Line,
): Promise<ArrayBuffer> {
  const { bytes, sha256, partial, onBytes = () => {} } = file;
  if (bytes === undefined) {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    await read(response, line, (chunk) => {
      chunks.push(chunk);
      request.received += chunk.byteLength;
    });
    const content = await new Blob(chunks).arrayBuffer();
    throwIfPage(request, response, content);
    return content;
  }
  const body = partial ?? new PartialDownload(bytes);
  request.received = body.received;
  onBytes(request.received);
  await read(response, line, (chunk) => {
    request.received = body.append(chunk);
    if (request.received > bytes) {
      throwIfPage(request, response, body.content);
      throw tooLong(request);
    }
    onBytes(request.received);
  });
  const { received, content } = body;
  if (received < bytes) {
    throwIfPage(request, response, content.slice(0, received));
    throw truncated(request);
  }
  if (sha256 === undefined) return content;
  const actual = await sha256Hex(content);
  if (actual === sha256) return content;
  throwIfPage(request, response, content);
  throw wrongHash(request, sha256, actual);
}

async function read(
  { body }: Response,
  line: Line,
  onChunk: (chunk: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  const reader = body?.getReader();
  try {
    for (;;) {
      const { value: chunk } = (await reader?.read()) ?? {};
      if (chunk === undefined) return;
      line.bytesArrived();
      onChunk(chunk);
    }
  } catch (error) {
    reader?.cancel(error).catch(() => {});
    throw error;
  }
}

/** Throws if the content is an HTML page. Files of a model are binary or JSON, whatever their Content-Type. */
function throwIfPage(request: Request, response: Response, content: ArrayBuffer): void {
  const start = new Uint8Array(content, 0, Math.min(1024, content.byteLength));
  const text = new TextDecoder().decode(start).trimStart();
  const type = response.headers.get('content-type') ?? '';
  const declaredHtml = /^text\/html\b/i.test(type);
  const isText = start.length > 0 && start.every((byte) => byte >= 9) && !/^[{[]/.test(text);
  if (declaredHtml && isText) throw htmlPage(request, type);
  if (text.startsWith('<')) throw htmlPage(request, 'it starts with "<"');
}
