// Rewrites steps of a pre-tokenizer that @huggingface/tokenizers reads otherwise than the Rust library. It translates the
// patterns of `Split` to Unicode's classes, but has its own for these two: its `Digits` knows only those of ASCII, and the words of
// its `ByteLevel` are divided by JavaScript's white space, which has U+FEFF and lacks U+0085.

const GPT2_WORDS = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/** The same steps with `Split` in place of those that would differ. */
export function exactPreTokenizer(preTokenizer: Record<string, unknown>): Record<string, unknown> {
  const steps = exactSteps(preTokenizer);
  return steps.length === 1 ? steps[0]! : { type: 'Sequence', pretokenizers: steps };
}

function exactSteps(step: Record<string, unknown>): Record<string, unknown>[] {
  const { type, pretokenizers, individual_digits, use_regex = true, add_prefix_space } = step;
  if (type === 'Sequence' && Array.isArray(pretokenizers)) return pretokenizers.flatMap(exactSteps);
  if (type === 'Digits') return [splitAt(individual_digits === true ? '\\p{N}' : '\\p{N}+')];
  // A prefix space would be added to every word.
  if (type !== 'ByteLevel' || use_regex !== true || add_prefix_space === true) return [step];
  return [splitAt(GPT2_WORDS), { ...step, use_regex: false }];
}

function splitAt(pattern: string): Record<string, unknown> {
  return { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false };
}
