// The same question with room for different numbers of experts on the GPU: what is the same, and what is not. No DOM.

import {
  type GeneratedTokenLogprob,
  type LocalGenerationResult,
  loadModel,
  type Model,
} from '../../src/index.ts';
import type { ModelPlace } from '../model-place.ts';

/** How an answer went with one budget. */
export interface BudgetRun {
  /** Routed experts that have room. */
  experts: number;
  expertBytes: number;
  tokens: GeneratedTokenLogprob[];
  /** By token, in how many layers it waited for experts, when the question was asked a second time. */
  faults: number[];
  /** Of the whole answer, when the model had answered nothing before, and when it had just answered the same. */
  firstFaults: number;
  secondFaults: number;
  secondEvictions: number;
}

export interface BudgetQuestion {
  place: ModelPlace;
  question: string;
  /** The loaded model, whose shape and memory the budgets are computed from. */
  model: Model;
  signal: AbortSignal;
  /** Called before the model is loaded and before it is asked. */
  onPhase: (phase: 'loading' | 'asking') => void;
}

/** Enough for an answer in which experts are used again, and little enough to be patient. */
const maxTokens = 64;
const maxContext = 4096;

/** Numbers of experts to offer: all of them, then fewer, and the least with which a model runs. */
export function budgetChoices({ config }: Pick<Model, 'config'>): number[] {
  const sparse = config.layers.filter(({ dense }) => !dense).length;
  const all = sparse * config.numLocalExperts;
  const least = config.numExpertsPerTok;
  const fewer = [all / 2, all / 4, all / 8, all / 16].map(Math.floor).filter((experts) => experts > least);
  return [all, ...fewer, least];
}

/** The budget with which `experts` routed experts have room: shared ones always have it, too. */
export function budgetBytes(
  { config }: Pick<Model, 'config'>,
  experts: number,
  bytesPerExpert: number,
): number {
  const sparse = config.layers.filter(({ dense }) => !dense).length;
  return (experts + (config.sharedExpert ? sparse : 0)) * bytesPerExpert;
}

/** Loads the model with a budget, asks it the question twice, and disposes of it. */
export async function runWithBudget(
  { place, question, model, signal, onPhase }: BudgetQuestion,
  experts: number,
): Promise<BudgetRun> {
  onPhase('loading');
  const { bytesPerExpert } = await model.memory();
  const own = await loadModel(place.address, {
    folder: place.folder,
    expertBudgetBytes: budgetBytes(model, experts, bytesPerExpert),
    contextLength: Math.min(model.contextLength, maxContext),
    prefixCacheBytes: 0,
    sessionStateBytes: 0,
    prefetch: false,
    persist: false,
    signal,
  });
  try {
    onPhase('asking');
    const ask = (): Promise<LocalGenerationResult> =>
      own.generate(question, { temperature: 0, maxTokens, logprobs: true, routing: true, signal }).result;
    const first = await ask();
    const second = await ask();
    const { expertBytes } = await own.memory();
    return {
      experts,
      expertBytes,
      tokens: second.logprobs!,
      faults: [...second.routing!.faults],
      firstFaults: first.experts.faults,
      secondFaults: second.experts.faults,
      secondEvictions: second.experts.evictions,
    };
  } finally {
    await own.dispose();
  }
}

/** The index of the first token in which two answers differ; undefined if they are the same. */
export function firstDifference(
  one: readonly { id: number }[],
  other: readonly { id: number }[],
): number | undefined {
  const length = Math.max(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i]?.id !== other[i]?.id) return i;
  return undefined;
}
