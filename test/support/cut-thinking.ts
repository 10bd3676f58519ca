// Where a budget cuts thinking off, and the prompt from which the answer is then written: what `thinkingBudget` does in one
// answer, in two.

import { THINK_CLOSE, THINK_OPEN } from '../../src/text/tags.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';

/** Ends a prompt, so that the answer begins with thinking, as the chat template writes it. */
export const opening: string = `${THINK_OPEN}\n`;

export interface CutThinking {
  /** Prompt, thinking and its closing tag. */
  ids: number[];
  thinkingTokens: number;
  /** The model closed its thinking itself, within the budget. */
  closed: boolean;
}

/** `thoughts`: what the model wrote after `prompt` and the opening, perhaps beyond the closing tag. */
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
  // Empty thinking is text of the prompt, in which the two line ends may be one token.
  if (kept.length === 0) {
    return { ids: tokenizer.encode(`${prompt}${opening}\n${close}`), thinkingTokens: 0, closed };
  }
  const closing = tokenizer.decode(kept).endsWith('\n') ? close : `\n${close}`;
  return { ids: [...start, ...kept, ...tokenizer.encode(closing)], thinkingTokens: kept.length, closed };
}

/** How many of the ids it takes until the closing tag, one token or several, is written; undefined when it is not. */
export function closingEnd(tokenizer: Tokenizer, ids: readonly number[]): number | undefined {
  const closes = (count: number): boolean => tokenizer.decode(ids.slice(0, count)).includes(THINK_CLOSE);
  if (!closes(ids.length)) return undefined;
  let end = ids.length;
  while (closes(end - 1)) end -= 1;
  return end;
}
