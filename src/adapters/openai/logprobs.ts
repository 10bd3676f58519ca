// Log-probabilities of tokens in OpenAI's two shapes: a conversation's and a raw prompt's.

import type { GeneratedTokenLogprob, TokenLogprob } from '../../contract/generate.ts';

/** What is sent for less: JSON has no -Infinity. */
const leastLogprob = -9999;

export function chatLogprobs(tokens: readonly GeneratedTokenLogprob[]): object {
  return {
    content: tokens.map((token) => ({ ...entry(token), top_logprobs: token.top.map(entry) })),
    refusal: null,
  };
}

/** @param before - How many characters the tokens before have. */
export function completionLogprobs(tokens: readonly GeneratedTokenLogprob[], before = 0): object {
  let offset = before;
  return {
    tokens: tokens.map(({ text }) => text),
    token_logprobs: tokens.map(finite),
    top_logprobs: tokens.map(({ top }) => Object.fromEntries(top.map((one) => [one.text, finite(one)]))),
    text_offset: tokens.map(({ text }) => {
      offset += text.length;
      return offset - text.length;
    }),
  };
}

/** OpenAI's has no id; that of llama.cpp's server has. */
function entry(token: TokenLogprob): object {
  return { id: token.id, token: token.text, logprob: finite(token), bytes: token.bytes };
}

function finite({ logprob }: TokenLogprob): number {
  return Math.max(logprob, leastLogprob);
}
