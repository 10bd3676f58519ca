// The options and results of a generation. Plain data, so that it can be sent between page and worker.

import type { Tool, ToolCall } from './messages.ts';
import type { ResponseFormat } from './response-format.ts';
import type { SamplingParams } from './sampling-params.ts';

/**
 * How to answer. An option that is missing or null has the value of the model's generation_config.json, else the default
 * below. Unknown options are rejected.
 */
export interface GenerateOptions extends SamplingParams {
  /** Maximum number of tokens in the answer, thinking included. Default 2048, or the rest of the context if that is less. */
  maxTokens?: number | null | undefined;
  /**
   * What to do when a conversation fills the context. 'error': the run fails with 'context-exceeded' if there is no space for
   * one token of the answer; otherwise the answer gets the rest of the context. 'drop-oldest': drops the oldest turns until
   * there is space for `maxTokens` tokens, or for half the context if that is less, and then behaves like 'error'. It drops up to a
   * quarter of the prompt more than it must, so that the next prompts of the conversation begin alike and are not read again. A turn is a
   * user message and all messages up to the next one; system messages, messages before the first turn and the last turn are
   * never dropped. `droppedMessages` of the result lists what was dropped. Default 'error'.
   */
  contextOverflow?: ContextOverflow | null | undefined;
  /**
   * Maximum number of tokens of thinking, which are part of `maxTokens`. When they are used up, the thinking is closed and the
   * answer begins. The prompt opens the thinking if the chat template does not; with 0 it also closes it, so that the
   * answer begins at once, unless the model opens thinking again. Default: no limit, and as the template does. Above 0 it is
   * rejected for a model that does not think.
   */
  thinkingBudget?: number | null | undefined;
  /**
   * Whether the result has the log-probability of each generated token. It is that of the raw logits, before biases, penalties,
   * grammar and temperature. 'stream': parts of the type 'logprobs' have them as the tokens come, and the result has none.
   * Default false.
   */
  logprobs?: boolean | 'stream' | null | undefined;
  /** With `logprobs`: how many of the most probable tokens the result has in each place; 0 to 20. Default 0. */
  topLogprobs?: number | null | undefined;
  /**
   * What the answer's text must be: JSON, JSON of a schema, or a text that a pattern matches. An answer that ends by itself is
   * that; one that `maxTokens` cut is its beginning. Where the answer continues a text, both together are. With `tools`, the answer
   * may be calls instead. Default: any text.
   * Rejected with `details.path`, the JSON pointer of the place, for a schema or pattern that is not supported.
   */
  responseFormat?: ResponseFormat | null | undefined;
  /** Strings that end the answer's text (not its thinking) and are not part of it. */
  stop?: string | readonly string[] | null | undefined;
  /** Functions that the model may call; its calls are 'tool-call' parts. */
  tools?: readonly Tool[] | null | undefined;
  /** Whether the model calls tools. The prompt is the same for each choice. Default 'auto'. */
  toolChoice?: ToolChoice | null | undefined;
  /** Whether an answer may have several calls. Default true. */
  parallelToolCalls?: boolean | null | undefined;
  /**
   * Skips chosen experts whose weight among the token's chosen experts is below this, except for the strongest one; 0 to 1. They are
   * neither fetched nor computed, and the weights of the others are scaled to the same sum. Applies to the prompt too, so a
   * prompt that was read with another threshold is read again. Trades quality for speed and downloads. With two experts per
   * token, any value above 0.5 leaves one. `experts.skipped` of the result counts them. Default 0: off.
   */
  expertThreshold?: number | null | undefined;
  /**
   * Whether to say which experts each generated token was computed with: true for `routing` in the result, 'stream' for parts
   * of the type 'routing' as the tokens come. Default false.
   */
  routing?: boolean | 'stream' | null | undefined;
  /**
   * How many answers to write, 1 to 128. They share the prompt, which is read once, and are written one after another; that with
   * index i is the answer to the seed `seed + i`. Parts have its index as `choice`, and `choices` of the result has all answers.
   * Not for sessions. Default 1.
   */
  n?: number | null | undefined;
  /** Stops the generation, which then rejects with the signal's reason. */
  signal?: AbortSignal | null | undefined;
}

/**
 * Whether an answer calls tools: as the model decides; not at all; at least one, without other text; or this one, once. The model
 * may think first. Calls that are not left to the model have the form of its chat template, and arguments that obey the tool's
 * schema unless it has `strict: false`.
 */
