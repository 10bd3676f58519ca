// Generates the parts of an answer to a conversation: connects template, tokenizer, engine and segmenter.

import type { GenerationResult, PromptPart, StreamedPart } from '../contract/generate.ts';
import type { Message, ToolDefinition } from '../contract/messages.ts';
import type { Engine, EngineResult } from '../engine/engine.ts';
import type { Guide } from '../engine/guide.ts';
import { continuedPrompt, type PromptSource, wholePrompt } from '../engine/prompt-source.ts';
import { resolveSampling, type Sampling } from '../engine/sampling.ts';
import type { SharedPrompt } from '../engine/shared-prompt.ts';
import { TokenList } from '../engine/token-list.ts';
import { createTraffic } from '../engine/traffic.ts';
import { PocketM1Error } from '../errors.ts';
import { callIds } from '../text/call-ids.ts';
import type { CallSyntax } from '../text/call-syntax.ts';
import type { ChatTemplate } from '../text/chat-template.ts';
import { Segmenter } from '../text/segmenter.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { AnswerCollector } from './answer-collector.ts';
import { type AnswerStart, guideOf } from './answer-guide.ts';
import { AnswerLogProbs } from './answer-log-probs.ts';
import { AnswerRouting } from './answer-routing.ts';
import { checkpointOffsets } from './checkpoint-offsets.ts';
import { answerChoices } from './choices.ts';
import { fitPrompt } from './drop-oldest.ts';
import type { CheckedOptions } from './generate-options.ts';
import { type GuidedModel, promptThinking } from './guides.ts';
import type { ToolOptions } from './read-tool-options.ts';
import { toolForm } from './tool-form.ts';

/** Everything that answering a conversation needs. */
export interface ChatPipeline extends GuidedModel {
  engine: Pick<Engine, 'generate' | 'contextLength'>;
  template: ChatTemplate;
}

/** What a session adds to a generation. */
export interface AnswerOfSession {
  /** See `EngineGenerateOptions`. */
  session: object;
  /** Ids of the answer from an earlier run, which this one continues. */
  written: readonly number[];
  /** Called before the prompt is read. */
  onPrompt: (prompt: PromptSource) => void;
  /** Called with each batch of new ids. */
  onTokens: (ids: readonly number[]) => void;
}

const DEFAULT_MAX_TOKENS = 2048;

/** A prompt that is to be answered. */
export interface AnsweredPrompt extends Partial<Omit<AnswerOfSession, 'onPrompt'>> {
  source: PromptSource;
  /** Whether the answer begins inside the thinking. */
  insideThinking: boolean;
  /** Whether the answer continues text or thinking. */
  continues: boolean;
  /** How the model writes calls, and the tools that it may call. Default: none. */
  callSyntax?: CallSyntax;
  tools?: readonly ToolDefinition[];
  /** Whether an answer with a given form may be calls instead. Default false. */
  mayCall?: boolean;
  /** What says which tokens the answer may have. Default: nothing. */
  guide?: Guide | undefined;
  checkpoints?: () => readonly number[];
  /** See `EngineGenerateOptions`. */
  promptEnd?: (tokens: number) => number;
  sharedPrompt?: SharedPrompt;
  /** Indices of messages that are not in it. Default: none. */
  droppedMessages?: number[];
  /** Whether parts say how far it is read. Default false. */
  reportsReading?: boolean;
  /** When it was asked, by `performance.now()`. */
  askedAt: number;
}

/**
 * Generates an answer and yields its parts, one list per batch of tokens. Ending the iteration early, or aborting, frees the
 * engine.
 * @throws PocketM1Error `invalid-argument` for an unusable message, `template` when the prompt cannot be rendered, and the
 * engine's errors.
 */
