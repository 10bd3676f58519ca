// Several answers to one prompt, written one after another. The prompt is read once.

import type { GenerationResult, StreamedPart } from '../contract/generate.ts';
import { SharedPrompt } from '../engine/shared-prompt.ts';

type Answering = AsyncGenerator<StreamedPart[], GenerationResult, undefined>;

/** Yields the parts of `n` answers, each with the number of its answer. The result is the first answer's, with those of all. */
export async function* answerChoices(
  n: number,
  answer: (choice: number, prompt: SharedPrompt) => Answering,
): Answering {
  const prompt = new SharedPrompt();
  const choices: GenerationResult[] = [];
  try {
    for (let choice = 0; choice < n; choice++) choices.push(yield* numbered(answer(choice, prompt), choice));
  } finally {
    prompt.destroy();
  }
  return { ...choices[0]!, choices };
}

async function* numbered(answer: Answering, choice: number): Answering {
  try {
    let next = await answer.next();
    for (; !next.done; next = await answer.next()) {
      yield next.value.map((part) => (part.type === 'prompt' ? part : { ...part, choice }));
    }
    return next.value;
  } finally {
    await answer.return(undefined as never);
  }
}
