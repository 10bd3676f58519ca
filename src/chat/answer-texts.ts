// Answers a conversation in which some texts arrive in pieces.

import type { GenerationResult, StreamedPart } from '../contract/generate.ts';
import type { Message } from '../contract/messages.ts';
import { GrowingPrompt } from '../engine/prompt-source.ts';
import { answerPrompt, type ChatPipeline, generateAnswer, guiding } from './answer.ts';
import type { CheckedOptions } from './generate-options.ts';
import { promptThinking } from './guides.ts';
import { beginTexts, type StreamedText, streamPrompt } from './streamed-prompt.ts';

/**
 * Like `generateAnswer`. Also yields parts that say how far the prompt has been read, and requests the next piece of a text when the
 * model needs it. Closes the texts at the end.
 * @param given - The `content` of a message whose text arrives in pieces does not matter.
 * @throws The errors of `generateAnswer`, and what the texts throw.
 */
export async function* answerTexts(
  pipeline: ChatPipeline,
  given: readonly Message[],
  texts: readonly StreamedText[],
  options: CheckedOptions,
): AsyncGenerator<StreamedPart[], GenerationResult, undefined> {
  const askedAt = performance.now();
  try {
    const { messages, begun } = await beginTexts(given, texts, options.signal);
    if (begun.length === 0) return yield* generateAnswer(pipeline, messages, options);
    const text = { ...pipeline, thinking: promptThinking(pipeline, options.thinkingBudget) };
    const { batches, ...prompt } = streamPrompt(text, messages, begun, options.tools);
    const guided = guiding(pipeline, options, { ...prompt, messages });
    const source = new GrowingPrompt(batches, pipeline.engine.contextLength);
    const answered = { source, ...prompt, ...guided, reportsReading: true, askedAt };
    return yield* answerPrompt(pipeline, answered, options);
  } finally {
    // Not awaited, because an aborted generation would otherwise wait for a piece that may never arrive.
    for (const { pieces } of texts) pieces.return?.().catch(() => {});
  }
}
