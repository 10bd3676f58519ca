// OpenAI's parameters as options of the library, which checks their values and refuses what a model cannot do.

import type { GenerateOptions } from '../../contract/generate.ts';
import {
  asBoolean,
  asObject,
  invalidType,
  invalidValue,
  type Json,
  type JsonObject,
  refuseUnknown,
} from './request-body.ts';
import { RequestError } from './request-error.ts';

/** Parameters by name: the option that each sets, and how its value is read, if that differs from the option's. */
export type Parameters = Readonly<Record<string, readonly [option: string, read?: (given: Json) => unknown]>>;

/** OpenAI's, and what other servers add to them. */
const common: Parameters = {
  max_tokens: ['maxTokens'],
  temperature: ['temperature'],
  top_p: ['topP'],
  seed: ['seed'],
  stop: ['stop'],
  n: ['n'],
  presence_penalty: ['presencePenalty'],
  frequency_penalty: ['frequencyPenalty'],
  logit_bias: ['logitBias'],
  top_k: ['topK', readTopK],
  min_p: ['minP'],
  repetition_penalty: ['repetitionPenalty'],
  ignore_eos: ['ignoreEos'],
  expert_threshold: ['expertThreshold'],
};

export const chatParameters: Parameters = {
  ...common,
  max_completion_tokens: ['maxTokens'],
  thinking_token_budget: ['thinkingBudget'],
  reasoning_effort: ['thinkingBudget', readEffort],
  response_format: ['responseFormat', readFormat],
  tools: ['tools'],
  tool_choice: ['toolChoice', readToolChoice],
  parallel_tool_calls: ['parallelToolCalls', readParallel],
  logprobs: ['logprobs', readLogprobs],
  top_logprobs: ['topLogprobs'],
};

/** `logprobs` of a completion is the number of alternatives. */
export const completionParameters: Parameters = { ...common, logprobs: ['topLogprobs'] };

/** Those of MiniMax-M1's own API. */
export const m1Parameters: Parameters = {
  max_output_tokens: ['maxTokens'],
  expert_threshold: ['expertThreshold'],
};

/**
 * Options with values that the library has yet to check.
 * @throws RequestError when a field has a value that no option has, or two fields contradict each other.
 */
export function readOptions(fields: JsonObject, parameters: Parameters): GenerateOptions {
  const options: Record<string, unknown> = {};
  const fieldOf = new Map<string, string>();
  for (const [field, [option, read]] of Object.entries(parameters)) {
    const given = fields[field];
    if (given === undefined) continue;
    const value = read ? read(given) : given;
    const other = fieldOf.get(option);
    if (other !== undefined && options[option] !== value) {
      throw new RequestError('invalid_value', `${other} and ${field} set the same limit, but differ.`, {
        param: field,
      });
    }
    fieldOf.set(option, field);
    if (value !== undefined) options[option] = value;
  }
  return options;
}

/** The parameter among the fields of a request that sets this option, or of which a value such as `option[7]` is an item. */
export function parameterOf(path: string, fields: JsonObject): string | undefined {
  const [option = ''] = path.split(/(?=[.[])/);
  const all = [chatParameters, completionParameters, m1Parameters].flatMap((parameters) =>
    Object.entries(parameters),
  );
  const field = all.find(([name, [its]]) => its === option && fields[name] !== undefined)?.[0];
  return field && field + path.slice(option.length);
}

/** Budgets of thinking, in tokens; undefined is no limit. */
const efforts = new Map<Json, number | undefined>([
  ['none', 0],
  ['minimal', 64],
  ['low', 256],
  ['medium', 1024],
  ['high', undefined],
  ['xhigh', undefined],
  ['max', undefined],
]);

function readEffort(given: Json): number | undefined {
  if (efforts.has(given)) return efforts.get(given);
  throw invalidValue('reasoning_effort', given, [...efforts.keys()].join(', '));
}

/** Other servers call no limit -1, which is 0 here. */
function readTopK(given: Json): Json {
  return given === -1 ? 0 : given;
}

function readLogprobs(given: Json): boolean {
  return asBoolean(given, 'logprobs');
}

/** Several calls are what a model does by default. */
function readParallel(given: Json): false | undefined {
  return asBoolean(given, 'parallel_tool_calls') ? undefined : false;
}

/** Undefined is free text. */
function readFormat(given: Json): unknown {
  const path = 'response_format';
  const { type, ...fields } = asObject(given, path);
  switch (type) {
    case 'text':
      refuseUnknown(fields, [], `${path}.`);
      return undefined;
    case 'json_object':
      refuseUnknown(fields, [], `${path}.`);
      return { type };
    case 'json_schema': {
      refuseUnknown(fields, ['json_schema'], `${path}.`);
      const named = asObject(fields.json_schema, `${path}.json_schema`);
      // A schema holds whether or not it is strict, and its name and description are for the reader of the request.
      refuseUnknown(named, ['name', 'description', 'schema', 'strict'], `${path}.json_schema.`);
      if (named.schema === undefined || named.schema === null) {
        throw invalidType(`${path}.json_schema.schema`, undefined, 'a JSON schema');
      }
      return { type, schema: named.schema };
    }
    case 'regex':
      refuseUnknown(fields, ['pattern'], `${path}.`);
      return { type, pattern: fields.pattern };
    default:
      throw invalidValue(`${path}.type`, type, '"text", "json_object", "json_schema" or "regex"');
  }
}

/** Undefined leaves the choice to the model. */
function readToolChoice(given: Json): unknown {
  if (given === 'auto') return undefined;
  if (given === 'none' || given === 'required') return given;
  const path = 'tool_choice';
  if (typeof given === 'string') throw invalidValue(path, given, '"auto", "none", "required" or a function');
  const { type, function: named, ...fields } = asObject(given, path);
  if (type !== 'function') throw invalidValue(`${path}.type`, type, '"function"');
  refuseUnknown(fields, [], `${path}.`);
  const { name } = asObject(named, `${path}.function`);
  if (typeof name !== 'string') throw invalidType(`${path}.function.name`, name, 'the name of a tool');
  return { name };
}