export type ToolChoice = 'auto' | 'none' | 'required' | { name: string };

/** What to do with a conversation that is too long: fail, or drop its oldest turns. */
export type ContextOverflow = 'error' | 'drop-oldest';

/** How to complete a text: as an answer to messages, without what belongs to those. */
export interface CompleteOptions
  extends Omit<
    GenerateOptions,
    'tools' | 'toolChoice' | 'parallelToolCalls' | 'contextOverflow' | 'thinkingBudget'
  > {
  /** What strings like `<end_of_sentence>` are in the prompt, as for a message: 'text' or 'structure'. Default 'text'. */
  specialTokens?: 'text' | 'structure' | null | undefined;
}

/** The parts of a prompt besides its messages. null means absent; unknown options are rejected. */
export interface CountOptions {
  /** As in {@link GenerateOptions}: the prompt describes them. */
  tools?: readonly Tool[] | null | undefined;
}

/** Numbers of tokens. */
export interface Usage {
  /** Tokens of the prompt, including those that were not read again. */
  promptTokens: number;
  /**
   * Prompt tokens that were not read again, because an earlier prompt and its answer began with the same tokens. See
   * `prefixCacheBytes`.
   */
  cachedTokens: number;
  /** Generated tokens, thinking included. */
  completionTokens: number;
  /** Generated tokens of thinking. */
  thinkingTokens: number;
}

/** How long an answer took. */
export interface Timings {
  /** Reading the prompt, in milliseconds. */
  prefillMs: number;
  /** From the start of the generation to the first token, in milliseconds, without the time in the queue. */
  timeToFirstTokenMs: number;
  /** Tokens per second between the first and the last batch of tokens; 0 when there was only one batch. */
  decodeTokensPerSecond: number;
}

/** Routed experts of this generation: those that were fetched, also again after an eviction or a lost GPU, and those skipped. */
export interface ExpertTraffic {
  /** Number of fetched experts. */
  fetched: number;
  /** Bytes fetched from the network. */
  networkBytes: number;
  /** Bytes read from storage on this device, or from the option `folder`. */
  storedBytes: number;
  /** Bytes that a download in progress delivered, or that were in memory because storage is full. */
  memoryBytes: number;
  /** How often the answer had to wait for experts of a layer. */
  faults: number;
  /** How many experts were evicted from GPU memory; 0 if all fit. */
  evictions: number;
  /** How often `expertThreshold` skipped a chosen expert, in all layers, for tokens that were read or generated. */
  skipped: number;
}

/**
 * Which experts were chosen for generated tokens, and their weights: (tokens, layers, k), with k the model's experts per token.
 * Row i belongs to the step that chose token i, in which the model read the token before it (for the first one, the last token
 * of the prompt). A token's experts are in the order in which the router chose them, which is that of their weights unless the
 * model has a selection bias; a shared expert is not among them.
 */
export interface Routing {
  /** The index of each expert in its layer; 65535 if `expertThreshold` skipped it. */
  experts: Uint16Array;
  /** The weight that the expert's output was multiplied with; 0 if it was skipped. */
  weights: Float32Array;
  /** (tokens): in how many layers the step waited for experts. The first token's are those of reading the prompt. */
  faults: Uint16Array;
}

/** A token and the natural logarithm of its probability; -Infinity if it is impossible. */
export interface TokenLogprob {
  /** In the model's vocabulary; -1 if a server does not say. */
  id: number;
  /** Bytes that are not UTF-8 are U+FFFD: a token may be a part of a character. */
  text: string;
  /** Of the token in UTF-8, possibly a part of a character. */
  bytes: number[];
  /** Of the raw logits: see the option `logprobs`. */
  logprob: number;
}

/** A generated token, and what else was probable in its place. */
export interface GeneratedTokenLogprob extends TokenLogprob {
  /** The most probable tokens in its place, in order; see `topLogprobs`. */
  top: TokenLogprob[];
}

