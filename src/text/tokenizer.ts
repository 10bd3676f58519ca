// Encodes text to token ids and decodes them, for byte-level BPE tokenizers. Encoding uses @huggingface/tokenizers; decoding
// works on bytes, because several tokens may spell one character.

import { Tokenizer as HfTokenizer } from '@huggingface/tokenizers';
import { PocketM1Error, show, withFullStop } from '../errors.ts';
import { bytesOfSymbols } from './byte-level.ts';
import { createEncoding, type Encoding } from './encoding.ts';
import { exactPreTokenizer } from './pre-tokenizer.ts';
import { hasSafeCuts } from './safe-cuts.ts';
import { type AddedToken, type StructuralToken, Structure } from './structure.ts';

export interface Tokenizer extends Encoding {
  /** Text of token ids. Bytes that are not UTF-8 become U+FFFD; ids without a token are skipped. */
  decode(ids: Iterable<number>, options?: { skipSpecialTokens?: boolean }): string;
  /** The UTF-8 bytes of a token, which may be a part of a character; empty for an id without a token. */
  bytesOf(id: number): Uint8Array;
  /** The id of a vocabulary entry, spelled as in tokenizer.json. */
  idOf(token: string): number | undefined;
  readonly addedTokens: ReadonlyMap<number, AddedToken>;
  /** Keeps added tokens apart from text while a prompt is rendered. */
  readonly structure: Structure;
  /** `bos_token`, `eos_token` … of tokenizer_config.json, as variables for chat templates. */
  readonly namedTokens: Readonly<Record<string, string>>;
  /** The ids of tokens that a model with a vocabulary of `first` tokens lacks. */
  idsFrom(first: number): number[];
  /** Bit `id % 32` of word `id / 32` is set when `id` (< `vocabSize`) has a token, so that it may be sampled. */
  knownIds(vocabSize: number): Uint32Array<ArrayBuffer>;
}

/**
 * Creates a tokenizer from the parsed tokenizer.json and tokenizer_config.json (optional).
 * @throws PocketM1Error `tokenizer` when they do not describe a byte-level BPE tokenizer.
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

  const bytesOf = (id: number): Uint8Array => {
    const added = addedTokens.get(id);
    if (added !== undefined) return utf8.encode(added.content);
    const token = hf.id_to_token(id) ?? '';
    return bytesOfSymbols(token) ?? utf8.encode(token);
  };

  return {
    ...createEncoding({ hf, structure, structural, bosId, hasSafeCuts: hasSafeCuts(definition, config) }),
    decode(ids, { skipSpecialTokens = false } = {}) {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true }); // keeps a byte order mark
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
    throw new PocketM1Error('tokenizer', withFullStop(`tokenizer.json: ${reason}`), { cause });
  }
}

/** One bit per id below `count`, set if `has` returns true. */
function bitsOf(count: number, has: (id: number) => boolean): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(count / 32));
  for (let id = 0; id < count; id++) if (has(id)) words[id >> 5]! |= 1 << (id & 31);
  return words;
}

/** Added tokens are matched by one regular expression, whose length engines limit. */
const MAX_ADDED_TOKEN_LENGTH = 1000;

interface ParsedTokenizer {
  /** tokenizer.json with its optional fields, and without the tokens of `structural`. */
  definition: Record<string, unknown>;
  /** Without added tokens. */
  vocabularyIds: number[];
  addedTokens: Map<number, AddedToken>;
  /** The added tokens that ordinary text never becomes. */
  structural: Map<number, StructuralToken>;
}

function parseTokenizerJson(json: unknown): ParsedTokenizer {
  check(isRecord(json), () => `it is ${show(json)}, expected a JSON object`);
  const { model, pre_tokenizer, decoder, added_tokens = [] } = json;
  check(isRecord(model), () => `model is ${show(model)}, expected an object`);
  check(model.type === 'BPE', () => `model.type is ${show(model.type)}, expected "BPE"`);
  check(isRecord(model.vocab), () => `model.vocab is ${show(model.vocab)}, expected an object`);
  check(Array.isArray(model.merges), () => `model.merges is ${show(model.merges)}, expected an array`);
  const decoderType = isRecord(decoder) ? decoder.type : decoder;
  check(decoderType === 'ByteLevel', () => `decoder.type is ${show(decoderType)}, expected "ByteLevel"`);
  check(
    hasByteLevel(pre_tokenizer),
    () => `pre_tokenizer is ${show(pre_tokenizer)}, expected "ByteLevel" or a sequence that contains it`,
  );
  for (const affix of ['continuing_subword_prefix', 'end_of_word_suffix']) {
    check(!model[affix], () => `model.${affix} is ${show(model[affix])}, but byte-level tokens have none`);
  }
  check(Array.isArray(added_tokens), () => `added_tokens is ${show(added_tokens)}, expected an array`);

  const vocabularyIds = Object.entries(model.vocab).map(([token, id]) => {
    check(
      isId(id),
      () => `model.vocab[${JSON.stringify(token)}] is ${show(id)}, expected an integer of at least 0`,
    );
    return id;
  });
  for (const merge of model.merges) {
    const pair: unknown = typeof merge === 'string' ? merge.split(' ') : merge;
    const isPair = Array.isArray(pair) && pair.length === 2 && pair.every((half) => typeof half === 'string');
    check(isPair, () => `model.merges contains ${show(merge)}, expected a pair of tokens`);
  }
  const addedTokens = new Map<number, AddedToken>();
  const structural = new Map<number, StructuralToken>();
  for (const token of added_tokens as unknown[]) {
    const { id, ...parsed } = parseAddedToken(token);
    const { content, special } = parsed;
    addedTokens.set(id, { content, special });
    // Some tokenizers have added tokens for runs of blanks in indented text.
    const isText = !special && content.trim() === '';
    if (!isText) structural.set(id, parsed);
  }

  const optional = { normalizer: null, pre_tokenizer: null, post_processor: null };
  const textTokens = (added_tokens as { id: number }[]).filter(({ id }) => !structural.has(id));
  const definition = {
    ...optional,
    ...json,
    pre_tokenizer: exactPreTokenizer(pre_tokenizer),
    added_tokens: textTokens,
  };
  return { definition, vocabularyIds, addedTokens, structural };
}

function parseAddedToken(token: unknown): StructuralToken & { id: number } {
  const { id, content, special, lstrip, rstrip, single_word } = isRecord(token) ? token : {};
  check(
    isId(id) && typeof content === 'string' && content !== '',
    () => `added_tokens contains ${show(token)}, expected an object with id and content`,
  );
  check(
    content.length <= MAX_ADDED_TOKEN_LENGTH,
    () => `an added token has ${content.length} characters, expected at most ${MAX_ADDED_TOKEN_LENGTH}`,
  );
  check(
    single_word !== true,
    () => `the added token ${show(content)} has single_word, which is not supported`,
  );
  return { id, content, special: special === true, lstrip: lstrip === true, rstrip: rstrip === true };
}

function hasByteLevel(step: unknown): step is Record<string, unknown> {
  if (!isRecord(step)) return false;
  const { type, pretokenizers } = step;
  return type === 'ByteLevel' || (Array.isArray(pretokenizers) && pretokenizers.some(hasByteLevel));
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

/** `message` is called only for an error: a vocabulary has hundreds of thousands of entries. */
function check(condition: unknown, message: () => string): asserts condition {
  if (!condition) throw new PocketM1Error('tokenizer', `tokenizer.json: ${message()}.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
