// Conversations of the small model as prompts of ids, with the offsets that the chat layer would pass.

import type { SamplingParams } from '../../src/contract/sampling-params.ts';
import type { Engine, EngineResult } from '../../src/engine/engine.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { smallConfig } from './small-model.ts';

/** The ids that open an answer; earlier answers are written without the first ones, like templates that leave thinking out. */
const generationPrefix = [3, 1, 4];
const thinkingTokens = 5;

/** Deterministic ids of a message with this name. */
export function said(name: number, length = 70): number[] {
  return Array.from({ length }, (_, i) => (i * 131 + name * 57 + i * i * name) % smallConfig.vocabSize);
}

export interface Turn {
  user: number[];
  answer?: number[];
}

export interface Prompt {
  ids: number[];
  checkpoints: number[];
}

/** The prompt for the last turn's answer. */
export function promptOf(system: number[], turns: readonly Turn[], dropsThinking = false): Prompt {
  const ids = [...system];
  for (const { user, answer } of turns) {
    ids.push(...user);
    if (!answer) continue;
    ids.push(...generationPrefix, ...(dropsThinking ? answer.slice(thinkingTokens) : answer), 2);
  }
  const checkpoints = [...(system.length > 0 ? [system.length] : []), ids.length];
  return { ids: [...ids, ...generationPrefix], checkpoints };
}

export interface Ask extends SamplingParams {
  maxTokens?: number;
  signal?: AbortSignal;
  /** The session whose state it continues. */
  session?: object;
  expertThreshold?: number;
  /** Tokens at the start of the answer. */
  written?: number[];
  /** Leaves the answer after this many tokens, like a stop string. */
  cutAt?: number;
  /** How many tokens of an answer that is left early the next prompt may contain. */
  kept?: number | undefined;
  onBatch?: (ids: number[]) => void;
}

/** Answers a prompt. The result is missing if the answer was left early. */
export async function answerTo(
  engine: Pick<Engine, 'generate'>,
  { ids: prompt, checkpoints }: Prompt,
  ask: Ask = {},
): Promise<{ ids: number[]; cachedTokens: number; result: EngineResult | undefined }> {
  const { maxTokens = 24, signal, session, expertThreshold, written = [], ...others } = ask;
  const { cutAt = Number.POSITIVE_INFINITY, kept, onBatch, ...params } = others;
  let cachedTokens = -1;
  const run = engine.generate([...prompt, ...written], {
    sampled: written.length,
    sampling: resolveSampling({ temperature: 0, ...params }),
    maxTokens,
    stopIds: [],
    checkpoints: () => checkpoints,
    session,
    expertThreshold,
    keptTokens: kept === undefined ? undefined : () => kept,
    onCached: (tokens) => {
      cachedTokens = tokens;
    },
    signal,
  });
  const ids: number[] = [];
  try {
    while (ids.length < cutAt) {
      const { done, value } = await run.next();
      if (done) return { ids, cachedTokens, result: value };
      ids.push(...value);
      onBatch?.(value);
    }
  } finally {
    await run.return(undefined as never);
  }
  return { ids: ids.slice(0, cutAt), cachedTokens, result: undefined };
}
