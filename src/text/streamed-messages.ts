// Takes texts that are iterables out of a conversation, so that the rest is plain data.

import { abortable } from '../async.ts';
import type { StreamedMessage } from '../contract/messages.ts';
import { invalidArgument } from './plain-data.ts';
import { claimText, isIterable, textPieces } from './text-pieces.ts';

/** The text of a user message. */
export interface TakenText {
  /** The index of the message. */
  message: number;
  source: StreamedMessage['content'];
}

/** The conversation with '' in place of the texts. It is not checked otherwise. */
export function takeTexts(given: unknown): { messages: unknown; texts: TakenText[] } {
  const texts: TakenText[] = [];
  if (!Array.isArray(given)) return { messages: given, texts };
  const messages = given.map((message: unknown, index) => {
    const source = textOf(message);
    if (source === undefined) return message;
    texts.push({ message: index, source });
    return { ...(message as object), content: '' };
  });
  return { messages, texts };
}

/** @throws PocketM1Error `invalid-argument` when a text was given to an earlier call. */
export function claimTexts(texts: readonly TakenText[]): void {
  for (const { message, source } of texts) claimText(source, `messages[${message}].content`);
}

/** @throws PocketM1Error `invalid-argument` when there is a text. */
export function refuseTexts([first]: readonly TakenText[], method: string): void {
  if (!first) return;
  throw invalidArgument(
    `messages[${first.message}].content`,
    `is an iterable, which ${method} would use up: pass a string`,
  );
}

/**
 * The conversation with each text as a string.
 * @throws What the texts throw, and the signal's reason.
 */
export async function joinTexts(
  messages: readonly unknown[],
  texts: readonly TakenText[],
  signal: AbortSignal,
): Promise<unknown[]> {
  const joined = [...messages];
  for (const { message, source } of texts) {
    const pieces = textPieces(source);
    let content = '';
    try {
      for (;;) {
        const { value, done } = await abortable(pieces.next(), signal);
        if (done) break;
        content += value;
      }
    } finally {
      // Not awaited, because an aborted run would otherwise wait for a piece that may never arrive.
      pieces.return().catch(() => {});
    }
    joined[message] = { ...(messages[message] as object), content };
  }
  return joined;
}

/** Lists are text parts, which are plain data. */
function textOf(message: unknown): StreamedMessage['content'] | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  try {
    const { role, content } = message as Record<string, unknown>;
    const isText = role === 'user' && isIterable(content) && !Array.isArray(content);
    return isText ? (content as StreamedMessage['content']) : undefined;
  } catch {
    // A getter throws: reading the messages reports it.
    return undefined;
  }
}
