// POST /v1/completions: what follows a raw prompt, whole or in chunks.

import type { GenerationResult } from '../../contract/generate.ts';
import type { Answering } from './answering.ts';
import { answerChunks } from './chunks.ts';
import { eventStream } from './event-stream.ts';
import { completionLogprobs } from './logprobs.ts';
import { completionParameters, readOptions } from './options.ts';
import { invalidType, type JsonObject, refuseUnknown } from './request-body.ts';
import { RequestError } from './request-error.ts';
import { findModel } from './served-models.ts';
import { createHead, openAICall, openAIChoices, openAIFinishReason, reasoning } from './shapes.ts';
import { readStreaming, streamParameters } from './streaming.ts';
import { TextWriter } from './text-writer.ts';

export async function completePrompt(fields: JsonObject, { models, signal }: Answering): Promise<Response> {
  const model = findModel(models, fields.model);
  refuseUnknown(fields, ['model', 'prompt', ...streamParameters, ...Object.keys(completionParameters)]);
  const prompt = readPrompt(fields);
  if (model.complete === undefined) {
    throw new RequestError('unsupported', `The model ${fields.model} takes messages, not raw prompts.`);
  }
  const streaming = readStreaming(fields);
  const hasLogprobs = fields.logprobs !== undefined;
  const options = {
    ...readOptions(fields, completionParameters),
    ...(hasLogprobs && { logprobs: streaming ? ('stream' as const) : true }),
  };
  const run = (stop: AbortSignal) => model.complete!(prompt, { ...options, signal: stop });
  const head = createHead('cmpl', String(fields.model));
  if (streaming) {
    const chunkOptions = { object: 'text_completion', head, hasLogprobs, ...streaming };
    return eventStream((stop) => answerChunks(run(stop), chunkOptions, () => new TextWriter()), signal);
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
    logprobs: logprobs ? completionLogprobs(logprobs) : null,
    finish_reason: openAIFinishReason(finishReason),
    ...(thinking !== '' && reasoning(thinking)),
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map(openAICall) }),
  };
}
