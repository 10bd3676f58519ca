// The tokens of an answer as they are sampled, from the status of a prefill on.

import { assert } from '../errors.ts';
import { halt } from '../kernels/control.ts';
import { decode } from './decode-loop.ts';
import { readLogProbs, type TokenLogProbs } from './log-probs.ts';
import type { Status } from './readback.ts';
import { type RecordedRouting, readRows } from './routing-recorder.ts';
import type { Sequence } from './sequence.ts';

/** A sequence that has read its prompt. */
export interface Prefix {
  sequence: Sequence;
  /** After sampling the first token. */
  status: Status;
  /** Tokens of the prompt, with those of the answer that it ends with. */
  promptTokens: number;
  /** How many tokens may be sampled. */
  limit: number;
}

export interface AnswerOptions {
  /** How many tokens at the prompt's end are the beginning of this answer, and count as sampled. Default 0. */
  sampled?: number | undefined;
  /**
   * Called when the answer is left early or aborted. Returns how many of its tokens, with those of `sampled`, the next prompt
   * of the conversation may begin with, so that these are not read again. Default: all are read again.
   */
  keptTokens?: (() => number) | undefined;
  /** Called before each batch of ids with the routing of those tokens. Default: it is not recorded. */
  onRouting?: ((routing: RecordedRouting) => void) | undefined;
  /** Called when the step that chooses this token of the answer waits for experts of a layer; 0: the prompt's too. */
  onFault?: ((token: number) => void) | undefined;
  /** Called before each batch of ids with their log-probabilities. Default: they are not computed. */
  onLogProbs?: ((logProbs: TokenLogProbs[]) => void) | undefined;
  /** How many of the most probable tokens come with each, at most `maxTopLogProbs`. Default 0. */
  topLogProbs?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface AnswerEnd {
  /** The model ended its turn, or reached `maxTokens` or the end of the context. */
  finishReason: 'stop' | 'length';
  generatedTokens: number;
}

/** How decoding ended. */
export interface Decoded extends AnswerEnd {
  /** When the last tokens were received, unless prefill sampled the only one. */
  decodedAt: number | undefined;
}

/** Yields new tokens in batches, without a stop token, until the sequence halts. Left early, goes back to the tokens that are kept. */
export async function* answerTokens(
  { sequence, status: prefilled, promptTokens, limit }: Prefix,
  { sampled = 0, signal, onRouting, onLogProbs, topLogProbs, keptTokens }: AnswerOptions,
): AsyncGenerator<number[], Decoded, undefined> {
  let status = prefilled;
  let decodedAt: number | undefined;
  let taken = sampled;
  let ended = false;
  const take = (): number[] => {
    const end = status.halt === halt.stop ? status.generated - 1 : status.generated;
    if (onRouting && end > taken) onRouting(readRows(status.routing!, taken, end));
    if (onLogProbs && end > taken) onLogProbs(readLogProbs(status, taken, end, topLogProbs));
    const ids: number[] = [];
    for (; taken < end; taken++) ids.push(status.ring[taken % status.ring.length]!);
    return ids;
  };
  try {
    const first = take();
    if (first.length > 0) yield first;
    for await (status of decode(sequence, status, limit, signal)) {
      const ids = take();
      if (ids.length > 0) yield ids;
      decodedAt = performance.now();
    }
    assert(status.halt !== halt.noToken, "no token may follow: the answer's grammar has no end here.");
    ended = true;
    const finishReason = status.halt === halt.stop ? 'stop' : 'length';
    return { finishReason, generatedTokens: taken, decodedAt };
  } finally {
    if (!ended && keptTokens) sequence.rollBack(promptTokens - sampled + Math.min(keptTokens(), taken));
  }
}
