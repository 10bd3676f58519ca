// What the segmenter takes and gives.

import type { AnswerPart } from '../contract/generate.ts';
import type { ToolDefinition } from '../contract/messages.ts';
import type { CallPart } from './call-deltas.ts';
import type { CallSyntax } from './call-syntax.ts';

/** A part of an answer, in which calls may still lack an id. */
export type SegmentedPart = Exclude<AnswerPart, { type: 'tool-call' | 'routing' | 'logprobs' }> | CallPart;

/** Why the segmenter ended the answer. */
export type Cut =
  | { reason: 'stop-token'; token: number }
  | {
      reason: 'stop-string';
      stop: string;
      /** How many of the pushed tokens lie wholly before the stop string. */
      keptTokens: number;
      /** Text before the stop string that belongs to a token which reaches into it. */
      remainder: string;
    };

export interface SegmenterOptions {
  /** Ids that end the answer. */
  stopTokens?: Iterable<number>;
  /** Strings that end the answer's text (not the thinking) and are not part of it. */
  stop?: readonly string[];
  /** Whether the prompt already opened the thinking. Default false. */
  insideThinking?: boolean;
  /** Whether the answer continues thinking or text that the prompt began. Default false. */
  continues?: boolean;
  /**
   * Where in the text a tag is more than text: anywhere; only at its beginning, where one begins calls; or nowhere. Default
   * anywhere.
   */
  tagsInText?: 'anywhere' | 'first' | 'nowhere';
  /** How the model writes calls. Default: as MiniMax-M1. */
  callSyntax?: CallSyntax | undefined;
  /** The tools it may call, whose schemas tell the types of arguments where the format does not. Default none. */
  tools?: readonly ToolDefinition[] | undefined;
}
