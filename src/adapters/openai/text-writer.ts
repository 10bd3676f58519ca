// The parts of an answer to a raw prompt as pieces of its text.

import type { AnswerPart, GeneratedTokenLogprob } from '../../contract/generate.ts';
import type { ChoiceWriter } from './chunks.ts';
import { completionLogprobs } from './logprobs.ts';
import { openAICall, reasoning } from './shapes.ts';

export class TextWriter implements ChoiceWriter {
  readonly beginning = undefined;
  readonly nothing = { text: '' };
  #text = '';
  /** How many characters the tokens have whose log-probabilities were written. */
  #characters = 0;

  write(part: Exclude<AnswerPart, { type: 'logprobs' }>): object | undefined {
    switch (part.type) {
      case 'text':
        this.#text += part.text;
        return { text: part.text };
      case 'thinking':
        return { text: '', ...reasoning(part.text) };
      case 'text-was-thinking':
        return { text: '', ...reasoning(this.#text), text_was_thinking: true };
      case 'tool-call':
        return { text: '', tool_calls: [openAICall(part)] };
      case 'routing':
      // Calls are sent when they are complete.
      case 'tool-call-delta':
      case 'tool-call-retracted':
        return undefined;
      default:
        return part satisfies never;
    }
  }

  logprobs(tokens: readonly GeneratedTokenLogprob[]): object {
    const before = this.#characters;
    this.#characters = tokens.reduce((sum, { text }) => sum + text.length, before);
    return completionLogprobs(tokens, before);
  }
}
