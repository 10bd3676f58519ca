// Measures a running peer, and its agreement with a known continuation.

import { importSource } from './import-source.mjs';

/** Time limit of one figure in milliseconds, without its warm-up: on a software adapter some would take minutes. */
const LIMIT_MS = 20_000;

/** The greedy ids after a prompt, at most 32 and without a stop id. */
export async function firstContinuation(peer, prompt, stops) {
  const ids = await peer.generate(prompt, 32, LIMIT_MS);
  const end = ids.findIndex((id) => stops.includes(id));
  return end < 0 ? ids : ids.slice(0, end);
}

/**
 * Compares with the ids that should follow the prompt. After a different choice the peer continues from the expected id,
 * so that one tie decided differently counts as one. Returns { same, of }.
 */
export async function agreement(peer, prompt, continuation, spelled) {
  const deadline = performance.now() + 2 * LIMIT_MS;
  let same = 0;
  let of = 0;
  for (let at = 0; at < continuation.length && performance.now() < deadline; ) {
    const given = at === 0 ? prompt : spelled([...prompt.ids, ...continuation.slice(0, at)]);
    if (!given) {
      at += 1; // a peer that reads text cannot be asked here, for example between two pieces of a word
      continue;
    }
    const ids = await peer.generate(given, continuation.length - at, LIMIT_MS);
    const other = ids.findIndex((id, i) => id !== continuation[at + i]);
    const compared = other < 0 ? ids.length : other + 1;
    same += other < 0 ? compared : other;
    of += compared;
    at += compared;
  }
  return { same, of };
}

/** Tokens per second: { prefill: [{ tokens, tokensPerSecond }], decode, notes }. */
export async function speeds(peer, prompts, { decodeTokens, runs }) {
  const { spread } = await importSource('bench/statistics.ts');
  const notes = [];
  // Takes samples until there are enough or the time is up.
  const sampled = async (sample) => {
    const values = [];
    const deadline = performance.now() + LIMIT_MS;
    do values.push(await sample());
    while (values.length < runs && performance.now() < deadline);
    return spread(values);
  };
  const prefill = [];
  for (const prompt of prompts) {
    const tokens = prompt.ids.length;
    const before = prefill.at(-1)?.tokensPerSecond.median ?? Number.POSITIVE_INFINITY;
    if ((1000 * tokens) / before > LIMIT_MS) {
      notes.push(
        `prefill of ${tokens} left out, at that pace it takes ${(tokens / before).toFixed(0)} s a run`,
      );
      continue;
    }
    await peer.prefill(prompt);
    const tokensPerSecond = await sampled(async () => (1000 * tokens) / (await peer.prefill(prompt)));
    prefill.push({ tokens, tokensPerSecond });
  }
  let fewest = decodeTokens;
  await peer.decode(prompts[0], 2, LIMIT_MS);
  const decode = await sampled(async () => {
    const { tokens, ms } = await peer.decode(prompts[0], decodeTokens, LIMIT_MS / runs);
    fewest = Math.min(fewest, tokens);
    return (1000 * tokens) / ms;
  });
  if (fewest < decodeTokens) notes.push(`decode of ${fewest} tokens, not ${decodeTokens}`);
  return { prefill, decode, notes };
}
