// Which parts a report has, in order of value, and how long each may take: on a borrowed machine only minutes are sure.

import type { PartName } from './report.ts';

export interface PlannedPart {
  name: PartName;
  /** Seconds that it is sure of; it may also use what parts before it have saved. */
  limitSeconds: number;
}

/** Seconds of the default time. None of them is expected to need all of its own. */
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

/** Of the 6 minutes that a report takes, some seconds go into unpacking it. */
export const defaultMinutes = 5.75;
/** A software adapter is that much slower, and its compiler too. */
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
