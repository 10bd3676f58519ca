// POST /v1/completions: what follows a raw prompt, whole or in chunks.

import type { CompletionPart, GenerationResult } from '../../contract/generate.ts';
import type { Answering } from './answering.ts';
import { eventStream } from './event-stream.ts';
import { completionLogprobs } from './logprobs.ts';
import { completionParameters, readOptions } from './options.ts';
import { invalidType, type JsonObject, refuseUnknown } from './request-body.ts';
import { RequestError } from './request-error.ts';
import { findModel } from './served-models.ts';
import {
  createHead,
  type Head,
  openAICall,
  openAIChoices,
  openAIFinishReason,
  openAIUsage,
  reasoning,
  totalUsage,
} from './shapes.ts';
import { readStreaming, type Streaming, streamParameters } from './streaming.ts';

export async function completePrompt(fields: JsonObject, { models, signal }: Answering): Promise<Response> {
  const model = findModel(models, fields.model);
  refuseUnknown(fields, ['model', 'prompt', ...streamParameters, ...Object.keys(completionParameters)]);
  const prompt = readPrompt(fields);
  if (model.complete === undefined) {
    throw new RequestError('unsupported', `The model ${fields.model} takes messages, not raw prompts.`);
  }
  const streaming = readStreaming(fields);
  const options = {
    ...readOptions(fields, completionParameters),
    ...(fields.logprobs !== undefined && { logprobs: true }),
  };
  const run = (stop: AbortSignal) => model.complete!(prompt, { ...options, signal: stop });
  const head = createHead('cmpl', String(fields.model));
  if (streaming) {
    return eventStream((stop) => chunks(run(stop), head, streaming), signal);
  }
  const result = await run(signal).result;
  return Response.json({
    object: 'text_completion',
    ...head,
    ...openAIChoices(result, choice),
  });
}

function readPrompt({ prompt }: JsonObject): string {
  const only = Array.isArray(prompt) && prompt.length === 1 ? prompt[0] : prompt;
  if (typeof only === 'string') return only;
  throw invalidType('prompt', prompt, 'one text');
}

/** Thinking and calls are not part of OpenAI's choice; clients that do not know them see the text. */
function choice(
  { text, thinking, toolCalls, finishReason, logprobs }: GenerationResult,
  index: number,
): object {
  return {
    text,
    index,
    logprobs: completionLogprobs(logprobs),
    finish_reason: openAIFinishReason(finishReason),
    ...(thinking !== '' && reasoning(thinking)),
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map(openAICall) }),
  };
}

async function* chunks(
  run: AsyncIterable<CompletionPart>,
  head: Head,
  { includeUsage }: Streaming,
): AsyncGenerator<object, void, undefined> {
  const chunk = (choices: object[], usage: object | null = null): object => ({
    object: 'text_completion',
    ...head,
    choices,
    ...(includeUsage && { usage }),
  });
  const texts: string[] = [];
  for await (const part of run) {
    const { choice: index = 0 } = part.type === 'prompt' || part.type === 'finish' ? {} : part;
    const choice = (text: string, more: object = {}): object =>
      chunk([{ text, index, logprobs: null, finish_reason: null, ...more }]);
    switch (part.type) {
      case 'prompt':
      case 'routing':
      case 'logprobs':
      // Calls are sent when they are complete.
      case 'tool-call-delta':
      case 'tool-call-retracted':
        break;
      case 'text':
        texts[index] = (texts[index] ?? '') + part.text;
        yield choice(part.text);
        break;
      case 'thinking':
        yield choice('', reasoning(part.text));
        break;
      case 'text-was-thinking':
        yield choice('', { ...reasoning(texts[index] ?? ''), text_was_thinking: true });
        break;
      case 'tool-call':
        yield choice('', { tool_calls: [openAICall(part)] });
        break;
      case 'finish':
        for (const [index, { finishReason, logprobs }] of (part.choices ?? [part]).entries()) {
          const finish_reason = openAIFinishReason(finishReason);
          yield chunk([{ text: '', index, logprobs: completionLogprobs(logprobs), finish_reason }]);
        }
        if (includeUsage) yield chunk([], openAIUsage(totalUsage(part)));
        break;
      default:
        part satisfies never;
    }
  }
}
