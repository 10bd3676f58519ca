// Encodes text as token ids. Handles the added tokens. @huggingface/tokenizers encodes the text between them.

import type { Tokenizer as HfTokenizer } from '@huggingface/tokenizers';
import { IncrementalEncoder } from './incremental-encoder.ts';
import { PromptEncoder } from './prompt-encoder.ts';
import type { PromptPiece, StructuralToken, Structure } from './structure.ts';
import { type SplitOptions, TokenSplitter } from './token-splitter.ts';

export interface Encoding {
  /**
   * Token ids of a text, or of a prompt's pieces. Added tokens spelled in a text become their ids; in the pieces of a prompt
   * they stay text. Prepends BOS only if the config has `add_bos_token`.
   */
  encode(text: string | readonly PromptPiece[]): number[];
  /**
   * Encodes one text that arrives in pieces. With 'structure', added tokens spelled in it become their ids, as in `encode` of
   * a string; with 'text', they stay text. Collects at least `minText` UTF-16 units before it looks for a place to cut.
   */
  encoder(specialTokens: 'text' | 'structure', minText?: number): IncrementalEncoder;
  /** Encodes one prompt whose pieces arrive one by one, with `minText` as for `encoder`. */
  promptEncoder(minText?: number): PromptEncoder;
  /** Divides a text of a prompt that arrives in pieces into the prompt's pieces. */
  splitter(
    specialTokens: 'text' | 'structure',
    trims?: Partial<Pick<SplitOptions, 'trimsStart' | 'trimsEnd'>>,
  ): TokenSplitter;
}

interface EncodingOptions {
  hf: HfTokenizer;
  structure: Structure;
  /** The added tokens that text does not spell. */
  structural: ReadonlyMap<number, StructuralToken>;
  /** The first id of every text. */
  bosId: number | undefined;
  /** See `hasSafeCuts` in safe-cuts.ts. */
  hasSafeCuts: boolean;
}

export function createEncoding({ hf, structure, structural, bosId, hasSafeCuts }: EncodingOptions): Encoding {
  const encodeText = (text: string): number[] => {
    const { ids } = hf.encode(text, { add_special_tokens: false });
    if (!ids.some((id) => structural.has(id))) return ids;
    // If the token is in the vocabulary too, merges may produce it from text. Text must spell it with smaller tokens.
    return ids.flatMap((id) => {
      const content = structural.get(id)?.content ?? '';
      if (content.length < 2) return [id];
      return [content.slice(0, 1), content.slice(1)].flatMap(encodeText);
    });
  };

  const encodeCached = cached(encodeText);
  const piecesOf = (text: string): PromptPiece[] => structure.split(structure.mark(text));
  const encodePieces = (pieces: readonly PromptPiece[], encodePiece: (text: string) => number[]): number[] =>
    stripped(pieces, structural).flatMap((piece) =>
      typeof piece === 'number' ? [piece] : encodePiece(piece),
    );

  const contents = [...structural.values()].map(({ content }) => content);
  const textEncoding = {
    encode: (text: string) => encodeText(text.toWellFormed()),
    hasSafeCuts,
    bosId: undefined,
    tokens: [],
    stripping: [],
  };

  return {
    encode(text) {
      const ids = encodePieces(typeof text === 'string' ? piecesOf(text) : text, encodeCached);
      // Chat templates write the BOS themselves, and models are not trained on two.
      return bosId === undefined || ids[0] === bosId ? ids : [bosId, ...ids];
    },
    encoder(specialTokens, minText) {
      if (specialTokens === 'text') return new IncrementalEncoder({ ...textEncoding, bosId }, minText);
      const stripping = [...structural.values()].filter(({ rstrip }) => rstrip);
      const encoding = {
        encode: (text: string) => encodePieces(piecesOf(text), encodeText),
        hasSafeCuts,
        bosId,
        tokens: contents,
        stripping: stripping.map(({ content }) => content),
      };
      return new IncrementalEncoder(encoding, minText);
    },
    promptEncoder: (minText) =>
      new PromptEncoder({ encoder: new IncrementalEncoder(textEncoding, minText), structural, bosId }),
    splitter: (specialTokens, { trimsStart = false, trimsEnd = false } = {}) =>
      new TokenSplitter(structure, {
        tokens: specialTokens === 'structure' ? contents : [],
        trimsStart,
        trimsEnd,
      }),
  };
}

const MAX_CACHED_CHARACTERS = 1 << 20;

/** Caches encoded texts, because each turn's prompt repeats the texts of earlier turns. Cleared when it is full. */
function cached(encode: (text: string) => number[]): (text: string) => number[] {
  const known = new Map<string, number[]>();
  let characters = 0;
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const ids = encode(text);
    characters += text.length;
    if (characters > MAX_CACHED_CHARACTERS) {
      known.clear();
      characters = text.length;
    }
    known.set(text, ids);
    return ids;
  };
}

/** Applies `lstrip` and `rstrip` to the texts beside their tokens. */
function stripped(
  pieces: readonly PromptPiece[],
  structural: ReadonlyMap<number, StructuralToken>,
): PromptPiece[] {
  const token = (piece: PromptPiece | undefined) =>
    typeof piece === 'number' ? structural.get(piece) : undefined;
  return pieces.map((piece, i) => {
    if (typeof piece === 'number') return piece;
    const text = token(pieces[i + 1])?.lstrip ? piece.trimEnd() : piece;
    return token(pieces[i - 1])?.rstrip ? text.trimStart() : text;
  });
}
