// Where a text may be cut so that the parts' token ids, put one after the other, are those of the whole. Byte-level BPE works
// on words, and which words a text has depends on normalizer and pre-tokenizer: only known ones are cut at all.

/**
 * Whether `isSafeCut` holds for the tokenizer that a tokenizer.json describes. It does for the pre-tokenizers of GPT-2,
 * GPT-4 and their descendants, the released MiniMax-M1's among them, without a normalizer or with NFC or NFD.
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
 * - a space is the first character of a word, or all of the word is white space: no word reaches over a space that
 *   follows something else. Nor does a look-ahead, which only words of white space have;
 * - letters and numbers are followed, within a word, by letters, numbers, marks and apostrophes alone.
 */
export function isSafeCut(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const after = String.fromCodePoint(text.codePointAt(at)!);
  const before = characterBefore(text, at);
  if (letterOrNumber.test(before)) return ENDS_WORD.test(after);
  return after === ' ' && !whiteSpace.test(before);
}

const letterOrNumber = /[\p{L}\p{N}]/u;
/** Half a surrogate pair is none of these, so no character is cut. */
const ENDS_WORD = /(?!')[\s\p{P}\p{S}]/u;
/** What either JavaScript or Unicode, and so the pattern of any tokenizer, counts as white space. */
const whiteSpace = /[\s\p{White_Space}]/u;

function characterBefore(text: string, at: number): string {
  const pair = at > 1 ? text.codePointAt(at - 2)! : 0;
  return pair > 0xffff ? String.fromCodePoint(pair) : text[at - 1]!;
}

/** A space, a mark of punctuation and a symbol never compose with what precedes them. */
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

/** A space in front of every part would be one in front of the cut, too. */
function splitsAsGpt2({ use_regex = true, add_prefix_space = false }: Record<string, unknown>): boolean {
  return use_regex === true && add_prefix_space === false;
}

/** Whether matches are the words. */
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

/** In any order; `\s+` is among them, so that every space is part of a word. */
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
