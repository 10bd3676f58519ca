// An engine without a model, which chooses each token at random among those that the answer's guide allows.

import type { ChatPipeline } from '../../src/chat/answer.ts';
import { createTraffic } from '../../src/engine/traffic.ts';
import { allowedTokens, forcedToken, startOf, walk } from '../../src/text/grammar/walk.ts';

/** `random` returns numbers from 0 to 1. `hurry`: the probability of a token that ends the answer or its thinking, if allowed. */
export function randomEngine(
  random: () => number,
  { hurry = [], contextLength = 4096 }: { hurry?: readonly number[]; contextLength?: number } = {},
): ChatPipeline['engine'] {
  return {
    contextLength,
    async *generate(given, { guide, sampled = 0, maxTokens, stopIds }) {
      const prompt = 'tokens' in given ? given.tokens : given;
      const { automaton, symbols } = guide!;
      let position = walk(automaton, symbols, startOf(automaton), [...prompt].slice(prompt.length - sampled));
      let generatedTokens = sampled;
      const result = (finishReason: 'stop' | 'length') => ({
        finishReason,
        promptTokens: prompt.length,
        generatedTokens,
        prefillMs: 1,
        decodeMs: 1,
        experts: createTraffic(),
      });
      while (generatedTokens < maxTokens) {
        const words = allowedTokens(automaton, symbols, position.state);
        const isAllowed = (id: number): boolean => (words[id >> 5]! & (1 << (id & 31))) !== 0;
        const quick = [...stopIds, ...hurry].filter(isAllowed);
        const ids = quick.length > 0 && random() < 0.3 ? quick : allowedIds(words);
        const id = forcedToken(automaton, position) ?? ids[Math.floor(random() * ids.length)]!;
        if (stopIds.includes(id)) return result('stop');
        position = walk(automaton, symbols, position, [id]);
        generatedTokens += 1;
        yield [id];
      }
      return result('length');
    },
  };
}

function allowedIds(words: Uint32Array): number[] {
  const ids: number[] = [];
  words.forEach((word, i) => {
    for (let bit = 0; bit < 32; bit++) if (word & (1 << bit)) ids.push(32 * i + bit);
  });
  return ids;
}

/** Deterministic numbers from 0 to 1 for a seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
