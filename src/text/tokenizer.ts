// Text to token ids and back, for the byte-level BPE tokenizers MiniMax-M1 models use. Encoding is @huggingface/tokenizers';
// decoding is ours and goes through bytes, because one character may be spelled by several tokens.

import { Tokenizer as HfTokenizer } from '@huggingface/tokenizers';
import { PocketM1Error } from '../errors.ts';
import { bytesOfSymbols } from './byte-level.ts';

/** A token written whole in the text, such as `<end_of_sentence>`; never the result of merges. */
export interface AddedToken {
  readonly content: string;
  /** Carries structure, not text: left out when an answer is decoded. */
  readonly special: boolean;
}

export interface Tokenizer {
  /** Token ids of a text. Added tokens spelled in it become their ids; a BOS is put in front only when the config says so. */
  encode(text: string): number[];
  /** Text of token ids. Bytes that are no UTF-8 become U+FFFD, ids without a token become nothing. */
  decode(ids: Iterable<number>, options?: { skipSpecialTokens?: boolean }): string;
  /** The UTF-8 bytes one token stands for, perhaps only a piece of a character; empty for an id without a token. */
  bytesOf(id: number): Uint8Array;
  /** The id of a vocabulary entry, spelled as in tokenizer.json. */
  idOf(token: string): number | undefined;
  readonly addedTokens: ReadonlyMap<number, AddedToken>;
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
  const { definition, vocabularyIds, addedTokens } = parseTokenizerJson(tokenizerJson);
  let hf: HfTokenizer;
  try {
    hf = new HfTokenizer(definition, config);
  } catch (cause) {
    throw new PocketM1Error(
      'tokenizer',
      `tokenizer.json: ${cause instanceof Error ? cause.message : cause}`,
      {
        cause,
      },
    );
  }

  const namedTokens = parseNamedTokens(config);
  const bosId = config.add_bos_token === true ? hf.token_to_id(namedTokens.bos_token ?? '') : undefined;
  const utf8 = new TextEncoder();

  const bytesOf = (id: number): Uint8Array => {
    const added = addedTokens.get(id);
    if (added !== undefined) return utf8.encode(added.content);
    const token = hf.id_to_token(id) ?? '';
    return bytesOfSymbols(token) ?? utf8.encode(token);
  };

  return {
    encode(text) {
      const { ids } = hf.encode(text, { add_special_tokens: false });
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
    idOf: (token) => hf.token_to_id(token),
    addedTokens,
    namedTokens,
    idsFrom: (first) => [...new Set([...vocabularyIds, ...addedTokens.keys()])].filter((id) => id >= first),
    knownIds(vocabSize) {
      const words = new Uint32Array(Math.ceil(vocabSize / 32));
      for (let id = 0; id < vocabSize; id++) {
        if (hf.id_to_token(id) !== undefined) words[id >> 5]! |= 1 << (id & 31);
      }
      return words;
    },
  };
}

interface ParsedTokenizer {
  /** tokenizer.json with the parts it may leave out filled in. */
  definition: Record<string, unknown>;
  /** Of the vocabulary proper, without added tokens. */
  vocabularyIds: number[];
  addedTokens: Map<number, AddedToken>;
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
  for (const token of added_tokens as unknown[]) {
    const { id, content, special } = isRecord(token) ? token : {};
    check(
      isId(id) && typeof content === 'string' && content !== '',
      `added_tokens has ${describe(token)}, expected an object with id and content`,
    );
    addedTokens.set(id, { content, special: special === true });
  }

  const optional = { normalizer: null, pre_tokenizer: null, post_processor: null, added_tokens: [] };
  return { definition: { ...optional, ...json }, vocabularyIds, addedTokens };
}

function hasByteLevel(step: unknown): boolean {
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
