// A complete answer of an engine in this process, with its token ids.

import { resultOf } from '../../bench/structured-answers.ts';
import { type ChatPipeline, generateAnswer } from '../../src/chat/answer.ts';
import { readGenerateOptions } from '../../src/chat/generate-options.ts';
import type { GenerateOptions, GenerationResult } from '../../src/contract/generate.ts';

export interface WholeAnswer {
  ids: number[];
  result: GenerationResult;
}

/** Greedy unless options say otherwise. `written`: ids at the start of the answer. */
export async function answerAll(
  pipeline: ChatPipeline,
  question: string,
  options: GenerateOptions,
  written: readonly number[] = [],
): Promise<WholeAnswer> {
  const ids: number[] = [];
  const parts = generateAnswer(pipeline, question, readGenerateOptions({ temperature: 0, ...options }), {
    onTokens: (batch) => ids.push(...batch),
    written,
  });
  return { result: await resultOf(parts), ids };
}
