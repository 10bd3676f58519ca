// POST /v1/chat/completions: the answer to a conversation, whole or in chunks.

import type { GenerationResult } from '../../contract/generate.ts';
import type { Answering } from './answering.ts';
import { ChatWriter } from './chat-writer.ts';
import { answerChunks } from './chunks.ts';
import { eventStream } from './event-stream.ts';
import { chatLogprobs } from './logprobs.ts';
import { chatParameters, readOptions } from './options.ts';
import { type JsonObject, refuseUnknown } from './request-body.ts';
import { readRequestMessages } from './request-messages.ts';
import { findModel } from './served-models.ts';
import { createHead, openAICall, openAIChoices, openAIFinishReason, reasoning } from './shapes.ts';
import { readStreaming, streamParameters } from './streaming.ts';

export async function answerChat(fields: JsonObject, { models, signal }: Answering): Promise<Response> {
  const model = findModel(models, fields.model);
  refuseUnknown(fields, ['model', 'messages', ...streamParameters, ...Object.keys(chatParameters)]);
  const messages = readRequestMessages(fields.messages);
  const streaming = readStreaming(fields);
  const options = readOptions(fields, chatParameters);
  if (streaming && options.logprobs) options.logprobs = 'stream';
  const run = (stop: AbortSignal) => model.generate(messages, { ...options, signal: stop });
  const head = createHead('chatcmpl', String(fields.model));
  if (streaming) {
    const hasLogprobs = options.logprobs === 'stream';
    const chunkOptions = { object: 'chat.completion.chunk', head, hasLogprobs, ...streaming };
    return eventStream((stop) => answerChunks(run(stop), chunkOptions, () => new ChatWriter()), signal);
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
    logprobs: logprobs ? chatLogprobs(logprobs) : null,
    finish_reason: openAIFinishReason(finishReason),
  };
}
