// The parts of an answer as chunks of a chat completion.

import type { Part } from '../../contract/generate.ts';
import { CallChunks } from './call-chunks.ts';
import { chatLogprobs } from './logprobs.ts';
import { type Head, openAIFinishReason, openAIUsage, reasoning, totalUsage } from './shapes.ts';
import type { Streaming } from './streaming.ts';

/** Throws what the run fails with. */
export async function* chatChunks(
  run: AsyncIterable<Part>,
  head: Head,
  { includeUsage }: Streaming,
): AsyncGenerator<object, void, undefined> {
  const chunk = (choices: object[], usage: object | null = null): object => ({
    object: 'chat.completion.chunk',
    ...head,
    choices,
    ...(includeUsage && { usage }),
  });
  const choice = (index: number, delta: object, end: object = {}): object =>
    chunk([{ index, delta, logprobs: null, finish_reason: null, ...end }]);
  const beginning = { role: 'assistant', content: '' };
  const deltas: Deltas[] = [];
  for await (const part of run) {
    if (part.type !== 'finish') {
      const { choice: index = 0 } = part;
      if (!deltas[index]) yield choice(index, beginning);
      deltas[index] ??= new Deltas();
      const delta = deltas[index].of(part);
      if (delta) yield choice(index, delta);
      continue;
    }
    for (const [index, { finishReason, logprobs }] of (part.choices ?? [part]).entries()) {
      if (!deltas[index]) yield choice(index, beginning);
      // The library has them at the end of an answer.
      const end = { finish_reason: openAIFinishReason(finishReason), logprobs: chatLogprobs(logprobs) };
      yield choice(index, {}, end);
    }
    if (includeUsage) yield chunk([], openAIUsage(totalUsage(part)));
  }
}

/** The parts of one choice as its deltas. */
class Deltas {
  readonly #calls = new CallChunks();
  #text = '';

  /** Undefined for a part that says nothing new to a client. */
  of(part: Exclude<Part, { type: 'finish' }>): object | undefined {
    switch (part.type) {
      case 'text':
        this.#text += part.text;
        return { content: part.text };
      case 'thinking':
        return reasoning(part.text);
      case 'text-was-thinking':
        // What was sent cannot be taken back; it is sent again as what it is.
        return { ...reasoning(this.#text), text_was_thinking: true };
      case 'tool-call-delta':
        return toolCalls(this.#calls.delta(part));
      case 'tool-call':
        return toolCalls(this.#calls.complete(part));
      case 'tool-call-retracted':
        return { tool_call_retracted: part.index };
      case 'routing':
      case 'logprobs':
        return undefined;
      default:
        return part satisfies never;
    }
  }
}

function toolCalls(entry: object | undefined): object | undefined {
  return entry && { tool_calls: [entry] };
}
