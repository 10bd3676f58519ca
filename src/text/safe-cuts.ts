// Finds where a text may be cut so that the token ids of its parts, joined, are those of the whole. Byte-level BPE encodes each
// word on its own. The normalizer and the pre-tokenizer define the words, so only texts of known ones are cut.

/**
 * Whether `isSafeCut` is valid for the tokenizer in a tokenizer.json. It is for the pre-tokenizers of GPT-2, GPT-4 and their
 * descendants, such as the released MiniMax-M1's, without a normalizer or with NFC or NFD.
 */
export function hasSafeCuts(tokenizerJson: object, tokenizerConfig: object): boolean {
  const { normalizer, pre_tokenizer, post_processor } = tokenizerJson as Record<string, unknown>;
  const { remove_space, do_lowercase_and_remove_accent } = tokenizerConfig as Record<string, unknown>;
  return (
    !remove_space &&
    !do_lowercase_and_remove_accent &&
    keepsWords(normalizer) &&
    hasKnownWords(pre_tokenizer) &&
    keepsTokens(post_processor)
  );
}

/**
 * Whether the words before and after `at` are the same as if the text ended and began there. In known pre-tokenizers
 * - a space is the first character of a word, or the word is all white space. So no word continues across a space that
 *   follows another character, and no look-ahead does, because only words of white space have one;
 * - within a word, only letters, numbers, marks and apostrophes follow a letter or a number.
 */
export function isSafeCut(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const after = String.fromCodePoint(text.codePointAt(at)!);
  const before = characterBefore(text, at);
  if (letterOrNumber.test(before)) return ENDS_WORD.test(after);
  return after === ' ' && !whiteSpace.test(before);
}

const letterOrNumber = /[\p{L}\p{N}]/u;
/** Half a surrogate pair does not match, so no character is cut. */
const ENDS_WORD = /(?!')[\s\p{P}\p{S}]/u;
/** White space by JavaScript's or Unicode's definition. The pattern of any tokenizer uses one of the two. */
const whiteSpace = /[\s\p{White_Space}]/u;

function characterBefore(text: string, at: number): string {
  const pair = at > 1 ? text.codePointAt(at - 2)! : 0;
  return pair > 0xffff ? String.fromCodePoint(pair) : text[at - 1]!;
}

/** Spaces, punctuation and symbols never compose with the character before them. */
function keepsWords(normalizer: unknown): boolean {
  if (normalizer === null || normalizer === undefined) return true;
  const { type, normalizers } = normalizer as Record<string, unknown>;
  if (type === 'Sequence') return Array.isArray(normalizers) && normalizers.every(keepsWords);
  return type === 'NFC' || type === 'NFD';
}

function keepsTokens(postProcessor: unknown): boolean {
  if (postProcessor === null || postProcessor === undefined) return true;
  const { type, single } = postProcessor as Record<string, unknown>;
  if (type === 'ByteLevel') return true;
  if (type !== 'TemplateProcessing' || !Array.isArray(single)) return false;
  return single.filter((item: object) => 'Sequence' in item).length === 1;
}

function hasKnownWords(preTokenizer: unknown): boolean {
  const { type, pretokenizers } = (preTokenizer ?? {}) as Record<string, unknown>;
  if (type === 'ByteLevel') return splitsAsGpt2(preTokenizer as Record<string, unknown>);
  if (type !== 'Sequence' || !Array.isArray(pretokenizers)) return false;
  const [split, bytes, ...others] = pretokenizers as Record<string, unknown>[];
  return (
    others.length === 0 &&
    split?.type === 'Split' &&
    bytes?.type === 'ByteLevel' &&
    bytes.use_regex === false &&
    keepsMatches(split) &&
    hasKnownAlternatives((split.pattern as { Regex?: unknown } | undefined)?.Regex)
  );
}

/** A prefix space would be added to every part, not only to the first. */
function splitsAsGpt2({ use_regex = true, add_prefix_space = false }: Record<string, unknown>): boolean {
  return use_regex === true && add_prefix_space === false;
}

/** Whether the words are the matches of the pattern. */
function keepsMatches({ behavior, invert = false }: Record<string, unknown>): boolean {
  return invert ? behavior === 'Removed' : behavior === 'Isolated';
}

const contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const anyCase = `\\p{Lm}\\p{Lo}\\p{M}`;
const knownAlternatives = new Set([
  contractions,
  "'(?i:[sdmt]|ll|ve|re)",
  ...["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"],
  ' ?\\p{L}+',
  '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+',
  `[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}${anyCase}]*[\\p{Ll}${anyCase}]+${contractions}?`,
  `[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}${anyCase}]+[\\p{Ll}${anyCase}]*${contractions}?`,
  ...['\\p{N}', '\\p{N}+', '\\p{N}{1,3}', ' ?\\p{N}+'],
  ...[' ?[^\\s\\p{L}\\p{N}]+', ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*', ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*'],
  ...['\\s*[\\r\\n]+', '\\s*[\\r\\n]', '\\s+(?!\\S)', '\\s+'],
]);

/** Accepts any order. Requires `\s+`, so that every space is part of a word. */
function hasKnownAlternatives(pattern: unknown): boolean {
  if (typeof pattern !== 'string') return false;
  const alternatives: string[] =
    pattern.match(/(?:\\.|\[(?:\\.|[^\]\\])*\]|\((?:\\.|[^()\\])*\)|[^|])+/g) ?? [];
  return (
    alternatives.join('|') === pattern &&
    alternatives.includes('\\s+') &&
    alternatives.every((alternative) => knownAlternatives.has(alternative))
  );
}
