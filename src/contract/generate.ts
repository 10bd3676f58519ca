// What can be asked of a generation, and what comes of it. Plain data, so that it crosses to the page.

import type { Tool, ToolCall } from './messages.ts';
import type { SamplingParams } from './sampling-params.ts';

/**
 * How to answer. What is left out, or null, comes from the model's generation_config.json, then from the defaults named here.
 * Other options are refused.
 */
export interface GenerateOptions extends SamplingParams {
  /** Most tokens of the answer, thinking included. Default 2048, or what the context leaves if that is less. */
  maxTokens?: number | null | undefined;
  /**
   * What happens when a conversation leaves no room in the context. 'error': the run fails with 'context-exceeded' when
   * there is none for a single token, and otherwise the answer gets what is left. 'drop-oldest': whole turns are left out,
   * the oldest first, until there is room for `maxTokens` tokens, or half the context if that is less; then, and when only
   * the last turn is left, as with 'error'. A turn is a message of the user and all up to the next one; system messages, the
   * last turn and what precedes the first turn stay. `droppedMessages` of the result says what was left out. Default 'error'.
   */
  contextOverflow?: ContextOverflow | null | undefined;
  /** Strings that end the answer's text, never its thinking, and are not part of it. */
  stop?: string | readonly string[] | null | undefined;
  /** Functions the model may call; its calls come as 'tool-call' parts. */
  tools?: readonly Tool[] | null | undefined;
  /** Stops the generation, which then rejects with the signal's reason. */
  signal?: AbortSignal | null | undefined;
}

/** What to do with a conversation that is too long: fail, or leave out its oldest turns. */
export type ContextOverflow = 'error' | 'drop-oldest';

/** What belongs to a prompt besides its messages; null means left out, and other options are refused. */
export interface CountOptions {
  /** As in {@link GenerateOptions}: the prompt describes them. */
  tools?: readonly Tool[] | null | undefined;
}

export interface Usage {
  promptTokens: number;
  /**
   * Those of them that were not read again, because an earlier prompt or answer began with the same ones; 0 when all were
   * read. See `prefixCacheBytes`.
   */
  cachedTokens: number;
  /** Tokens the model wrote, thinking included. */
  completionTokens: number;
  /** Those of them that it spent on thinking; 0 when it did not think. */
  thinkingTokens: number;
}

export interface Timings {
  /** Reading the prompt, in milliseconds. */
  prefillMs: number;
  /** From the call to the first token, in milliseconds; waiting for its turn not included. */
  timeToFirstTokenMs: number;
  /** Tokens per second from the first batch of tokens to the last; 0 when there was only one. */
  decodeTokensPerSecond: number;
}

/** Routed experts that were fetched for this generation; again, if they had given their place up or the GPU was lost. */
export interface ExpertTraffic {
  /** How many had to be fetched. */
  fetched: number;
  /** Bytes of those that came from the network. */
  networkBytes: number;
  /** Bytes of those that were stored on this device. */
  storedBytes: number;
  /** Bytes of those that were on their way already, or kept in memory because storage is full. */
  memoryBytes: number;
  /** How often the answer had to wait for experts of a layer. */
  faults: number;
  /** How many gave their place in GPU memory up to others; 0 where all fit. */
  evictions: number;
}

export interface GenerationResult {
  text: string;
  /** What the model thought before it answered; '' when it did not. */
  thinking: string;
  toolCalls: ToolCall[];
  /**
   * What the model meant as tool calls and wrote in a way that cannot be read; usual slips, such as single quotes or a missing
   * brace at the end, are read. Each is a piece of `text` as well (or of `thinking`, where that was never closed). When there
   * are any, ask again or show the text: no call is made up. Empty for most answers.
   */
  malformedToolCalls: string[];
  /**
   * The model ended its turn or wrote a stop string ('stop'), ended its turn and asks for tools ('tool-calls'), or ran into
   * `maxTokens` or the context's end ('length'), maybe after complete calls. A character or a call that was cut off is left
   * out of the one, and text in the other.
   */
  finishReason: 'stop' | 'tool-calls' | 'length';
  /** Indices of the messages that were left out for want of room, ascending; see `contextOverflow`. Empty for most answers. */
  droppedMessages: number[];
  usage: Usage;
  timings: Timings;
  experts: ExpertTraffic;
}

/** A piece of an answer, in the order the model wrote it. Texts of the same type belong together. */
export type AnswerPart =
  | { type: 'thinking'; text: string }
  | { type: 'text'; text: string }
  | ({ type: 'tool-call' } & ToolCall)
  /**
   * All text so far was thinking: the model has closed thinking that neither it nor the prompt had opened. Rare, and never
   * after thinking or a call.
   */
  | { type: 'text-was-thinking' };

/** The last part: the answer is complete. `run.result` has the same and the whole texts. */
export type FinishPart = { type: 'finish' } & Omit<GenerationResult, 'text' | 'thinking' | 'toolCalls'>;

/** A piece of an answer as it comes: more thinking, more text, a complete tool call, the end. */
export type Part = AnswerPart | FinishPart;
