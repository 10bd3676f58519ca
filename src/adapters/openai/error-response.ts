// Errors in OpenAI's shape: `{ error: { message, type, param, code } }`.

import { type ErrorCode, PocketM1Error } from '../../errors.ts';
import { parameterOf } from './options.ts';
import type { JsonObject } from './request-body.ts';
import { RequestError } from './request-error.ts';

export interface OpenAIError {
  message: string;
  type: 'invalid_request_error' | 'rate_limit_error' | 'server_error';
  /** The field of the request that caused it. */
  param: string | null;
  /** A `PocketM1Error`'s code, or one of OpenAI's for mistakes in the request itself. */
  code: string;
}

/** The status of each error, and whether a second attempt may succeed. */
const statuses: Partial<Record<ErrorCode, [status: number, retry: boolean]>> = {
  'invalid-argument': [400, false],
  unsupported: [400, false],
  'context-exceeded': [400, false],
  template: [400, false],
  busy: [429, true],
  'device-lost': [503, true],
  network: [502, true],
  'http-status': [502, true],
  truncated: [502, true],
};

/** @param fields - Those of the request, one of which may be at fault. */
export function errorResponse(error: unknown, fields: JsonObject): Response {
  const [status, retry] =
    error instanceof RequestError
      ? [error.status, error.status === 429]
      : ((error instanceof PocketM1Error ? statuses[error.code] : undefined) ?? [500, false]);
  return Response.json(
    { error: openAIError(error, fields) },
    { status, headers: retry ? {} : { 'x-should-retry': 'false' } },
  );
}

export function openAIError(error: unknown, fields: JsonObject = {}): OpenAIError {
  if (error instanceof RequestError) {
    const { message, status, param, code } = error;
    return { message, type: typeOf(status), param, code };
  }
  if (!(error instanceof PocketM1Error)) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { message, type: 'server_error', param: null, code: 'internal' };
  }
  const { code, details } = error;
  const [status = 500] = statuses[code] ?? [];
  const { option } = details;
  const field = typeof option === 'string' ? (parameterOf(option, fields) ?? option) : undefined;
  const path = field ?? (typeof details.path === 'string' ? details.path : undefined);
  // The sentence begins with the option's name.
  const message =
    field !== undefined && error.message.startsWith(`${option} `)
      ? field + error.message.slice(String(option).length)
      : error.message;
  return { message, type: typeOf(status), param: path ?? null, code };
}

function typeOf(status: number): OpenAIError['type'] {
  if (status === 429) return 'rate_limit_error';
  return status < 500 ? 'invalid_request_error' : 'server_error';
}
