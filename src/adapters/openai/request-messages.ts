// Messages as OpenAI's clients send them: an answer comes back with what they made of it.

import type { Message } from '../../contract/messages.ts';
import { invalidType, isObject, type Json, type JsonObject } from './request-body.ts';

/**
 * The messages without the fields that clients add to an answer: `parsed` and `parsed_arguments`, which say again what its
 * content and arguments say, the index of a call, and those of our deltas that its streams copy into the message. The library
 * reads messages of this shape, and names what it does not understand.
 * @throws RequestError unless it is a list.
 */
export function readRequestMessages(given: Json | undefined): Message[] {
  if (!Array.isArray(given)) throw invalidType('messages', given, 'a list of messages');
  return given.map((message) =>
    isObject(message) && message.role === 'assistant' ? readAnswer(message) : message,
  ) as unknown as Message[];
}

function readAnswer({ parsed, text_was_thinking, tool_call_retracted, ...answer }: JsonObject): JsonObject {
  const { content, reasoning_content: thinking, tool_calls: calls } = answer;
  const isRepeated =
    text_was_thinking === true && typeof content === 'string' && typeof thinking === 'string';
  const isRetracted = typeof tool_call_retracted === 'number';
  return {
    ...answer,
    ...(isRepeated && content.startsWith(thinking) && { content: content.slice(thinking.length) }),
    ...(Array.isArray(calls) && { tool_calls: calls.map((call) => readCall(call, isRetracted)) }),
  };
}

/** @param isRetracted - Whether it is of an answer with a call that was taken back, whose arguments were never complete. */
function readCall(given: Json, isRetracted: boolean): Json {
  if (!isObject(given) || !isObject(given.function)) return given;
  const { index, ...call } = given;
  const { parsed_arguments, ...called } = given.function;
  const isIncomplete = isRetracted && typeof called.arguments === 'string' && !isJson(called.arguments);
  return { ...call, function: isIncomplete ? { ...called, arguments: '{}' } : called };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
