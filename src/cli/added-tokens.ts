// Adds to tokenizer.json the tokens that transformers adds from other files when it opens a tokenizer, in the same order and
// with the same ids, because the browser reads only tokenizer.json.

import { show } from '../errors.ts';
import { checkpointError } from './checkpoint-error.ts';

type Json = Record<string, unknown>;

export interface TokenFiles {
  tokenizer: Json | undefined;
  tokenizerConfig: Json | undefined;
  /** special_tokens_map.json and added_tokens.json, used only if tokenizer_config.json has no added_tokens_decoder. */
  specialTokensMap: Json | undefined;
  addedTokens: Json | undefined;
}

interface Token {
  id?: number;
  content: string;
  /** single_word, lstrip, rstrip, normalized, special. */
  flags: Json;
  /** A token that tokenizer.json already has keeps its flags. */
  keepsFlags?: true;
}

interface SpecialTokens {
  /** `bos_token` and the like. */
  named: string[];
  others: string[];
}

const TOKENIZER_CONFIG = 'tokenizer_config.json';

/** tokenizer_config.json with the named tokens of special_tokens_map.json; the same object if they are equal. */
export function completeNamedTokens({ tokenizerConfig, specialTokensMap }: TokenFiles): Json | undefined {
  if (specialTokensMap === undefined || tokenizerConfig?.added_tokens_decoder !== undefined)
    return tokenizerConfig;
  const same = Object.entries(specialTokensMap).every(
    ([key, value]) =>
      JSON.stringify(contentsOf(value)) === JSON.stringify(contentsOf(tokenizerConfig?.[key])),
  );
  return same ? tokenizerConfig : { ...tokenizerConfig, ...specialTokensMap };
}

/**
 * tokenizer.json with the added tokens of the other files; the same object if it has them all, or is malformed.
 * @throws PocketM1Error `checkpoint-invalid` when one of them has the id of another token.
 */
export function completeAddedTokens({
  tokenizer,
  tokenizerConfig = {},
  addedTokens = {},
}: TokenFiles): Json | undefined {
  const { model, added_tokens: given = [] } = tokenizer ?? {};
  if (!isRecord(model) || !isRecord(model.vocab) || !Array.isArray(given) || !given.every(isRecord))
    return tokenizer;
  const vocab = new Map(Object.entries(model.vocab));
  const added = new Map((given as Json[]).map((token) => [token.content, token]));
  const taken = new Map<unknown, unknown>([...vocab].map(([content, id]) => [id, content]));
  for (const [content, { id }] of added) taken.set(id, content);
  let next = 0;
  for (const id of taken.keys()) if (typeof id === 'number') next = Math.max(next, id + 1);
  let changed = false;

  const special = specialTokens(tokenizerConfig);
  const declared = declaredTokens(tokenizerConfig, addedTokens, special);
  const named = special.named.map((content): Token => ({ content, flags: { special: true } }));
  const others = special.others.map(
    (content): Token => ({ content, flags: { special: true }, keepsFlags: true }),
  );
  for (const { id: declaredId, content, flags, keepsFlags } of [...declared, ...named, ...others]) {
    const former = added.get(content);
    if (keepsFlags && former) continue;
    const id = former?.id ?? vocab.get(content) ?? declaredId ?? next;
    if (former === undefined && vocab.get(content) === undefined && taken.has(id)) {
      throw checkpointError(
        `${TOKENIZER_CONFIG}: the added token ${show(content)} has the id ${show(id)}, which belongs to ${show(taken.get(id))} in tokenizer.json.`,
      );
    }
    if (former && Object.entries(flags).every(([flag, value]) => former[flag] === value)) continue;
    changed = true;
    const isSpecial = flags.special === true;
    const defaults = {
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: !isSpecial,
      special: isSpecial,
    };
    added.set(content, { ...defaults, ...former, ...flags, id, content });
    taken.set(id, content);
    next = Math.max(next, Number(id) + 1);
  }
  return changed ? { ...tokenizer, added_tokens: [...added.values()] } : tokenizer;
}

/** The tokens that the files list with an id, ordered by id. */
function declaredTokens(tokenizerConfig: Json, addedTokens: Json, { named, others }: SpecialTokens): Token[] {
  const { added_tokens_decoder: decoder } = tokenizerConfig;
  if (decoder === undefined) {
    return byId(
      Object.entries(addedTokens).map(([content, id]) =>
        token(id, content, { special: named.includes(content) || others.includes(content) }),
      ),
    );
  }
  if (!isRecord(decoder))
    throw checkpointError(`${TOKENIZER_CONFIG}: added_tokens_decoder is not an object.`);
  return byId(
    Object.entries(decoder).map(([id, entry]) => {
      const { content, __type: _, ...flags } = isRecord(entry) ? entry : {};
      return token(
        Number(id),
        content,
        named.includes(String(content)) ? { ...flags, special: true } : flags,
      );
    }),
  );
}

function token(id: unknown, content: unknown, flags: Json): Token {
  if (Number.isSafeInteger(id) && (id as number) >= 0 && typeof content === 'string' && content !== '') {
    return { id: id as number, content, flags };
  }
  throw checkpointError(
    `${TOKENIZER_CONFIG}: an added token has the id ${show(id)} and the content ${show(content)}, expected an integer of at least 0 and a string.`,
  );
}

function byId(tokens: Token[]): Token[] {
  return tokens.sort((a, b) => a.id! - b.id!);
}

function specialTokens(tokenizerConfig: Json): SpecialTokens {
  const named = Object.entries(tokenizerConfig).filter(([key]) => key.endsWith('_token'));
  const order = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'];
  const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  named.sort(([a], [b]) => rank(a) - rank(b));
  const { extra_special_tokens: extra, additional_special_tokens: additional } = tokenizerConfig;
  const models = isRecord(extra) ? Object.values(extra) : [];
  return {
    named: [...named.map(([, value]) => value), ...models].flatMap(contentsOf),
    others: contentsOf(Array.isArray(extra) && extra.length > 0 ? extra : additional),
  };
}

/** The text of a token or of a list of tokens, each of them a string or an object. */
function contentsOf(value: unknown): string[] {
  const tokens: unknown[] = Array.isArray(value) ? value : [value];
  const contents = tokens.map((token) => (isRecord(token) ? token.content : token));
  return contents.filter((content): content is string => typeof content === 'string' && content !== '');
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