export async function* generateAnswer(
  pipeline: ChatPipeline,
  given: string | readonly Message[],
  options: CheckedOptions,
  ofSession: Partial<AnswerOfSession> = {},
): AsyncGenerator<StreamedPart[], GenerationResult, undefined> {
  const askedAt = performance.now();
  const { maxTokens = DEFAULT_MAX_TOKENS, contextOverflow, thinkingBudget, tools } = options;
  const { contextLength } = pipeline.engine;
  const room = { contextOverflow, contextLength, maxTokens };
  const text = { ...pipeline, thinking: promptThinking(pipeline, thinkingBudget) };
  const { ids, messages, ...prompt } = fitPrompt(text, given, tools, room);
  const checkpoints = (): number[] => checkpointOffsets(pipeline, messages, tools, ids);
  const source = wholePrompt(new TokenList(contextLength, ids));
  ofSession.onPrompt?.(source);
  const guided = guiding(pipeline, options, { ...prompt, messages });
  const answered = { ...prompt, ...ofSession, ...guided, source, checkpoints, askedAt };
  return yield* answerPrompt(pipeline, answered, options);
}

/**
 * What an answer to messages with these options may be.
 * @throws PocketM1Error `invalid-argument` for a form that is not supported or cannot be met.
 */
export function guiding(
  pipeline: ChatPipeline,
  options: CheckedOptions,
  start: AnswerStart & { callSyntax: CallSyntax },
): Pick<AnsweredPrompt, 'guide' | 'mayCall'> {
  const calls = toolForm(pipeline, options, start.callSyntax);
  return { guide: guideOf(pipeline, options, start, calls), mayCall: calls !== undefined };
}

/** As `generateAnswer`, of a prompt whose tokens are known or still coming. */
export async function* answerPrompt(
  pipeline: Omit<ChatPipeline, 'template'>,
  prompt: AnsweredPrompt,
  options: Omit<CheckedOptions, keyof ToolOptions | 'contextOverflow' | 'thinkingBudget'>,
): AsyncGenerator<StreamedPart[], GenerationResult, undefined> {
  const { n } = options;
  if (n === 1) return yield* answerOnce(pipeline, prompt, options);
  const sampling = resolveSampling(options.sampling, pipeline.defaults.sampling);
  // A random seed may be too large for others after it.
  const seed = Math.min(sampling.seed, Number.MAX_SAFE_INTEGER - n + 1);
  return yield* answerChoices(n, (choice, sharedPrompt) => {
    const askedAt = choice === 0 ? prompt.askedAt : performance.now();
    const ofChoice = { ...options, sampling: { ...sampling, seed: seed + choice } };
    return answerOnce(pipeline, { ...prompt, sharedPrompt, askedAt }, ofChoice);
  });
}

