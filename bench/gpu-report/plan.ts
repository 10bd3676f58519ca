// The parts of a report, the most valuable first, and their time limits, because a borrowed machine is available for minutes.

import type { PartName } from './report.ts';

export interface PlannedPart {
  name: PartName;
  /** Seconds reserved for this part; it may also use what earlier parts saved. */
  limitSeconds: number;
}

/** Seconds of the default total. Parts are expected to need less. */
const parts: readonly PlannedPart[] = [
  { name: 'adapter', limitSeconds: 20 },
  { name: 'self-test', limitSeconds: 25 },
  { name: 'golden', limitSeconds: 25 },
  { name: 'nano', limitSeconds: 40 },
  { name: 'm', limitSeconds: 40 },
  { name: 'l', limitSeconds: 45 },
  { name: 'xl', limitSeconds: 60 },
  { name: 'hugging-face', limitSeconds: 60 },
  { name: 'long-context', limitSeconds: 30 },
];

export const partNames: readonly PartName[] = parts.map(({ name }) => name);

/** Of the 6 minutes for a report, some seconds are spent on unpacking. */
export const defaultMinutes = 5.75;
/** A software adapter and its compiler are much slower. */
export const rehearsalMinutes = 25;

export function planParts(names: readonly PartName[], minutes: number): PlannedPart[] {
  const scale = minutes / defaultMinutes;
  return parts
    .filter(({ name }) => names.includes(name))
    .map(({ name, limitSeconds }) => ({ name, limitSeconds: Math.round(limitSeconds * scale) }));
}

/** What a model's part measures. */
export interface ModelWork {
  contexts: readonly number[];
  prompts: readonly number[];
  runs: number;
  decodeTokens: number;
  stepsPerSubmit: number;
}

const million = 1_000_000;

export function modelWork(rehearsal: boolean): ModelWork {
  return rehearsal
    ? { contexts: [0, 1024], prompts: [32, 128], runs: 2, decodeTokens: 8, stepsPerSubmit: 4 }
    : {
        contexts: [0, 1024, 16_384, 65_536, 262_144, million],
        prompts: [128, 512, 2048, 8192],
        runs: 5,
        decodeTokens: 256,
        stepsPerSubmit: 8,
      };
}
