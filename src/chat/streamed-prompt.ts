// The prompt of a conversation in which some texts arrive in pieces. It is tokenized as they do, and never held as text.

import { abortable } from '../async.ts';
import type { Message, Tool } from '../contract/messages.ts';
import { sharedTokens } from '../engine/shared-tokens.ts';
import type { PromptAround } from '../text/compiled-template.ts';
import { readMessages } from '../text/read-messages.ts';
import type { PromptPiece } from '../text/structure.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { checkpointOffsets } from './checkpoint-offsets.ts';
import type { PromptText } from './prompt.ts';

/** The text of a user message. */
export interface StreamedText {
  /** The index of the message. */
  message: number;
  pieces: AsyncIterator<string>;
}

export interface StreamedPrompt extends Omit<PromptAround, 'around' | 'texts'> {
  batches: AsyncGenerator<number[], void, undefined>;
  /** Offsets before the first text at which later prompts may differ; see `checkpointOffsets`. */
  checkpoints: () => number[];
  /** Where the answer begins if another may replace it, in the prompt, which has `tokens` tokens. */
  promptEnd: (tokens: number) => number;
}

/** Text that has begun: `first` is not blank. */
interface BegunText extends StreamedText {
  first: string;
  specialTokens: 'text' | 'structure';
}

/**
 * Waits until it is known which texts are blank, because templates treat blank messages differently.
 * @returns The conversation with blank texts as strings, and the other texts.
 * @throws What the pieces throw, the signal's reason, and PocketM1Error `invalid-argument`.
 */
export async function beginTexts(
  given: readonly Message[],
  texts: readonly StreamedText[],
  signal: AbortSignal | undefined,
): Promise<{ messages: readonly Message[]; begun: BegunText[] }> {
  const turns = readMessages(given);
  const begun: BegunText[] = [];
  for (const text of texts) {
    const turn = turns[text.message]!;
    let first = '';
    let ended: boolean | undefined = false;
    while (first.trim() === '' && !ended) {
      const { value, done } = await abortable(text.pieces.next(), signal);
      ended = done;
      first += value ?? '';
    }
    if (first.trim() !== '') begun.push({ ...text, first, specialTokens: turn.specialTokens ?? 'text' });
    turn.content = first;
  }
  return { messages: turns, begun };
}

/**
 * Renders the prompt around the texts.
 * @throws PocketM1Error as `ChatTemplate.renderAround`.
 */
export function streamPrompt(
  text: PromptText,
  messages: readonly Message[],
  begun: readonly BegunText[],
  tools: readonly Tool[],
): StreamedPrompt {
  const { template, tokenizer, thinking } = text;
  const later = begun.map(({ message }) => message);
  const { around, texts, ...beginning } = template.renderAround(messages, later, { tools, thinking });
  return {
    ...beginning,
    batches: batchesOf(tokenizer, { around, texts }, begun),
    checkpoints: () => checkpointOffsets(text, messages, tools, tokenizer.encode(around[0]!)),
    promptEnd: (tokens) => {
      const options = { tools, addGenerationPrompt: false };
      const without = template.renderAround(messages, later, options).around.at(-1)!;
      return tokens - generationTokens(tokenizer, around.at(-1)!, without);
    },
  };
}

async function* batchesOf(
  tokenizer: Tokenizer,
  { around, texts }: Pick<PromptAround, 'around' | 'texts'>,
  begun: readonly BegunText[],
): AsyncGenerator<number[], void, undefined> {
  const encoder = tokenizer.promptEncoder();
  const encode = (pieces: readonly PromptPiece[]): number[] => pieces.flatMap((piece) => encoder.push(piece));
  for (const [i, pieces] of around.entries()) {
    yield encode(pieces);
    const text = texts[i];
    if (!text) continue;
    const { first, pieces: rest, specialTokens } = begun[text.index]!;
    const splitter = tokenizer.splitter(specialTokens, text);
    yield encode(splitter.push(first));
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      yield encode(splitter.push(next.value));
    }
    yield encode(splitter.end());
  }
  yield encoder.end();
}

/** How many tokens at the prompt's end begin the assistant's turn, as far as added tokens tell; else 0. */
function generationTokens(
  tokenizer: Tokenizer,
  end: readonly PromptPiece[],
  without: readonly PromptPiece[],
): number {
  const first = end.findIndex((piece) => typeof piece === 'number');
  if (first === -1) return 0;
  const ids = tokenizer.encode(end.slice(first));
  return ids.length - sharedTokens(ids, tokenizer.encode(without.slice(first)));
}