async function* answerOnce(
  { engine, tokenizer, defaults }: Omit<ChatPipeline, 'template'>,
  prompt: AnsweredPrompt,
  options: Omit<CheckedOptions, keyof ToolOptions | 'contextOverflow' | 'thinkingBudget'>,
): AsyncGenerator<StreamedPart[], GenerationResult, undefined> {
  const { maxTokens = DEFAULT_MAX_TOKENS, stop, signal, sampling, expertThreshold, topLogprobs } = options;
  const { insideThinking, continues, droppedMessages = [], reportsReading, askedAt } = prompt;
  const { source, session, guide, written = [], onTokens, callSyntax, tools, sharedPrompt } = prompt;
  const experts = createTraffic();
  const reading = new PromptReading();
  const tagsInText = options.responseFormat === undefined ? 'anywhere' : prompt.mayCall ? 'first' : 'nowhere';
  const begins = { insideThinking, continues, tagsInText } as const;
  const segmenter = new Segmenter(tokenizer, { stop, ...begins, callSyntax, tools });
  const routing = new AnswerRouting(options.routing);
  const logProbs = new AnswerLogProbs(options.logprobs, tokenizer);
  const resolved = resolveSampling(sampling, defaults.sampling);
  refuseUnknownIds(resolved.logitBias, tokenizer);
  const answer = new AnswerCollector(callIds(resolved.seed, source.tokens));
  const again = answer.addAll(segmenter, written);
  if (again.length > 0) yield again;
  const tokens = engine.generate(written.length > 0 ? continuedPrompt(source, written) : source, {
    sampling: resolved,
    sampled: written.length,
    guide,
    session,
    sharedPrompt,
    maxTokens,
    stopIds: defaults.stopIds,
    expertThreshold,
    ...routing.listeners,
    onLogProbs: logProbs.onLogProbs,
    topLogProbs: topLogprobs,
    keptTokens: () => keptTokens(segmenter) ?? answer.tokens,
    checkpoints: prompt.checkpoints,
    promptEnd: prompt.promptEnd,
    onCached: reading.onCached,
    onRead: reportsReading ? reading.onRead : undefined,
    traffic: experts,
    ...(signal && { signal }),
  });
  const streaming = { answer, routing, logProbs, segmenter, reading, onTokens, signal };
  const engineResult = yield* streamParts(tokens, streaming);
  const ending = engineResult?.finishReason === 'length' ? 'cut-off' : 'done';
  const rest = answer.add(segmenter.finish(ending), 0);
  if (rest.length > 0) yield rest;
  return {
    ...answer.result(
      { promptTokens: source.tokens.length, cachedTokens: reading.cachedTokens },
      askedAt,
      engineResult,
    ),
    malformedToolCalls: [...segmenter.malformedToolCalls],
    droppedMessages,
    experts,
    ...routing.result(),
    ...logProbs.result(),
  };
}

/** @throws PocketM1Error `invalid-argument`. */
function refuseUnknownIds(logitBias: Sampling['logitBias'], tokenizer: Tokenizer): void {
  const unknown = Object.keys(logitBias).find((id) => tokenizer.bytesOf(Number(id)).length === 0);
  if (unknown === undefined) return;
  throw new PocketM1Error(
    'invalid-argument',
    `logitBias has the token id ${unknown}, which this model does not have.`,
    { details: { option: 'logitBias', id: Number(unknown) } },
  );
}

interface Streaming {
  answer: AnswerCollector;
  routing: AnswerRouting;
  logProbs: AnswerLogProbs;
  segmenter: Segmenter;
  reading: PromptReading;
  onTokens: AnsweredPrompt['onTokens'];
  signal: AbortSignal | undefined;
}

/** Yields the parts of the engine's batches. The result is missing if a stop string cut the answer short. */
async function* streamParts(
  tokens: ReturnType<Engine['generate']>,
  { answer, routing, logProbs, segmenter, reading, onTokens, signal }: Streaming,
): AsyncGenerator<StreamedPart[], EngineResult | undefined, undefined> {
  try {
    while (segmenter.cut === undefined) {
      const next = await tokens.next();
      if (next.done) return next.value;
      signal?.throwIfAborted();
      const read = reading.take();
      if (read) {
        yield [read];
        continue;
      }
      answer.countBatch(next.value.length);
      onTokens?.(next.value);
      const from = answer.tokens;
      const parts = answer.addAll(segmenter, next.value, (token) => logProbs.take(token));
      parts.push(...routing.take(next.value.length, answer.tokens - from, from));
      if (parts.length > 0) yield parts;
    }
    return undefined;
  } finally {
    await tokens.return(undefined as never);
  }
}

/** How many tokens lie before the stop string that has ended the answer. */
function keptTokens({ cut }: Segmenter): number | undefined {
  return cut?.reason === 'stop-string' ? cut.keptTokens : undefined;
}

/** How far the prompt is read. */
class PromptReading {
  cachedTokens = 0;
  #part: PromptPart | undefined;

  readonly onCached = (tokens: number): void => {
    this.cachedTokens = tokens;
  };

  readonly onRead = (tokens: number): void => {
    this.#part = { type: 'prompt', tokens, cachedTokens: this.cachedTokens };
  };

  /** The part that says so, if it is new. */
  take(): PromptPart | undefined {
    const part = this.#part;
    this.#part = undefined;
    return part;
  }
}
