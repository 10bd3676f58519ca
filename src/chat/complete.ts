// A text in, what follows it out, without a chat template. The text is tokenized and read while it comes.

import type { GenerationResult, StreamedPart } from '../contract/generate.ts';
import { GrowingPrompt } from '../engine/prompt-source.ts';
import type { IncrementalEncoder } from '../text/incremental-encoder.ts';
import { answerPrompt, type ChatPipeline } from './answer.ts';
import type { CheckedCompleteOptions } from './generate-options.ts';

/**
 * Generates what follows a text, and yields how far it is read, and then the parts. The next piece of it is asked for when
 * those before it have been read. Throws what the text's iterator and the engine throw.
 */
export async function* completeText(
  pipeline: Omit<ChatPipeline, 'template'>,
  pieces: AsyncIterable<string>,
  { specialTokens, ...options }: CheckedCompleteOptions,
): AsyncGenerator<StreamedPart[], GenerationResult, undefined> {
  const askedAt = performance.now();
  const batches = tokenBatches(pipeline.tokenizer.encoder(specialTokens), pieces);
  const source = new GrowingPrompt(batches, pipeline.engine.contextLength);
  const prompt = { source, insideThinking: false, continues: true, reportsReading: true, askedAt };
  try {
    return yield* answerPrompt(pipeline, prompt, options);
  } finally {
    // Not awaited, because a text that does not come would hold an aborted generation.
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
