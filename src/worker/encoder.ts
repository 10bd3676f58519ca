// The worker's side of tokenizing.

import { type ProxyMarked, proxy, transfer } from 'comlink';
import { invalidArgument } from '../text/plain-data.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import type { RemoteEncoder } from './protocol.ts';

export function serveEncoder(
  tokenizer: Tokenizer,
  specialTokens: 'text' | 'structure',
): RemoteEncoder & ProxyMarked {
  const encoder = tokenizer.encoder(specialTokens);
  return proxy({
    push: (text) => transferred(encoder.push(text)),
    end: () => transferred(encoder.end()),
  } satisfies RemoteEncoder);
}

function transferred(ids: number[]): Uint32Array {
  const words = new Uint32Array(ids);
  return transfer(words, [words.buffer]);
}

/** @throws PocketM1Error `invalid-argument` for an id that has no token. */
export function detokenize(tokenizer: Tokenizer, ids: Uint32Array): string {
  const unknown = ids.findIndex((id) => tokenizer.bytesOf(id).length === 0);
  if (unknown === -1) return tokenizer.decode(ids);
  throw invalidArgument(`ids[${unknown}]`, `is ${ids[unknown]}, which is no token of this model`);
}
