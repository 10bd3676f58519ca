// The interface of a chat model, which a worker of the page or an engine elsewhere implements.

import type { AnswerPart, CountOptions, FinishPart, GenerateOptions, GenerationResult } from './generate.ts';
import type { Message } from './messages.ts';

/** What models can differ in. The options and methods that a capability stands for are refused by a model without it. */
export type Capability =
  | 'count-tokens' // countTokens
  | 'top-k'
  | 'min-p'
  | 'thinking-budget'
  | 'structured' // answers that obey a schema or a pattern, and calls that are required or obey their tool's schema
  | 'routing'
  | 'sessions'; // createSession

/** A model that answers conversations: on this device, or on a server. */
export interface ChatModel {
  /** The name in its manifest, or that a server has for it. */
  readonly name: string;
  /** Maximum number of tokens in a prompt and its answer together; undefined if a server does not say. */
  readonly contextLength: number | undefined;
  /** The options and methods that this model has beyond those of all models. */
  readonly capabilities: ReadonlySet<Capability>;
  /** Answers a conversation, or a question given as a string. Returns at once; the run reports failures. */
  generate(messages: string | readonly Message[], options?: GenerateOptions): GenerationRun;
  /** How many tokens the prompt of a conversation has. Rejects like `generate` for unusable messages or tools. */
  countTokens(messages: string | readonly Message[], options?: CountOptions): Promise<number>;
  /** Frees the model's memory. Running and later calls fail with 'disposed'. */
  dispose(): Promise<void>;
}

/** A running generation: its parts as they are generated, and the complete result. */
export interface GenerationRun<Result extends GenerationResult = GenerationResult>
  extends AsyncIterable<AnswerPart | FinishPart<Result>> {
  /** The complete answer. Rejects when the generation fails, or is stopped. */
  readonly result: Promise<Result>;
}
