// What an application talks to, whatever answers it: the model in a worker of its page, or an engine elsewhere.

import type { CountOptions, GenerateOptions, GenerationResult, Part } from './generate.ts';
import type { Message } from './messages.ts';

export interface ChatModel {
  readonly name: string;
  /** Tokens a prompt and its answer may have together. */
  readonly contextLength: number;
  /** Answers a conversation, or a single question given as a string. Returns at once; failures come through the run. */
  generate(messages: string | readonly Message[], options?: GenerateOptions): GenerationRun;
  /** How many tokens the prompt of a conversation has. Rejects where `generate` would because of messages or tools. */
  countTokens(messages: string | readonly Message[], options?: CountOptions): Promise<number>;
  /** Frees what the model holds. What is running, and what is called later, fails with 'disposed'. */
  dispose(): Promise<void>;
}

/** A running generation: its parts as they come, and the whole. */
export interface GenerationRun extends AsyncIterable<Part> {
  readonly result: Promise<GenerationResult>;
}
