// Checks the option `responseFormat` before the request is queued. Schemas and patterns are compiled when its turn comes.

import type { ResponseFormat } from '../contract/response-format.ts';
import {
  checkFields,
  copyPlainData,
  invalidArgument,
  optionsObject,
  refuseOption,
} from '../text/plain-data.ts';

const fieldOf = { json_object: undefined, json_schema: 'schema', regex: 'pattern' } as const;
const types = Object.keys(fieldOf) as (keyof typeof fieldOf)[];
const otherNames = {
  jsonschema: 'Pass the schema itself: { type: "json_schema", schema }.',
  regex: 'pattern',
  name: 'Leave it out: a schema needs no name.',
  strict: 'Leave it out: every schema is strict.',
};

/**
 * @param ignoreEos - The option of that name, which an answer of a given form cannot have.
 * @throws PocketM1Error `invalid-argument` naming the field, its value and what is expected.
 */
export function readResponseFormat(
  given: ResponseFormat | null | undefined,
  ignoreEos: boolean,
): { responseFormat?: ResponseFormat } {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object') refuseOption('responseFormat', given, 'an object with a type');
  const { type, ...fields }: Partial<ResponseFormat> = optionsObject<ResponseFormat>(given, 'responseFormat');
  if (!types.includes(type!)) refuseOption('responseFormat.type', type, types.join(', '));
  const field = fieldOf[type!];
  checkFields(fields, 'responseFormat', { kind: 'field', names: field ? [field] : [], otherNames });
  if (ignoreEos)
    throw invalidArgument('responseFormat', 'ends by itself, which ignoreEos forbids: leave it out');
  if (type === 'json_schema') {
    const { schema } = fields as { schema?: unknown };
    const isSchema = typeof schema === 'boolean' || (typeof schema === 'object' && schema !== null);
    if (!isSchema) refuseOption('responseFormat.schema', schema, 'a JSON schema');
    return { responseFormat: { type, schema: copyPlainData(schema, 'responseFormat.schema') as object } };
  }
  if (type === 'json_object') return { responseFormat: { type } };
  const { pattern } = fields as { pattern?: unknown };
  if (typeof pattern !== 'string')
    refuseOption('responseFormat.pattern', pattern, 'a regular expression as a string');
  return { responseFormat: { type: 'regex', pattern } };
}
