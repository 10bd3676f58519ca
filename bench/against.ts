// Compares decoding with this checkout of the repository and with another one, in turn and in separate processes: how much
// faster this one is, and how much two processes of the same checkout differ.

import { createRandom } from '../training/evaluate/random.ts';
import { clusterInterval, median } from './statistics.ts';

/** This checkout, the other one, and this one in a second process. */
export const sides = ['here', 'there', 'control'] as const;
export type Side = (typeof sides)[number];

/** The decoding of one answer, from its first token to its last. */
export interface Stretch {
  ms: number;
  /** CPU time of all threads of the process. */
  cpuMs: number;
}

/** Answers with the same tokens, one right after the other. */
export type Turn = Record<Side, Stretch>;

/** By row of the table, the sampling options. Each seed gives another answer; greedy answers are all the same. */
export const samplings: Record<string, (seed: number) => { temperature: number; seed: number }> = {
  greedy: (seed) => ({ temperature: 0, seed }),
  'temperature 1': (seed) => ({ temperature: 1, seed }),
};

export interface RatioFigure {
  median: number;
  /** The 95 % confidence interval of the median. */
  interval: [low: number, high: number];
}

export interface AgainstRow {
  sampling: string;
  tokensPerSecond: Record<Side, number>;
  cpuMsPerToken: Record<Side, number>;
  /** The other's time divided by this checkout's: above 1, this checkout is faster. */
  time: Record<'there' | 'control', RatioFigure>;
  /** The same for CPU time. */
  cpuTime: Record<'there' | 'control', RatioFigure>;
}

export interface AgainstFigures {
  adapter: string;
  model: string;
  /** The other checkout. */
  folder: string;
  pairs: number;
  /** Each round has new processes, because a process may be faster than an identical one for its whole life. */
  rounds: number;
  /** Tokens of an answer. */
  tokens: number;
  rows: AgainstRow[];
  /** CPU time of the waiting processes divided by the time that they wait. */
  waitingCpuShare: number;
}

/** Pairs of each round: distributes `pairs` evenly, with at most `PAIRS_PER_ROUND` in each. */
export function pairsOfRounds(pairs: number): number[] {
  const rounds = Math.ceil(pairs / PAIRS_PER_ROUND);
  return Array.from(
    { length: rounds },
    (_, i) => Math.floor(((i + 1) * pairs) / rounds) - Math.floor((i * pairs) / rounds),
  );
}

const PAIRS_PER_ROUND = 10;

/** Returns, for each turn, the sides in random order, which is the same in every run. */
export function turnOrder(): () => Side[] {
  const random = createRandom(1);
  return () => random.sample(sides, sides.length);
}

/** `rounds`: the turns of each round. */
export function againstRow(sampling: string, rounds: readonly Turn[][], tokens: number): AgainstRow {
  const turns = rounds.flat();
  const decoded = tokens - 1;
  const bySide = (figure: (stretch: Stretch) => number): Record<Side, number> => {
    const middle = (side: Side): number => median(turns.map((turn) => figure(turn[side])));
    return { here: middle('here'), there: middle('there'), control: middle('control') };
  };
  const ratios = (figure: 'ms' | 'cpuMs'): AgainstRow['time'] => {
    const of = (side: Side): RatioFigure => {
      const values = rounds.map((round) => round.map((turn) => turn[side][figure] / turn.here[figure]));
      return { median: median(values.flat()), interval: clusterInterval(values) };
    };
    return { there: of('there'), control: of('control') };
  };
  return {
    sampling,
    tokensPerSecond: bySide(({ ms }) => (1000 * decoded) / ms),
    cpuMsPerToken: bySide(({ cpuMs }) => cpuMs / decoded),
    time: ratios('ms'),
    cpuTime: ratios('cpuMs'),
  };
}

export function againstLines(figures: AgainstFigures): string[] {
  const { adapter, model, folder, pairs, rounds, tokens, rows, waitingCpuShare } = figures;
  const ratio = ({ median: middle, interval: [low, high] }: RatioFigure): string =>
    `${middle.toFixed(3)} [${low.toFixed(3)}–${high.toFixed(3)}]`;
  const pair = ({ there, control }: AgainstRow['time']): string =>
    `${ratio(there)}   against itself ${ratio(control)}`;
  return [
    `${model} on ${adapter}: speed of this checkout divided by that of ${folder}, and by its own`,
    `  medians of ${pairs} pairs, ${tokens} tokens each, in ${rounds} rounds of new processes; [–] is the 95 % confidence interval`,
    ...rows.flatMap(({ sampling, tokensPerSecond, cpuMsPerToken, time, cpuTime }) => [
      sampling,
      `  by time         ${pair(time)}   ${tokensPerSecond.here.toFixed(1)} and ${tokensPerSecond.there.toFixed(1)} tokens/s`,
      `  by CPU time     ${pair(cpuTime)}   ${cpuMsPerToken.here.toFixed(3)} and ${cpuMsPerToken.there.toFixed(3)} ms a token`,
    ]),
    `  a process that waits takes ${(100 * waitingCpuShare).toFixed(2)} % of a core`,
  ];
}
