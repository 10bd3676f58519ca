// What a server says when it cannot answer, as the library's errors.

import { DownloadError, type ErrorCode, PocketM1Error, show, withFullStop } from '../errors.ts';

/** Codes that a server of this library sends, and that are the same mistake here. */
const own: readonly ErrorCode[] = [
  'invalid-argument',
  'unsupported',
  'context-exceeded',
  'template',
  'out-of-memory',
  'device-lost',
  'busy',
  'disposed',
  'internal',
];

/** What other servers call them. */
const codes: Record<string, ErrorCode> = {
  context_length_exceeded: 'context-exceeded',
  exceed_context_size_error: 'context-exceeded',
  unknown_parameter: 'unsupported',
  unsupported_parameter: 'unsupported',
  unsupported_value: 'unsupported',
};

export interface Refusal {
  url: string;
  /** Null for an error inside a stream. */
  status: number | null;
  retryAfterMs?: number | null;
}

/** @param body - The response's text, or the data of an event. It may be anything. */
export function serverError(body: string, { url, status, retryAfterMs = null }: Refusal): PocketM1Error {
  const { message, code, type } = readError(body);
  const said = message === undefined ? '' : `: ${withFullStop(message)}`;
  const sentence = withFullStop(
    status === null ? `${url}: the server ended the answer${said}` : `${url}: status ${status}${said}`,
  );
  const details = { url, status, ...(retryAfterMs !== null && { retryAfterMs }) };
  const known =
    own.find((one) => one === code) ?? codes[code ?? ''] ?? codes[type ?? ''] ?? contextError(message);
  if (known !== undefined && status !== 429) return new PocketM1Error(known, sentence, { details });
  return new DownloadError('http-status', sentence, { details });
}

/** vLLM and SGLang have no code for it. */
function contextError(message: string | undefined): ErrorCode | undefined {
  return message !== undefined && /maximum context length|model's context length/.test(message)
    ? 'context-exceeded'
    : undefined;
}

/** OpenAI's `{ error: { message, code, type } }`, or what vLLM and others make of it; `detail` is FastAPI's. */
function readError(body: string): { message?: string; code?: string; type?: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return {};
  }
  const { error = json } = recordOf(json);
  if (typeof error === 'string') return { message: error };
  const { detail, message = textOf(detail), code, type } = recordOf(error);
  return {
    ...(typeof message === 'string' && { message }),
    ...(typeof code === 'string' && { code }),
    ...(typeof type === 'string' && { type }),
  };
}

function textOf(detail: unknown): string | undefined {
  if (detail === undefined || detail === null) return undefined;
  return typeof detail === 'string' ? detail : show(detail);
}

/** @param what - What the server has sent and what was expected, as a clause. */
export function unexpectedContent(url: string, what: string, cause?: unknown): DownloadError {
  return new DownloadError('unexpected-content', `${url}: ${what}.`, { details: { url }, cause });
}

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
