// Which parts a report has, in order of value, and how long each may take: on a borrowed machine only minutes are sure.

import type { PartName } from './report.ts';

export interface PlannedPart {
  name: PartName;
  /** Most seconds, and less where the whole report has less left. */
  limitSeconds: number;
}

/** Time limits on a GPU. Nothing here is expected to need all of its time. */
const parts: readonly PlannedPart[] = [
  { name: 'adapter', limitSeconds: 25 },
  { name: 'self-test', limitSeconds: 30 },
  { name: 'golden', limitSeconds: 30 },
  { name: 'nano', limitSeconds: 50 },
  { name: 'm', limitSeconds: 50 },
  { name: 'l', limitSeconds: 60 },
  { name: 'xl', limitSeconds: 75 },
  { name: 'hugging-face', limitSeconds: 75 },
  { name: 'long-context', limitSeconds: 40 },
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
    .map(({ name, limitSeconds }) => ({ name, limitSeconds: Math.round(limitSeconds * Math.max(1, scale)) }));
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
