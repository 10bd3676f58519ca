// The pieces of an answer in OpenAI's shape.

import type { GenerationResult, Usage } from '../../contract/generate.ts';
import type { ToolCall } from '../../contract/messages.ts';

/** What an answer and all its chunks begin with. */
export interface Head {
  id: string;
  /** In seconds since 1970. */
  created: number;
  model: string;
}

/** @param prefix - The kind of answer, as OpenAI's ids begin. */
export function createHead(prefix: 'chatcmpl' | 'cmpl', model: string): Head {
  return { id: `${prefix}-${crypto.randomUUID()}`, created: Math.floor(Date.now() / 1000), model };
}

/** All answers of a request, and what they used together. */
export function openAIChoices(
  result: GenerationResult,
  choice: (result: GenerationResult, index: number) => object,
): { choices: object[]; usage: object } {
  const answers = result.choices ?? [result];
  return { choices: answers.map(choice), usage: openAIUsage(totalUsage(result)) };
}

/** The prompt is read once for all answers. */
export function totalUsage({ usage, choices = [] }: Pick<GenerationResult, 'usage' | 'choices'>): Usage {
  const sum = (field: 'completionTokens' | 'thinkingTokens'): number =>
    choices.reduce((total, choice) => total + choice.usage[field], 0);
  if (choices.length === 0) return usage;
  return { ...usage, completionTokens: sum('completionTokens'), thinkingTokens: sum('thinkingTokens') };
}

export function openAIUsage({ promptTokens, cachedTokens, completionTokens, thinkingTokens }: Usage): object {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
    completion_tokens_details: { reasoning_tokens: thinkingTokens },
  };
}

export function openAIFinishReason(reason: GenerationResult['finishReason']): string {
  return reason === 'tool-calls' ? 'tool_calls' : reason;
}

/** Some clients read the one name, some the other. */
export function reasoning(text: string): object {
  return { reasoning_content: text, reasoning: text };
}

export function openAICall({ id, name, arguments: args }: ToolCall): object {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(args) } };
}
