// Log-probabilities of tokens, in the shape of chat completions.

import type { GeneratedTokenLogprob, TokenLogprob } from '../contract/generate.ts';
import { show } from '../errors.ts';
import { recordOf, unexpectedContent } from './server-error.ts';

/** What servers send for this and less: JSON has no -Infinity. */
const leastLogprob = -9999;

/**
 * Those of the tokens of a chunk, which has none if `given` is null or missing.
 * @throws DownloadError `unexpected-content`.
 */
export function readLogprobs(given: unknown, url: string): GeneratedTokenLogprob[] {
  const { content: ofText, refusal } = recordOf(given);
  const content = ofText ?? refusal;
  if (content === undefined || content === null) return [];
  if (!Array.isArray(content)) throw unexpectedContent(url, `logprobs are ${show(given)}, expected a list`);
  return content.map(recordOf).map(({ top_logprobs: top, ...token }) => ({
    ...readToken(token, url),
    top: Array.isArray(top) ? top.map((one) => readToken(recordOf(one), url)) : [],
  }));
}

/** llama.cpp's server and `pocket-m1 serve` say the id of a token, and some servers no bytes. */
function readToken({ id, token, bytes, logprob }: Record<string, unknown>, url: string): TokenLogprob {
  const own = bytes ?? [...new TextEncoder().encode(String(token))];
  if (typeof token !== 'string' || typeof logprob !== 'number' || !isBytes(own)) {
    const given = show({ token, bytes, logprob });
    throw unexpectedContent(url, `logprobs have ${given}, expected a token, its bytes and a number`);
  }
  return {
    id: typeof id === 'number' ? id : -1,
    text: token,
    bytes: own,
    logprob: logprob > leastLogprob ? logprob : Number.NEGATIVE_INFINITY,
  };
}

function isBytes(given: unknown): given is number[] {
  return Array.isArray(given) && given.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256);
}
