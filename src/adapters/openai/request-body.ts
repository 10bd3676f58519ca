// Reads the JSON body of a request. Nothing in it is ignored but the fields that OpenAI keeps for its own bookkeeping.

import { show } from '../../errors.ts';
import { RequestError } from './request-error.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** Accounts, storage and billing of the server at OpenAI, which a model on this machine does not have. */
const withoutEffect: ReadonlySet<string> = new Set([
  'user',
  'store',
  'metadata',
  'service_tier',
  'prompt_cache_key',
  'safety_identifier',
]);

/** @throws RequestError when the body is not a JSON object. */
export async function readBody(request: Request): Promise<JsonObject> {
  const text = await request.text();
  let body: Json;
  try {
    body = JSON.parse(text) as Json;
  } catch {
    throw new RequestError('invalid_json', 'The body of the request is not JSON.');
  }
  if (isObject(body)) return body;
  throw new RequestError('invalid_type', `The body of the request is ${show(body)}, expected an object.`);
}

/** The fields that are given: those that are null are absent. */
export function givenFields(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => value !== null && !withoutEffect.has(name)),
  );
}

/** @throws RequestError `unknown_parameter` naming the field. */
export function refuseUnknown(fields: JsonObject, known: Iterable<string>, path = ''): void {
  const names = new Set(known);
  const unknown = Object.keys(fields).find((name) => !names.has(name) && fields[name] !== null);
  if (unknown === undefined) return;
  const param = `${path}${unknown}`;
  throw new RequestError('unknown_parameter', `${param} is not a parameter of this model.`, { param });
}

/** @throws RequestError `invalid_type`. */
export function asObject(value: Json | undefined, path: string): JsonObject {
  if (isObject(value)) return value;
  throw invalidType(path, value, 'an object');
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asBoolean(value: Json | undefined, path: string): boolean {
  if (typeof value === 'boolean') return value;
  throw invalidType(path, value, 'true or false');
}

export function invalidType(path: string, value: Json | undefined, expected: string): RequestError {
  return value === undefined
    ? new RequestError('missing_required_parameter', `${path} is missing, expected ${expected}.`, {
        param: path,
      })
    : new RequestError('invalid_type', `${path} is ${show(value)}, expected ${expected}.`, { param: path });
}

export function invalidValue(path: string, value: Json | undefined, expected: string): RequestError {
  return new RequestError('invalid_value', `${path} is ${show(value)}, expected ${expected}.`, {
    param: path,
  });
}
