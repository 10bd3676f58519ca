// Where a budget cuts thinking off, and the prompt from which the answer is then generated: does in two answers what
// `thinkingBudget` does in one.

import { THINK_CLOSE, THINK_OPEN } from '../../src/text/tags.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';

/** Ends a prompt so that the answer starts with thinking, as the chat template writes it. */
export const opening: string = `${THINK_OPEN}\n`;

export interface CutThinking {
  /** Prompt, thinking and its closing tag. */
  ids: number[];
  thinkingTokens: number;
  /** The model closed its thinking itself, within the budget. */
  closed: boolean;
}

/** `thoughts`: the ids that the model generated after `prompt` and the opening tag, possibly beyond the closing tag. */
export function cutThinking(
  tokenizer: Tokenizer,
  prompt: string,
  thoughts: readonly number[],
  budget: number,
): CutThinking {
  const end = closingEnd(tokenizer, thoughts);
  const closed = end !== undefined && end <= budget;
  const kept = thoughts.slice(0, closed ? end : budget);
  const start = tokenizer.encode(prompt + opening);
  if (closed) return { ids: [...start, ...kept], thinkingTokens: kept.length, closed };
  const close = `${THINK_CLOSE}\n\n`;
  // Empty thinking is text of the prompt, where the two newlines may be one token.
  if (kept.length === 0) {
    return { ids: tokenizer.encode(`${prompt}${opening}\n${close}`), thinkingTokens: 0, closed };
  }
  const closing = tokenizer.decode(kept).endsWith('\n') ? close : `\n${close}`;
  return { ids: [...start, ...kept, ...tokenizer.encode(closing)], thinkingTokens: kept.length, closed };
}

/** The number of ids up to the end of the closing tag, which may be several tokens; undefined if there is none. */
export function closingEnd(tokenizer: Tokenizer, ids: readonly number[]): number | undefined {
  const closes = (count: number): boolean => tokenizer.decode(ids.slice(0, count)).includes(THINK_CLOSE);
  if (!closes(ids.length)) return undefined;
  let end = ids.length;
  while (closes(end - 1)) end -= 1;
  return end;
}
