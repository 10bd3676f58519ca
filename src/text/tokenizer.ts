// Text to token ids and back, for the byte-level BPE tokenizers MiniMax-M1 models use. Encoding is @huggingface/tokenizers';
// decoding is ours and goes through bytes, because one character may be spelled by several tokens.

import { Tokenizer as HfTokenizer } from '@huggingface/tokenizers';
import { PocketM1Error } from '../errors.ts';
import { bytesOfSymbols } from './byte-level.ts';
import { type AddedToken, type PromptPiece, Structure } from './structure.ts';

export interface Tokenizer {
  /**
   * Token ids of a text, or of a prompt's pieces. Added tokens spelled in a text become their ids; those spelled in the
   * pieces of a prompt stay text. A BOS is put in front only when the config says so.
   */
  encode(text: string | readonly PromptPiece[]): number[];
  /** Text of token ids. Bytes that are no UTF-8 become U+FFFD, ids without a token become nothing. */
  decode(ids: Iterable<number>, options?: { skipSpecialTokens?: boolean }): string;
  /** The UTF-8 bytes one token stands for, perhaps only a piece of a character; empty for an id without a token. */
  bytesOf(id: number): Uint8Array;
  /** The id of a vocabulary entry, spelled as in tokenizer.json. */
  idOf(token: string): number | undefined;
  readonly addedTokens: ReadonlyMap<number, AddedToken>;
  /** Tells the added tokens that carry structure from text. */
  readonly structure: Structure;
  /** `bos_token`, `eos_token` … of tokenizer_config.json: the variables a chat template may ask for. */
  readonly namedTokens: Readonly<Record<string, string>>;
  /** The ids from `first` on that have a token. A model of `first` tokens lacks them; one of more has padding after them. */
  idsFrom(first: number): number[];
  /** Bit `id % 32` of word `id / 32` is set when the tokenizer knows `id` (< `vocabSize`), so that it may be sampled. */
  knownIds(vocabSize: number): Uint32Array<ArrayBuffer>;
}

/**
 * Builds a tokenizer from the parsed tokenizer.json and tokenizer_config.json (which may be missing).
 * Throws a PocketM1Error `tokenizer` when they do not describe a byte-level BPE tokenizer.
 */
export function createTokenizer(tokenizerJson: unknown, tokenizerConfig?: unknown): Tokenizer {
  const config = isRecord(tokenizerConfig) ? tokenizerConfig : {};
  const { definition, vocabularyIds, addedTokens, structural } = parseTokenizerJson(tokenizerJson);
  const hf = openHfTokenizer(definition, config);
  const structure = new Structure(structural);
  const idOfStructure = new Map([...structural].map(([id, { content }]) => [content, id]));
  const idOf = (token: string): number | undefined => idOfStructure.get(token) ?? hf.token_to_id(token);
  const namedTokens = parseNamedTokens(config);
  const bosId = config.add_bos_token === true ? idOf(namedTokens.bos_token ?? '') : undefined;
  const utf8 = new TextEncoder();

  const encodeText = (text: string): number[] => {
    const { ids } = hf.encode(text, { add_special_tokens: false });
    if (!ids.some((id) => structural.has(id))) return ids;
    // The vocabulary lists the token as well, and merges spell it: text spells it with smaller ones.
    return ids.flatMap((id) => {
      const content = structural.get(id)?.content ?? '';
      if (content.length < 2) return [id];
      return [content.slice(0, 1), content.slice(1)].flatMap(encodeText);
    });
  };

  const encodeOnce = remembering(encodeText);
  const bytesOf = (id: number): Uint8Array => {
    const added = addedTokens.get(id);
    if (added !== undefined) return utf8.encode(added.content);
    const token = hf.id_to_token(id) ?? '';
    return bytesOfSymbols(token) ?? utf8.encode(token);
  };

  return {
    encode(text) {
      const pieces = typeof text === 'string' ? structure.split(structure.mark(text)) : text;
      const ids = stripped(pieces, structural).flatMap((piece) =>
        typeof piece === 'number' ? [piece] : encodeOnce(piece),
      );
      // Chat templates write the BOS themselves; two of them is a prompt the model never saw.
      return bosId === undefined || ids[0] === bosId ? ids : [bosId, ...ids];
    },
    decode(ids, { skipSpecialTokens = false } = {}) {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true }); // a byte order mark is text like any other
      let text = '';
      for (const id of ids) {
        if (skipSpecialTokens && addedTokens.get(id)?.special) continue;
        text += decoder.decode(bytesOf(id), { stream: true });
      }
      return text + decoder.decode();
    },
    bytesOf,
    idOf,
    addedTokens,
    structure,
    namedTokens,
    idsFrom: (first) => [...new Set([...vocabularyIds, ...addedTokens.keys()])].filter((id) => id >= first),
    knownIds: (vocabSize) =>
      bitsOf(vocabSize, (id) => addedTokens.has(id) || hf.id_to_token(id) !== undefined),
  };
}

function openHfTokenizer(definition: object, config: object): HfTokenizer {
  try {
    return new HfTokenizer(definition, config);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new PocketM1Error('tokenizer', `tokenizer.json: ${reason}`, { cause });
  }
}

const MAX_KNOWN_CHARACTERS = 1 << 20;

