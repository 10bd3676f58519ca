// Names the options of generation_config.json that change answers in transformers, but not in a browser.

import { show } from '../errors.ts';

/** The values that change nothing there either; null and an empty list never do. */
const unused = new Map<string, readonly unknown[]>([
  ['stop_strings', []],
  ['bad_words_ids', []],
  ['force_words_ids', []],
  ['sequence_bias', []],
  ['suppress_tokens', []],
  ['begin_suppress_tokens', []],
  ['forced_bos_token_id', []],
  ['forced_eos_token_id', []],
  ['exponential_decay_length_penalty', []],
  ['min_length', [0]],
  ['min_new_tokens', [0]],
  ['no_repeat_ngram_size', [0]],
  ['typical_p', [1]],
  ['top_h', []],
  ['epsilon_cutoff', [0]],
  ['eta_cutoff', [0]],
  ['encoder_repetition_penalty', [1]],
  ['guidance_scale', [1]],
  ['penalty_alpha', [0]],
  ['num_beams', [1]],
]);

/** Sentences for the user. `json` is the content of generation_config.json, which may be missing or malformed. */
export function unusedOptionNotes(json: string | undefined): string[] {
  return Object.entries(parsed(json)).flatMap(([name, value]) => {
    const neutral = unused.get(name);
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
    if (neutral === undefined || isEmpty || neutral.includes(value)) return [];
    return [`generation_config.json: ${name} is ${show(value)} and is ignored`];
  });
}

function parsed(json: string | undefined): Record<string, unknown> {
  try {
    return Object(JSON.parse(json ?? '{}')) as Record<string, unknown>;
  } catch {
    return {}; // reported where the chat text is loaded
  }
}
