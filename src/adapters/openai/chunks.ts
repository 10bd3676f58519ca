// The parts of an answer as chunks: what both kinds of completions have in common.

import type { AnswerPart, CompletionPart, GeneratedTokenLogprob } from '../../contract/generate.ts';
import { type Head, openAIFinishReason, openAIUsage, totalUsage } from './shapes.ts';
import type { Streaming } from './streaming.ts';

export interface ChunkOptions extends Streaming {
  /** What the field `object` of each chunk is. */
  object: string;
  head: Head;
  /** Whether the parts have log-probabilities. */
  hasLogprobs: boolean;
}

/** Writes the parts of one choice. */
export interface ChoiceWriter {
  /** The fields of the choice in a first chunk of its own; undefined for none. */
  readonly beginning: object | undefined;
  /** The fields of the choice in a chunk that adds nothing. */
  readonly nothing: object;
  /** The fields of the choice; undefined for a part that says nothing new to a client. */
  write(part: Exclude<AnswerPart, { type: 'logprobs' }>): object | undefined;
  /** The log-probabilities of the choice's next tokens, at least one. */
  logprobs(tokens: readonly GeneratedTokenLogprob[]): object;
}

/** Throws what the run fails with. */
export async function* answerChunks(
  run: AsyncIterable<CompletionPart>,
  { object, head, includeUsage, hasLogprobs }: ChunkOptions,
  createWriter: () => ChoiceWriter,
): AsyncGenerator<object, void, undefined> {
  const chunk = (choices: object[], usage: object | null = null): object => ({
    object,
    ...head,
    choices,
    ...(includeUsage && { usage }),
  });
  const choices: ChoiceChunks[] = [];
  const choiceAt = (index: number): ChoiceChunks => {
    choices[index] ??= new ChoiceChunks(index, createWriter(), hasLogprobs);
    return choices[index];
  };
  for await (const part of run) {
    if (part.type === 'prompt') continue;
    if (part.type !== 'finish') {
      for (const choice of choiceAt(part.choice ?? 0).add(part)) yield chunk([choice]);
      continue;
    }
    for (const [index, { finishReason }] of (part.choices ?? [part]).entries()) {
      for (const choice of choiceAt(index).end(openAIFinishReason(finishReason))) yield chunk([choice]);
    }
    if (includeUsage) yield chunk([], openAIUsage(totalUsage(part)));
  }
}

/**
 * One choice in its chunks. The log-probabilities of a token follow the parts that it made, so the last of these waits for
 * them. Those of a token that made none, such as half a character, belong to the next chunk.
 */
class ChoiceChunks {
  readonly #index: number;
  readonly #writer: ChoiceWriter;
  readonly #hasLogprobs: boolean;
  #hasBegun = false;
  #waiting: object | undefined;
  /** What no chunk has had. */
  #tokens: GeneratedTokenLogprob[] = [];

  constructor(index: number, writer: ChoiceWriter, hasLogprobs: boolean) {
    this.#index = index;
    this.#writer = writer;
    this.#hasLogprobs = hasLogprobs;
  }

  *add(part: AnswerPart): Generator<object, void, undefined> {
    yield* this.#begin();
    if (part.type === 'logprobs') {
      this.#tokens.push(...part.tokens);
      yield* this.#send();
      return;
    }
    const fields = this.#writer.write(part);
    if (fields === undefined) return;
    yield* this.#send();
    this.#waiting = fields;
    if (!this.#hasLogprobs) yield* this.#send();
  }

  *end(reason: string): Generator<object, void, undefined> {
    yield* this.#begin();
    yield* this.#send();
    yield this.#choice({ ...this.#writer.nothing, finish_reason: reason });
  }

  *#begin(): Generator<object, void, undefined> {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    const { beginning } = this.#writer;
    if (beginning) yield this.#choice(beginning);
  }

  *#send(): Generator<object, void, undefined> {
    if (!this.#waiting) return;
    const fields = this.#waiting;
    this.#waiting = undefined;
    yield this.#choice(fields);
  }

  #choice(fields: object): object {
    const tokens = this.#tokens;
    this.#tokens = [];
    const logprobs = tokens.length > 0 ? this.#writer.logprobs(tokens) : null;
    return { index: this.#index, logprobs, finish_reason: null, ...fields };
  }
}