/** Encodes a text once, because each turn's prompt holds the texts of the turns before it; those of long ago again. */
function remembering(encode: (text: string) => number[]): (text: string) => number[] {
  const known = new Map<string, number[]>();
  let characters = 0;
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const ids = encode(text);
    characters += text.length;
    if (characters > MAX_KNOWN_CHARACTERS) {
      known.clear();
      characters = text.length;
    }
    known.set(text, ids);
    return ids;
  };
}

/** One bit per id below `count`, set where `has` says so. */
function bitsOf(count: number, has: (id: number) => boolean): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(count / 32));
  for (let id = 0; id < count; id++) if (has(id)) words[id >> 5]! |= 1 << (id & 31);
  return words;
}

/** Added tokens are looked for with one regular expression, which no engine compiles at any length. */
const MAX_ADDED_TOKEN_LENGTH = 1000;

interface ParsedTokenizer {
  /** tokenizer.json with the parts it may leave out filled in, and without the tokens that text does not spell. */
  definition: Record<string, unknown>;
  /** Of the vocabulary proper, without added tokens. */
  vocabularyIds: number[];
  addedTokens: Map<number, AddedToken>;
  /** The added tokens that text does not spell. */
  structural: Map<number, StructuralToken>;
}

interface StructuralToken extends AddedToken {
  /** Takes the white space before it away. */
  lstrip: boolean;
  /** Takes the white space after it away. */
  rstrip: boolean;
}

function parseTokenizerJson(json: unknown): ParsedTokenizer {
  check(isRecord(json), `expected a JSON object, got ${describe(json)}`);
  const { model, pre_tokenizer, decoder, added_tokens = [] } = json;
  check(isRecord(model), `model must be an object, got ${describe(model)}`);
  check(model.type === 'BPE', `model.type must be "BPE", got ${describe(model.type)}`);
  check(isRecord(model.vocab), `model.vocab must be an object, got ${describe(model.vocab)}`);
  check(Array.isArray(model.merges), `model.merges must be an array, got ${describe(model.merges)}`);
  const decoderType = isRecord(decoder) ? decoder.type : decoder;
  check(decoderType === 'ByteLevel', `decoder.type must be "ByteLevel", got ${describe(decoderType)}`);
  check(
    hasByteLevel(pre_tokenizer),
    'pre_tokenizer must be, or hold, "ByteLevel": other tokenizers are not read',
  );
  for (const affix of ['continuing_subword_prefix', 'end_of_word_suffix']) {
    check(!model[affix], `model.${affix} is ${describe(model[affix])}, but byte-level tokens have none`);
  }
  check(Array.isArray(added_tokens), `added_tokens must be an array, got ${describe(added_tokens)}`);

  const vocabularyIds = Object.entries(model.vocab).map(([token, id]) => {
    check(
      isId(id),
      `model.vocab gives ${JSON.stringify(token)} the id ${describe(id)}, expected a whole number`,
    );
    return id;
  });
  for (const merge of model.merges) {
    const pair: unknown = typeof merge === 'string' ? merge.split(' ') : merge;
    const isPair = Array.isArray(pair) && pair.length === 2 && pair.every((half) => typeof half === 'string');
    check(isPair, `model.merges has ${describe(merge)}, expected a pair of tokens`);
  }
  const addedTokens = new Map<number, AddedToken>();
  const structural = new Map<number, StructuralToken>();
  for (const token of added_tokens as unknown[]) {
    const { id, content, special: isSpecial, lstrip, rstrip } = isRecord(token) ? token : {};
    check(
      isId(id) && typeof content === 'string' && content !== '',
      `added_tokens has ${describe(token)}, expected an object with id and content`,
    );
    check(
      content.length <= MAX_ADDED_TOKEN_LENGTH,
      `an added token has ${content.length} characters, expected ${MAX_ADDED_TOKEN_LENGTH} at most`,
    );
    const special = isSpecial === true;
    addedTokens.set(id, { content, special });
    // Some tokenizers list runs of blanks here, to write indented text with them.
    const isText = !special && content.trim() === '';
    if (!isText) structural.set(id, { content, special, lstrip: lstrip === true, rstrip: rstrip === true });
  }

  const optional = { normalizer: null, pre_tokenizer: null, post_processor: null };
  const textTokens = (added_tokens as { id: number }[]).filter(({ id }) => !structural.has(id));
  const definition = { ...optional, ...json, added_tokens: textTokens };
  return { definition, vocabularyIds, addedTokens, structural };
}

function hasByteLevel(step: unknown): boolean {
  if (!isRecord(step)) return false;
  const { type, pretokenizers } = step;
  return type === 'ByteLevel' || (Array.isArray(pretokenizers) && pretokenizers.some(hasByteLevel));
}

/** The pieces without the white space that tokens beside it take away. */
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

/** The `…_token` entries, which are strings or serialised AddedToken objects. */
function parseNamedTokens(config: Record<string, unknown>): Record<string, string> {
  const named: Record<string, string> = {};
  for (const [key, value] of Object.entries(config)) {
    const content = isRecord(value) ? value.content : value;
    if (key.endsWith('_token') && typeof content === 'string') named[key] = content;
  }
  return named;
}

function check(condition: unknown, message: string): asserts condition {
  if (!condition) throw new PocketM1Error('tokenizer', `tokenizer.json: ${message}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  return value === null || typeof value !== 'object'
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? 'an array'
      : 'an object';
}
