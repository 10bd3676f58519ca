// Checks the options of a generation before it is queued.

import type {
  CompleteOptions,
  ContextOverflow,
  CountOptions,
  GenerateOptions,
} from '../contract/generate.ts';
import type { ToolDefinition } from '../contract/messages.ts';
import type { ResponseFormat } from '../contract/response-format.ts';
import type { SamplingParams } from '../contract/sampling-params.ts';
import type { SessionDefaults } from '../contract/session.ts';
import { checkSampling, samplingOptions } from '../engine/check-sampling.ts';
import {
  checkFields,
  checkSignal,
  copyPlainData,
  invalidArgument,
  type KnownFields,
  optionsObject,
  refuseOption,
} from '../text/plain-data.ts';
import { readTools } from '../text/read-messages.ts';
import { readResponseFormat } from './read-response-format.ts';
import { readToolOptions, type ToolOptions } from './read-tool-options.ts';

/** Checked options; plain data except for the signal. */
export interface CheckedOptions extends ToolOptions {
  sampling: SamplingParams;
  /** How many answers. */
  n: number;
  maxTokens?: number;
  contextOverflow: ContextOverflow;
  thinkingBudget?: number;
  responseFormat?: ResponseFormat;
  stop: string[];
  /** 0: off. */
  expertThreshold: number;
  routing: boolean | 'stream';
  logprobs: boolean | 'stream';
  topLogprobs: number;
  signal?: AbortSignal;
}

/** Options that complete has no use for. */
type OfConversations = keyof ToolOptions | 'contextOverflow' | 'thinkingBudget';

export interface CheckedCompleteOptions extends Omit<CheckedOptions, OfConversations> {
  specialTokens: 'text' | 'structure';
}

const MAX_ANSWERS = 128;

const known: KnownFields = {
  kind: 'option',
  names: [
    'maxTokens',
    'contextOverflow',
    'thinkingBudget',
    'responseFormat',
    'stop',
    'expertThreshold',
    'routing',
    'logprobs',
    'topLogprobs',
    'n',
    'tools',
    'toolChoice',
    'parallelToolCalls',
    'signal',
    ...samplingOptions,
  ],
  otherNames: {
    maxnewtokens: 'maxTokens',
    maxcompletiontokens: 'maxTokens',
    maxoutputtokens: 'maxTokens',
    maxlength: 'maxTokens',
    numpredict: 'maxTokens',
    npredict: 'maxTokens',
    truncation: 'contextOverflow',
    contextoverflowpolicy: 'contextOverflow',
    contextshift: 'contextOverflow',
    grammar: 'Use responseFormat, with a schema or a pattern.',
    schema: 'Use responseFormat: { type: "json_schema", schema }.',
    jsonschema: 'Use responseFormat: { type: "json_schema", schema }.',
    stopsequences: 'stop',
    stopsequence: 'stop',
    stopstrings: 'stop',
    functions: 'tools',
    abortsignal: 'signal',
    numreturnsequences: 'n',
    candidatecount: 'n',
    repeatpenalty: 'repetitionPenalty',
    thinkingtokens: 'thinkingBudget',
    maxthinkingtokens: 'thinkingBudget',
    budgettokens: 'thinkingBudget',
    reasoningeffort: 'Use thinkingBudget, in tokens.',
    dosample: 'Use temperature 0 to always choose the most probable token.',
    stream: 'Leave it out: every run can be iterated while it generates.',
    system: 'Pass a system message as the first message: { role: "system", content }.',
    messages: 'The messages are the first argument of generate.',
  },
};

/**
 * @param method - What the options were given to.
 * @throws PocketM1Error `invalid-argument` naming the option, its value and what is expected.
 */
export function readGenerateOptions(
  given: GenerateOptions | null | undefined,
  method = 'generate',
): CheckedOptions {
  const options = optionsObject(given, method);
  checkFields(options, method, known);
  const { maxTokens, signal } = options;
  const contextOverflow = options.contextOverflow ?? 'error';
  if (contextOverflow !== 'error' && contextOverflow !== 'drop-oldest') {
    refuseOption('contextOverflow', contextOverflow, '"error" or "drop-oldest"');
  }
  if (maxTokens !== undefined && maxTokens !== null && !(Number.isInteger(maxTokens) && maxTokens > 0)) {
    refuseOption('maxTokens', maxTokens, 'a whole number above 0');
  }
  const { thinkingBudget } = options;
  const toolOptions = readToolOptions(options);
  if (thinkingBudget !== undefined && thinkingBudget !== null && !isTokenCount(thinkingBudget)) {
    refuseOption('thinkingBudget', thinkingBudget, `a whole number from 0 to ${maxTokenCount}`);
  }
  return {
    sampling: readSampling(options),
    n: readN(options),
    ...(maxTokens !== undefined && maxTokens !== null && { maxTokens }),
    contextOverflow,
    ...(thinkingBudget !== undefined && thinkingBudget !== null && { thinkingBudget }),
    ...readResponseFormat(options.responseFormat, options.ignoreEos === true),
    stop: readStop(options.stop),
    expertThreshold: readExpertThreshold(options.expertThreshold),
    routing: readStreamable('routing', options.routing),
    ...readLogprobs(options),
    ...toolOptions,
    ...(signal !== undefined && signal !== null && { signal: checkSignal(signal) }),
  };
}

/** @throws PocketM1Error `invalid-argument` when the options need the length of a text that is an iterable. */
export function requireKnownLength({ contextOverflow }: Pick<CheckedOptions, 'contextOverflow'>): void {
  if (contextOverflow === 'error') return;
  const expected = '"error" when the text of a message is an iterable, whose length is not known';
  refuseOption('contextOverflow', contextOverflow, expected);
}

