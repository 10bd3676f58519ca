// Tools that run: what runTools takes and returns.

import type { AnswerPart, FinishPart, GenerateOptions, GenerationResult } from './generate.ts';
import type { Message, ToolCall } from './messages.ts';

/** A function that a model may call. */
export interface RunnableTool {
  /** What it does, for the model. */
  description?: string | null | undefined;
  /** JSON schema of the arguments, which are checked against it before `run`. Default: any arguments. */
  schema?: Record<string, unknown> | null | undefined;
  /** As in a tool of `generate`: whether the model cannot write arguments that violate the schema. */
  strict?: boolean | null | undefined;
  /**
   * Runs a call. Returns the result for the model: a string as it is, any other value as JSON. The message of what it throws is
   * a result, too: the model may try again.
   */
  // A method, so that a tool may name the type of its arguments.
  run(args: ToolCall['arguments'], call: ToolContext): unknown;
}

/** What a tool knows of its call. */
export interface ToolContext {
  /** The call's `id`. */
  id: string;
  /** The round of the call, from 0. */
  round: number;
  /** Aborted when the run is stopped or a time limit passes: the result is not awaited any more. */
  signal: AbortSignal;
}

/**
 * How to answer with tools: the options of `generate`, which every round gets, and limits. A `toolChoice` that asks for calls is
 * for the first round; in the others the model decides.
 */
export interface RunToolsOptions extends Omit<GenerateOptions, 'tools' | 'n'> {
  /** By the name that the model calls. */
  tools: Readonly<Record<string, RunnableTool>>;
  /**
   * Maximum number of answers of the model, each after the results of the calls in the one before. The calls of the last one are
   * not run: its `finishReason` is 'tool-calls'. Default 8.
   */
  maxRounds?: number | null | undefined;
  /** Milliseconds until the run is stopped; it then rejects with a 'TimeoutError'. Default: no limit. */
  timeoutMs?: number | null | undefined;
  /** Milliseconds until a call is given up; the model gets that as its result. Default: no limit. */
  toolTimeoutMs?: number | null | undefined;
}

/** A part of a run with tools. `round` counts the model's answers, from 0. */
export type ToolRunPart = { round: number } & (
  | AnswerPart
  /** The result of a call, as the model gets it. Results come in the order in which the tools return. */
  | { type: 'tool-result'; id: string; name: string; content: string; isError: boolean }
  /** The end of a round: the fields of the 'finish' part of its answer. */
  | ({ type: 'round-finish' } & Omit<FinishPart, 'type'>)
);

/**
 * The result of all rounds. `text`, `thinking`, `finishReason`, `timings`, `routing` and `droppedMessages` are the last round's;
 * `malformedToolCalls`, `usage` and `experts` are of all rounds together. `toolCalls` are calls of the last round, which were not
 * run: only where `maxRounds` or `maxTokens` ended it.
 */
export interface ToolRunResult extends GenerationResult {
  /** How many answers the model has given. */
  rounds: number;
  /** The messages to add to the conversation: the model's answers with their calls, and the results. */
  messages: Message[];
}
