// Continues a text without a chat template. The text is tokenized and read by the model while it arrives.

import type { GenerationResult, StreamedPart } from '../contract/generate.ts';
import { GrowingPrompt } from '../engine/prompt-source.ts';
import type { IncrementalEncoder } from '../text/incremental-encoder.ts';
import { answerPrompt, type ChatPipeline } from './answer.ts';
import { guideOf } from './answer-guide.ts';
import type { CheckedCompleteOptions } from './generate-options.ts';

/**
 * Generates what follows a text. Yields parts that say how far the text has been read, then the parts of the answer. Requests the
 * next piece of the text when the model needs it.
 * @throws The errors of the text's iterator and of the engine.
 */
export async function* completeText(
  pipeline: Omit<ChatPipeline, 'template'>,
  pieces: AsyncIterable<string>,
  { specialTokens, ...options }: CheckedCompleteOptions,
): AsyncGenerator<StreamedPart[], GenerationResult, undefined> {
  const askedAt = performance.now();
  const batches = tokenBatches(pipeline.tokenizer.encoder(specialTokens), pieces);
  const source = new GrowingPrompt(batches, pipeline.engine.contextLength);
  const start = { insideThinking: false, continues: true };
  const guide = guideOf(pipeline, options, start);
  const prompt = { ...start, source, guide, reportsReading: true, askedAt };
  try {
    return yield* answerPrompt(pipeline, prompt, options);
  } finally {
    // Not awaited, because an aborted generation would otherwise wait for a piece that may never arrive.
    batches.return().catch(() => {});
  }
}

async function* tokenBatches(
  encoder: IncrementalEncoder,
  pieces: AsyncIterable<string>,
): AsyncGenerator<number[], void, undefined> {
  for await (const piece of pieces) yield encoder.push(piece);
  yield encoder.end();
}
