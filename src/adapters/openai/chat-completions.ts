// POST /v1/chat/completions: the answer to a conversation, whole or in chunks.

import type { GenerationResult } from '../../contract/generate.ts';
import type { Message } from '../../contract/messages.ts';
import type { Answering } from './answering.ts';
import { chatChunks } from './chat-chunks.ts';
import { eventStream } from './event-stream.ts';
import { chatLogprobs } from './logprobs.ts';
import { chatParameters, readOptions } from './options.ts';
import { invalidType, type JsonObject, refuseUnknown } from './request-body.ts';
import { findModel } from './served-models.ts';
import { createHead, openAICall, openAIChoices, openAIFinishReason, reasoning } from './shapes.ts';
import { readStreaming, streamParameters } from './streaming.ts';

export async function answerChat(fields: JsonObject, { models, signal }: Answering): Promise<Response> {
  const model = findModel(models, fields.model);
  refuseUnknown(fields, ['model', 'messages', ...streamParameters, ...Object.keys(chatParameters)]);
  const { messages } = fields;
  if (!Array.isArray(messages)) throw invalidType('messages', messages, 'a list of messages');
  const streaming = readStreaming(fields);
  const options = readOptions(fields, chatParameters);
  // The library reads messages of this shape, and names what it does not understand.
  const run = (stop: AbortSignal) =>
    model.generate(messages as unknown as Message[], { ...options, signal: stop });
  const head = createHead('chatcmpl', String(fields.model));
  if (streaming) {
    return eventStream((stop) => chatChunks(run(stop), head, streaming), signal);
  }
  const result = await run(signal).result;
  return Response.json({
    object: 'chat.completion',
    ...head,
    ...openAIChoices(result, choice),
  });
}

function choice(
  { text, thinking, toolCalls, finishReason, logprobs }: GenerationResult,
  index: number,
): object {
  const message = {
    role: 'assistant',
    content: text === '' && toolCalls.length > 0 ? null : text,
    refusal: null,
    ...(thinking !== '' && reasoning(thinking)),
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map(openAICall) }),
  };
  return {
    index,
    message,
    logprobs: chatLogprobs(logprobs),
    finish_reason: openAIFinishReason(finishReason),
  };
}
