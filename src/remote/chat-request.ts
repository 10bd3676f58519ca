// A conversation and its options as the body of an OpenAI request.

import type { CheckedOptions } from '../chat/generate-options.ts';
import type { Capability } from '../contract/chat-model.ts';
import type { GenerateOptions } from '../contract/generate.ts';
import type { ResponseFormat } from '../contract/response-format.ts';
import { PocketM1Error, show } from '../errors.ts';
import { writeExactJson } from '../text/exact-json.ts';
import { invalidArgument } from '../text/plain-data.ts';
import type { Turn } from '../text/read-messages.ts';

export interface ServerDialect {
  model: string;
  capabilities: ReadonlySet<Capability>;
  /** OpenAI's own servers have another name for `max_tokens`, and take no thinking. */
  isOpenAI: boolean;
}

/** The body of a request. */
export interface ChatRequest {
  messages: readonly Readonly<Record<string, unknown>>[];
  [parameter: string]: unknown;
}

type Parameter = readonly [
  parameter: string,
  capability?: Capability | undefined,
  write?: (value: never) => unknown,
];

/** Parameters by option, with the capability that a server needs for them, and their value where that is another. */
const parameters: Readonly<Record<string, Parameter>> = {
  temperature: ['temperature'],
  topP: ['top_p'],
  seed: ['seed'],
  presencePenalty: ['presence_penalty'],
  frequencyPenalty: ['frequency_penalty'],
  logitBias: ['logit_bias'],
  n: ['n'],
  logprobs: ['logprobs', undefined, Boolean],
  topLogprobs: ['top_logprobs'],
  topK: ['top_k', 'top-k'],
  minP: ['min_p', 'min-p'],
  repetitionPenalty: ['repetition_penalty', 'top-k'],
  ignoreEos: ['ignore_eos', 'top-k'],
  thinkingBudget: ['thinking_token_budget', 'thinking-budget'],
  responseFormat: ['response_format', 'structured', writeFormat],
};
/** Values of options that ask for nothing, so that any server follows them. */
const off: Readonly<Record<string, unknown>> = {
  contextOverflow: 'error',
  expertThreshold: 0,
  routing: false,
  ignoreEos: false,
};
const readElsewhere: ReadonlySet<string> = new Set([
  'maxTokens',
  'stop',
  'tools',
  'toolChoice',
  'parallelToolCalls',
  'signal',
]);

/**
 * @param given - The options as they are given.
 * @param checked - The same, checked.
 * @throws PocketM1Error `unsupported` naming an option that this server may not follow, `invalid-argument` for a result without
 * a call.
 */
export function chatRequest(
  turns: readonly Turn[],
  given: GenerateOptions,
  { maxTokens, stop, tools, toolChoice, parallelToolCalls }: CheckedOptions,
  { model, capabilities, isOpenAI }: ServerDialect,
): ChatRequest {
  const structured = turns.findIndex(({ specialTokens }) => specialTokens === 'structure');
  if (structured !== -1) throw unsupported(`messages[${structured}].specialTokens`, 'structure');
  const body: ChatRequest = {
    model,
    messages: messagesOf(turns),
    stream: true,
    stream_options: { include_usage: true },
  };
  for (const [option, value] of Object.entries(given)) {
    if (value === undefined || value === null || readElsewhere.has(option)) continue;
    if (off[option] === value) continue;
    const [parameter, capability, write] = parameters[option] ?? [];
    if (parameter === undefined) throw unsupported(option, value);
    if (capability !== undefined && !capabilities.has(capability))
      throw unsupported(option, value, capability);
    body[parameter] = write ? write(value as never) : value;
  }
  if (maxTokens !== undefined) body[isOpenAI ? 'max_completion_tokens' : 'max_tokens'] = maxTokens;
  if (stop.length > 0) body.stop = stop;
  // OpenAI's servers take the others only with tools.
  if (tools.length === 0) return body;
  body.tools = tools.map((tool) => ({ type: 'function', function: tool }));
  if (typeof toolChoice === 'object') body.tool_choice = { type: 'function', function: toolChoice };
  else if (toolChoice !== 'auto') body.tool_choice = toolChoice;
  if (!parallelToolCalls) body.parallel_tool_calls = false;
  return body;
}

/** The request without the thinking of earlier answers; undefined if it has none. */
export function withoutThinking(body: ChatRequest): ChatRequest | undefined {
  const messages = body.messages.map(
    ({ reasoning_content: _content, reasoning: _same, ...others }) => others,
  );
  const had = body.messages.some(({ reasoning }) => reasoning !== undefined);
  return had ? { ...body, messages } : undefined;
}

function writeFormat(format: ResponseFormat): object {
  if (format.type !== 'json_schema') return format;
  return { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: format.schema } };
}

function unsupported(option: string, value: unknown, capability?: Capability): PocketM1Error {
  const advice =
    capability === undefined
      ? 'which a model on a server does not follow: leave it out.'
      : `which this server may not follow: leave it out, or connect with the capability '${capability}'.`;
  return new PocketM1Error('unsupported', `${option} is ${show(value)}, ${advice}`, { details: { option } });
}

function messagesOf(turns: readonly Turn[]): Record<string, unknown>[] {
  const calls: { id: string; name: string; isAnswered: boolean }[] = [];
  return turns.map((turn, i) => {
    switch (turn.role) {
      case 'system':
      case 'user':
        return { role: turn.role, content: turn.content };
      case 'assistant': {
        const toolCalls = turn.toolCalls.map(({ id = `call_${calls.length}`, name, arguments: args }) => {
          calls.push({ id, name, isAnswered: false });
          return { id, type: 'function', function: { name, arguments: writeExactJson(args) } };
        });
        const { content, thinking } = turn;
        return {
          role: 'assistant',
          content: content === '' && toolCalls.length > 0 ? null : content,
          ...(thinking !== '' && { reasoning_content: thinking, reasoning: thinking }),
          ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
        };
      }
      case 'tool': {
        const { toolCallId: id, name, content } = turn;
        const call = calls.find(
          (one) => !one.isAnswered && (id === undefined ? one.name === name : one.id === id),
        );
        if (call) call.isAnswered = true;
        const callId = id ?? call?.id;
        if (callId === undefined) {
          throw invalidArgument(
            `messages[${i}]`,
            `is a result of ${show(name)}, which no earlier message calls`,
          );
        }
        return { role: 'tool', tool_call_id: callId, content };
      }
      default:
        return turn satisfies never;
    }
  });
}
