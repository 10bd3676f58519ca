// The page's side of a model's tokenizer, which is in the worker.

import { releaseProxy, transfer } from 'comlink';
import { readSpecialTokens } from '../chat/generate-options.ts';
import type { TextSource, TokenizeOptions } from '../contract/tokens.ts';
import { show } from '../errors.ts';
import { checkFields, invalidArgument, refuseOption } from '../text/plain-data.ts';
import { claimText, textPieces } from '../text/text-pieces.ts';
import type { Connection } from './connection.ts';

/** Batches of ids as they become certain. Reads the next piece of the text after the batch before it was taken. */
export async function* tokenBatches(
  connection: Connection,
  text: TextSource,
  options: TokenizeOptions,
): AsyncGenerator<Uint32Array, void, undefined> {
  claimText(text, 'tokenize: the text');
  const specialTokens = readTokenizeOptions(options);
  const encoder = await connection.call((host) => host.openEncoder(specialTokens));
  try {
    for await (const piece of textPieces(text)) {
      const ids = await connection.call(() => encoder.push(piece));
      if (ids.length > 0) yield ids;
    }
    const ids = await connection.call(() => encoder.end());
    if (ids.length > 0) yield ids;
  } finally {
    encoder[releaseProxy]();
  }
}

/** All ids of a text. */
export async function tokenize(
  connection: Connection,
  text: TextSource,
  options: TokenizeOptions,
): Promise<Uint32Array> {
  const batches: Uint32Array[] = [];
  for await (const batch of tokenBatches(connection, text, options)) batches.push(batch);
  const ids = new Uint32Array(batches.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const batch of batches) {
    ids.set(batch, offset);
    offset += batch.length;
  }
  return ids;
}

export async function detokenize(connection: Connection, given: Iterable<number>): Promise<string> {
  if (typeof given !== 'object' || given === null || !(Symbol.iterator in given)) {
    throw invalidArgument('detokenize: the ids', `are ${show(given)}, expected an iterable of numbers`);
  }
  const ids: number[] = [];
  for (const id of given) {
    if (!Number.isInteger(id) || id < 0 || id > 0xffffffff) {
      throw invalidArgument(`ids[${ids.length}]`, `is ${show(id)}, expected a token id`);
    }
    ids.push(id);
  }
  const words = new Uint32Array(ids);
  return connection.call((host) => host.detokenize(transfer(words, [words.buffer])));
}

function readTokenizeOptions(given: TokenizeOptions | null | undefined): 'text' | 'structure' {
  const options = given ?? {};
  if (typeof options !== 'object' || Array.isArray(options)) {
    throw invalidArgument('tokenize: the options', `are ${show(given)}, expected an object`);
  }
  checkFields(options, 'tokenize', { kind: 'option', names: ['stream', 'specialTokens'] });
  const { stream, specialTokens } = options;
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean') {
    refuseOption('stream', stream, 'true or false');
  }
  return readSpecialTokens(specialTokens);
}