function readSampling(options: GenerateOptions): SamplingParams {
  const logitBias = options.logitBias ?? undefined;
  const sampling = {
    ...Object.fromEntries(samplingOptions.map((option) => [option, options[option] ?? undefined])),
    logitBias: logitBias && (copyPlainData(logitBias, 'logitBias') as SamplingParams['logitBias']),
  };
  checkSampling(sampling);
  return sampling;
}

/** What the GPU counts to. */
const maxTokenCount = 2 ** 32 - 1;

function isTokenCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= maxTokenCount;
}

/** Checked options as they are given, but for the signal and the number of answers, which is 1. */
export function defaultsOf({ sampling, signal: _, n: __, ...others }: CheckedOptions): SessionDefaults {
  return { ...sampling, ...others };
}

const knownOfCompletions: KnownFields = {
  kind: 'option',
  names: [
    'maxTokens',
    'responseFormat',
    'stop',
    'expertThreshold',
    'routing',
    'logprobs',
    'topLogprobs',
    'n',
    'specialTokens',
    'signal',
    ...samplingOptions,
  ],
  otherNames: {
    ...known.otherNames,
    thinkingbudget: 'The prompt is the text alone, so there is no thinking to limit.',
    tools: 'The prompt is the text alone, so there is no place for tools.',
    functions: 'The prompt is the text alone, so there is no place for tools.',
    contextoverflow: 'The prompt is the text alone, so no turns can be left out.',
    messages: 'Messages are answered by generate.',
    prompt: 'The prompt is the first argument of complete.',
  },
};

/** @throws PocketM1Error `invalid-argument` naming the option, its value and what is expected. */
export function readCompleteOptions(given: CompleteOptions | null | undefined): CheckedCompleteOptions {
  const { ...options } = optionsObject(given, 'complete');
  checkFields(options, 'complete', knownOfCompletions);
  const { specialTokens: special, ...others } = options;
  const { tools, toolChoice, parallelToolCalls, contextOverflow, thinkingBudget, ...checked } =
    readGenerateOptions(others);
  return { ...checked, specialTokens: readSpecialTokens(special) };
}

/** @throws PocketM1Error `invalid-argument`. */
export function readSpecialTokens(given: CompleteOptions['specialTokens']): 'text' | 'structure' {
  if (given === undefined || given === null) return 'text';
  if (given === 'text' || given === 'structure') return given;
  return refuseOption('specialTokens', given, '"text" or "structure"');
}

/**
 * The tools among the options of `countTokens`, which has no others.
 * @throws PocketM1Error `invalid-argument` naming the option, its value and what is expected.
 */
export function readCountOptions(given: CountOptions | null | undefined): ToolDefinition[] {
  const options = optionsObject(given, 'countTokens');
  checkFields(options, 'countTokens', {
    kind: 'option',
    names: ['tools'],
    otherNames: { functions: 'tools' },
  });
  return readTools(options.tools);
}

/** @throws PocketM1Error `invalid-argument` if a session is asked for several answers. */
export function requireOneAnswer({ n }: CheckedOptions): void {
  if (n > 1) throw invalidArgument('n', `is ${n}, but a session continues with one answer: leave it out`);
}

function readN({ n, seed }: GenerateOptions): number {
  const answers = n ?? 1;
  if (!(Number.isInteger(answers) && answers >= 1 && answers <= MAX_ANSWERS)) {
    refuseOption('n', answers, `an integer from 1 to ${MAX_ANSWERS}`);
  }
  const maxSeed = Number.MAX_SAFE_INTEGER - answers + 1;
  if ((seed ?? 0) > maxSeed) refuseOption('seed', seed, `an integer from 0 to ${maxSeed}, because n is ${n}`);
  return answers;
}

function readStop(given: GenerateOptions['stop']): string[] {
  const stops = [copyPlainData(given ?? [], 'stop')].flat();
  const isStop = (stop: unknown): stop is string => typeof stop === 'string' && stop !== '';
  return stops.every(isStop) ? stops : refuseOption('stop', given, 'strings that are not empty');
}

function readExpertThreshold(given: GenerateOptions['expertThreshold']): number {
  const threshold = given ?? 0;
  if (typeof threshold === 'number' && threshold >= 0 && threshold <= 1) return threshold;
  return refuseOption('expertThreshold', threshold, 'a number from 0 to 1');
}

const maxTopLogprobs = 20;

function readLogprobs({
  logprobs,
  topLogprobs,
}: GenerateOptions): Pick<CheckedOptions, 'logprobs' | 'topLogprobs'> {
  const top = topLogprobs ?? 0;
  if (!(Number.isInteger(top) && top >= 0 && top <= maxTopLogprobs)) {
    refuseOption('topLogprobs', topLogprobs, `an integer from 0 to ${maxTopLogprobs}`);
  }
  const read = readStreamable('logprobs', logprobs);
  if (top > 0 && !read) refuseOption('topLogprobs', top, '0 without logprobs: true');
  return { logprobs: read, topLogprobs: top };
}

/** An option that is off, for the result, or for the stream of parts. */
function readStreamable(
  option: 'routing' | 'logprobs',
  given: boolean | 'stream' | null | undefined,
): boolean | 'stream' {
  const value = given ?? false;
  if (typeof value === 'boolean' || value === 'stream') return value;
  return refuseOption(option, value, 'true, false or "stream"');
}
