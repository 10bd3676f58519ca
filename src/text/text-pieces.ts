// Splits a text into pieces that are large enough for a message to the worker.

import type { TextSource } from '../contract/tokens.ts';
import { show } from '../errors.ts';
import { invalidArgument } from './plain-data.ts';

/** Shorter pieces are joined, because the tokenizer waits for this much text anyway. In UTF-16 units. */
const MIN_PIECE = 4096;
/** Longer pieces are cut. */
const MAX_PIECE = 65_536;

/** Iterators and streams that a call was given. */
const claimed = new WeakSet<object>();

/**
 * Checks a text before it is read. An iterator or a stream can be claimed once, because afterwards some of it may be gone.
 * @throws PocketM1Error `invalid-argument` naming `what`.
 */
export function claimText(text: unknown, what: string): asserts text is TextSource {
  if (typeof text === 'string') return;
  if (!isIterable(text)) {
    throw invalidArgument(what, `is ${show(text)}, expected a string or an iterable of strings`);
  }
  if (claimed.has(text)) {
    throw invalidArgument(
      what,
      'is an iterator or a stream that was given to an earlier call, so that some of it may be gone: make a new one',
    );
  }
  if ('next' in text || (typeof ReadableStream === 'function' && text instanceof ReadableStream)) {
    claimed.add(text);
  }
}

/** Whether a value is an iterable object. */
export function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  return (
    typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value)
  );
}

/**
 * The pieces of a text, in order. Reads the source only as pieces are requested, and closes it if the caller leaves early.
 * @throws What the source throws, and PocketM1Error `invalid-argument` when it yields anything but strings.
 */
export async function* textPieces(source: TextSource): AsyncGenerator<string, void, undefined> {
  let text = '';
  let index = 0;
  for await (const piece of typeof source === 'string' ? [source] : source) {
    if (typeof piece !== 'string') {
      throw invalidArgument(`piece ${index} of the text`, `is ${show(piece)}, expected a string`);
    }
    index += 1;
    text += piece;
    if (text.length < MIN_PIECE) continue;
    for (let at = 0; at < text.length; at += MAX_PIECE) yield text.slice(at, at + MAX_PIECE);
    text = '';
  }
  if (text !== '') yield text;
}
