// A chat model in this thread, without a worker.

import type { Capability, ChatModel } from '../contract/chat-model.ts';
import type {
  CompleteOptions,
  CountOptions,
  GenerateOptions,
  LocalGenerationResult,
  StreamedPart,
} from '../contract/generate.ts';
import type { Message } from '../contract/messages.ts';
import type { TextSource } from '../contract/tokens.ts';
import { PocketM1Error } from '../errors.ts';
import { type Generate, Run, startRun } from '../run.ts';
import { readMessages } from '../text/read-messages.ts';
import { claimTexts, refuseTexts, takeTexts } from '../text/streamed-messages.ts';
import { claimText, textPieces } from '../text/text-pieces.ts';
import { type ChatPipeline, generateAnswer } from './answer.ts';
import { answerTexts } from './answer-texts.ts';
import { engineCapabilities } from './capabilities.ts';
import { completeText } from './complete.ts';
import {
  readCompleteOptions,
  readCountOptions,
  readGenerateOptions,
  requireKnownLength,
} from './generate-options.ts';
import { tokenizePrompt } from './prompt.ts';
import { Turns } from './turns.ts';

/** A pipeline whose engine can be disposed. */
export interface OwnedPipeline extends ChatPipeline {
  engine: ChatPipeline['engine'] & { dispose(): void };
}

/** Takes the same options, and fails in the same way, as a model in a worker. Its owner is whoever created it. */
export class LocalModel implements ChatModel {
  readonly name: string;
  readonly contextLength: number;
  readonly capabilities: ReadonlySet<Capability> = new Set(engineCapabilities);
  readonly #pipeline: OwnedPipeline;
  readonly #turns = new Turns();
  readonly #disposal = new AbortController();

  constructor(name: string, pipeline: OwnedPipeline) {
    this.name = name;
    this.contextLength = pipeline.engine.contextLength;
    this.#pipeline = pipeline;
  }

  readonly generate = ((given: readonly Message[], options: GenerateOptions = {}) =>
    startRun(() => {
      const { signal, ...request } = readGenerateOptions(options);
      const { messages, texts } = takeTexts(given);
      const turns = readMessages(messages);
      if (texts.length > 0) requireKnownLength(request);
      claimTexts(texts);
      const pieces = texts.map(({ message, source }) => ({ message, pieces: textPieces(source) }));
      const answer = (signal: AbortSignal) =>
        (pieces.length > 0
          ? answerTexts(this.#pipeline, turns, pieces, { ...request, signal })
          : generateAnswer(this.#pipeline, turns, { ...request, signal })) as Answering;
      return new Run<StreamedPart>((stop) => this.#inTurn(answer, stop), signal);
    })) as Generate;

  complete(prompt: TextSource, options: CompleteOptions = {}): Run<StreamedPart> {
    return startRun(() => {
      const { signal, ...request } = readCompleteOptions(options);
      claimText(prompt, 'complete: the prompt');
      return new Run<StreamedPart>(
        (stop) =>
          this.#inTurn(
            (signal) =>
              completeText(this.#pipeline, textPieces(prompt), {
                ...request,
                signal,
              }) as Answering,
            stop,
          ),
        signal,
      );
    });
  }

  async countTokens(messages: string | readonly Message[], options: CountOptions = {}): Promise<number> {
    this.#disposal.signal.throwIfAborted();
    refuseTexts(takeTexts(messages).texts, 'countTokens');
    return tokenizePrompt(this.#pipeline, readMessages(messages), readCountOptions(options)).ids.length;
  }

  async dispose(): Promise<void> {
    if (this.#disposal.signal.aborted) return;
    this.#disposal.abort(new PocketM1Error('disposed', 'The model was disposed.'));
    await this.#turns.run(async () => this.#pipeline.engine.dispose());
  }

  #inTurn(answer: (signal: AbortSignal) => Answering, stop: AbortSignal): Answering {
    const signal = AbortSignal.any([stop, this.#disposal.signal]);
    return this.#turns.inTurn(() => answer(signal), signal);
  }
}

/** Answers of this engine say what experts they took, and only those to texts in pieces how far the prompt is read. */
type Answering = AsyncGenerator<StreamedPart[], LocalGenerationResult, undefined>;
