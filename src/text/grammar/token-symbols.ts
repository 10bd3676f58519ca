// The symbols that each token of a vocabulary stands for. Made once for each tokenizer.

import type { Tokenizer } from '../tokenizer.ts';
import { SPECIAL, type TokenSymbols } from './automaton.ts';

/**
 * A token that carries structure, or ends an answer, is one symbol of its own, so that text which spells it is something else. Other
 * tokens are their bytes.
 */
export function createTokenSymbols(
  tokenizer: Pick<Tokenizer, 'bytesOf' | 'addedTokens'>,
  vocabSize: number,
  stopIds: readonly number[],
): TokenSymbols {
  const isSpecial = specialIn(tokenizer, stopIds);
  const offsets = new Uint32Array(vocabSize + 1);
  const specialIds: number[] = [];
  let bytes = new Uint8Array(8 * vocabSize);
  let length = 0;
  for (let id = 0; id < vocabSize; id++) {
    offsets[id] = length;
    let written = tokenizer.bytesOf(id);
    if (isSpecial(id)) {
      offsets[id] = (length | SPECIAL) >>> 0;
      const symbol = 256 + specialIds.push(id) - 1;
      written = Uint8Array.of(symbol & 255, symbol >> 8);
    }
    if (length + written.length > bytes.length) bytes = grown(bytes, length + written.length);
    bytes.set(written, length);
    length += written.length;
  }
  offsets[vocabSize] = length;
  return { offsets, bytes: bytes.slice(0, length), specialIds };
}

/** Added tokens for runs of blanks are text. */
function specialIn(
  { addedTokens, bytesOf }: Pick<Tokenizer, 'bytesOf' | 'addedTokens'>,
  stopIds: readonly number[],
): (id: number) => boolean {
  const stops = new Set(stopIds);
  return (id) => {
    const added = addedTokens.get(id);
    if (stops.has(id)) return bytesOf(id).length > 0;
    return added !== undefined && (added.special || added.content.trim() !== '');
  };
}

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * length);
  larger.set(bytes);
  return larger;
}

/** The symbol of a special token; undefined for others. */
export function specialSymbol(
  { specialIds }: Pick<TokenSymbols, 'specialIds'>,
  id: number,
): number | undefined {
  const index = specialIds.indexOf(id);
  return index < 0 ? undefined : 256 + index;
}
