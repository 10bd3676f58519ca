// The parts of an answer as the deltas of a chat completion.

import type { AnswerPart, GeneratedTokenLogprob } from '../../contract/generate.ts';
import { CallChunks } from './call-chunks.ts';
import type { ChoiceWriter } from './chunks.ts';
import { chatLogprobs } from './logprobs.ts';
import { reasoning } from './shapes.ts';

export class ChatWriter implements ChoiceWriter {
  readonly beginning = { delta: { role: 'assistant', content: '' } };
  readonly nothing = { delta: {} };
  readonly #calls = new CallChunks();
  #text = '';

  write(part: Exclude<AnswerPart, { type: 'logprobs' }>): object | undefined {
    const delta = this.#delta(part);
    return delta && { delta };
  }

  logprobs(tokens: readonly GeneratedTokenLogprob[]): object {
    return chatLogprobs(tokens);
  }

  #delta(part: Exclude<AnswerPart, { type: 'logprobs' }>): object | undefined {
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
        return undefined;
      default:
        return part satisfies never;
    }
  }
}

function toolCalls(entry: object | undefined): object | undefined {
  return entry && { tool_calls: [entry] };
}
