// Checks the options for choosing the next token.

import type { SamplingParams } from '../contract/sampling-params.ts';
import { refuseOption } from '../text/plain-data.ts';

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
