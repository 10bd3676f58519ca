// An engine with scripted answers, to test the code around the engine without a GPU.

import type { ChatPipeline } from '../../src/chat/answer.ts';
import type { EngineGenerateOptions, EngineResult } from '../../src/engine/engine.ts';
import type { TokenLogProbs } from '../../src/engine/log-probs.ts';
import type { RecordedRouting } from '../../src/engine/routing-recorder.ts';
import { createTraffic } from '../../src/engine/traffic.ts';

export interface ScriptedEngine {
  readonly contextLength: number;
  generate: ChatPipeline['engine']['generate'];
  /** The requests, in order. */
  readonly requests: { prompt: readonly number[]; options: EngineGenerateOptions }[];
  /** Whether a generation is running. */
  readonly running: boolean;
}

/** Yields each batch in turn, then ends with this reason. */
export function scriptEngine(
  batches: number[][],
  finishReason: EngineResult['finishReason'] = 'stop',
  contextLength = 32_768,
): ScriptedEngine {
  const requests: ScriptedEngine['requests'] = [];
  let running = false;
  return {
    contextLength,
    requests,
    get running() {
      return running;
    },
    async *generate(given, options) {
      const prompt = await idsOf(given);
      requests.push({ prompt, options });
      running = true;
      try {
        let generatedTokens = 0;
        for (const batch of batches) {
          // Like a GPU, it answers in a later turn of the event loop.
          await new Promise((resolve) => setTimeout(resolve, 1));
          options.signal?.throwIfAborted();
          options.onRouting?.(scriptedRouting(generatedTokens, batch.length));
          options.onLogProbs?.(batch.map((id) => scriptedLogProbs(id, options.topLogProbs)));
          generatedTokens += batch.length;
          yield batch;
        }
        return {
          finishReason,
          promptTokens: prompt.length,
          generatedTokens,
          prefillMs: 1,
          decodeMs: 1,
          experts: options.traffic ?? createTraffic(),
        };
      } finally {
        running = false;
      }
    },
  };
}

/** One layer, two experts per token: token number i has the experts i and i + 100, with the weights 0.75 and 0.25. */
export function scriptedRouting(from: number, tokens: number): RecordedRouting {
  const numbers = Array.from({ length: tokens }, (_, i) => from + i);
  return {
    experts: Uint16Array.from(numbers.flatMap((i) => [i, i + 100])),
    weights: Float32Array.from(numbers.flatMap(() => [0.75, 0.25])),
  };
}

/** The token is the most probable one, and the next id is impossible. */
function scriptedLogProbs(id: number, top = 0): TokenLogProbs {
  const probable = { id, logProb: -0.5 };
  return { ...probable, top: [probable, { id: id + 1, logProb: Number.NEGATIVE_INFINITY }].slice(0, top) };
}

/** All ids of a prompt that arrives in batches. */
export async function idsOf(prompt: Parameters<ScriptedEngine['generate']>[0]): Promise<readonly number[]> {
  if (!('more' in prompt)) return prompt;
  while (!prompt.ended) await prompt.more();
  return [...prompt.tokens];
}
