// How the next token is chosen: the options and their ranges.

import { PocketM1Error } from '../errors.ts';
import { describe } from '../text/plain-data.ts';

/** How the next token is chosen from the model's logits. The steps apply in the order of the fields below; null means left out. */
export interface SamplingParams {
  /** Divides the logits of tokens that occurred before, or multiplies negative ones; 0.1 to 10. Default 1: off. */
  repetitionPenalty?: number | null | undefined;
  /** Flattens (above 1) or sharpens the distribution; 0 to 100. 0 always takes the most probable token. Default 1. */
  temperature?: number | null | undefined;
  /** Keeps this many of the most probable tokens. Default 0: all. */
  topK?: number | null | undefined;
  /** Keeps the fewest most probable tokens that together have this probability; 0 to 1. Default 0.95. */
  topP?: number | null | undefined;
  /** Keeps tokens at least this probable relative to the most probable one; 0 to 1. Default 0: all. */
  minP?: number | null | undefined;
  /** The same seed gives the same tokens on the same device; 0 to 2^53 - 1. Default: random. */
  seed?: number | null | undefined;
}

interface Range {
  minimum: number;
  maximum: number;
  integer?: boolean;
}

const ranges: Record<keyof SamplingParams, Range> = {
  repetitionPenalty: { minimum: 0.1, maximum: 10 },
  temperature: { minimum: 0, maximum: 100 },
  topK: { minimum: 0, maximum: 2 ** 32 - 1, integer: true },
  topP: { minimum: 0, maximum: 1 },
  minP: { minimum: 0, maximum: 1 },
  seed: { minimum: 0, maximum: Number.MAX_SAFE_INTEGER, integer: true },
};

export const samplingOptions: readonly (keyof SamplingParams)[] = Object.keys(
  ranges,
) as (keyof SamplingParams)[];

/** @throws PocketM1Error `invalid-argument` naming the option, its value and its range. */
export function checkSampling(params: SamplingParams): void {
  for (const option of samplingOptions) {
    const value: unknown = params[option];
    const { minimum, maximum, integer = false } = ranges[option];
    if (value === undefined || value === null) continue;
    const isInRange = typeof value === 'number' && value >= minimum && value <= maximum;
    if (isInRange && (!integer || Number.isInteger(value))) continue;
    refuseOption(option, value, `${integer ? 'an integer' : 'a number'} from ${minimum} to ${maximum}`);
  }
}

export function refuseOption(option: string, value: unknown, expected: string): never {
  throw new PocketM1Error('invalid-argument', `${option} is ${describe(value)}, expected ${expected}.`, {
    details: { option, value: String(value), expected },
  });
}