/** A complete answer. */
export interface GenerationResult {
  /** The answer without thinking and calls. */
  text: string;
  /** The model's thinking before the answer; '' if there is none. */
  thinking: string;
  /** Calls that the model has written completely, in this order. */
  toolCalls: ToolCall[];
  /**
   * Tool calls that could not be read. Usual mistakes, such as single quotes or a missing closing brace, are tolerated. Each is
   * also part of `text` (or of `thinking`, if that was never closed). If there are any, ask again or show the text.
   */
  malformedToolCalls: string[];
  /**
   * The model ended its turn or wrote a stop string ('stop'), ended its turn with tool calls ('tool-calls'), or reached
   * `maxTokens` or the end of the context ('length'), possibly after complete calls. An incomplete last character is dropped;
   * an incomplete call is text.
   */
  finishReason: 'stop' | 'tool-calls' | 'length';
  /** Ascending indices of messages that were dropped because the context was full; see `contextOverflow`. */
  droppedMessages: number[];
  /** Numbers of tokens of the prompt and the answer. */
  usage: Usage;
  /** How long reading the prompt and generating took. */
  timings: Timings;
  /** Absent for a model on a server. */
  experts?: ExpertTraffic;
  /**
   * With the option `routing: true`: of all `usage.completionTokens` tokens, or, after `resume`, of those that were generated
   * since.
   */
  routing?: Routing;
  /**
   * With the option `logprobs: true`: those of all `usage.completionTokens` tokens, or, after `resume`, of those that were generated
   * since. A token that was forced, such as the end of thinking, has the probability that the model gave it.
   */
  logprobs?: GeneratedTokenLogprob[];
  /**
   * With the option `n` above 1: the results of all answers, of which the other fields are the first. Each has its own `usage`;
   * `cachedTokens` of all but the first are the whole prompt. A server counts all answers together: as those of the first.
   */
  choices?: Omit<GenerationResult, 'choices'>[];
}

/** The result of a model on this device. */
export interface LocalGenerationResult extends GenerationResult {
  /** The experts that were fetched for the answer. */
  experts: ExpertTraffic;
}

/**
 * A piece of a tool call while it is written. Each call has one or more before its 'tool-call' part, or before the
 * 'tool-call-retracted' part of its `index`.
 */
export interface ToolCallDelta {
  /** The type of this part. */
  type: 'tool-call-delta';
  /** Counts the calls that have begun in the answer, from 0, retracted ones included. */
  index: number;
  /** Only in the first delta of a call, where it is always present: the `id` of the 'tool-call' part. */
  id?: string;
  /** Only in the first delta of a call, where it is always present. */
  name?: string;
  /** A piece of JSON. The pieces of a call together are its arguments as valid JSON, however the model has written them. */
  argumentsDelta: string;
}

/** A part of an answer, in the order of generation. Consecutive texts of the same type belong together. */
export type AnswerPart = {
  /** The index of the answer, if the option `n` is above 1. */
  choice?: number;
} & (
  | { type: 'thinking'; text: string }
  | { type: 'text'; text: string }
  | ToolCallDelta
  | ({ type: 'tool-call' } & ToolCall)
  /** With the option `routing: 'stream'`: that of the tokens from number `from` on, after the parts that they made. */
  | ({ type: 'routing'; from: number } & Routing)
  /**
   * With the option `logprobs: 'stream'`: the log-probabilities of the tokens from number `from` on, right after the parts
   * that they made.
   */
  | { type: 'logprobs'; from: number; tokens: GeneratedTokenLogprob[] }
  /**
   * The call of the deltas with this `index` does not exist: it turned out to be malformed or unfinished. Forget the deltas;
   * what the model wrote comes again as text.
   */
  | { type: 'tool-call-retracted'; index: number }
  /**
   * All text so far was thinking, because the model has closed thinking that neither it nor the prompt had opened. Rare, and
   * never after thinking or a call.
   */
  | { type: 'text-was-thinking' }
);

/** The last part of a complete answer. `run.result` has the same fields and the whole texts. */
export type FinishPart<Result extends GenerationResult = GenerationResult> = { type: 'finish' } & Omit<
  Result,
  'text' | 'thinking' | 'toolCalls'
>;

/** How far the prompt of a completion is read: `tokens` so far, of which `cachedTokens` were not read again. */
export type PromptPart = { type: 'prompt'; tokens: number; cachedTokens: number };

/** A part that others follow. */
export type StreamedPart = PromptPart | AnswerPart;

/** A piece of an answer as it comes: more thinking, more text, a complete tool call, the end. */
export type Part = AnswerPart | FinishPart;

/** A piece of a completion as it comes: more of the prompt read, or a piece of the answer. */
export type CompletionPart = PromptPart | Part;
