// What the panel's views show, and what a view is.

import type { ExpertPlace, Model, ModelMemory } from '../../src/index.ts';
import type { AnswerRecord } from './answer-record.ts';

/** What was measured at the end of an answer. */
export interface Measured {
  /** Tokens of context. */
  tokens: number;
  /** Bytes of keys, values and states. */
  bytes: number;
  /** Milliseconds of one token; undefined if the answer was too short, or waited for experts. */
  ms: number | undefined;
}

export interface GlassState {
  model: Model | undefined;
  /** Of the answer that is written, or was written last. */
  record: AnswerRecord | undefined;
  /** The index of the token shown. */
  selected: number;
  /** By layer and expert; empty until the model has said it. */
  places: ExpertPlace[][];
  memory: ModelMemory | undefined;
  /** Tokens of the conversation, as of the last answer that has ended. */
  contextTokens: number | undefined;
  measured: Measured[];
}

export interface View {
  readonly element: HTMLElement;
  draw(state: Readonly<GlassState>): void;
  /** Called when the page becomes light or dark. */
  themeChanged?(): void;
  end?(): void;
}
