// Checks the options for choosing the next token.

import type { SamplingParams } from '../contract/sampling-params.ts';
import { refuseOption } from '../text/plain-data.ts';

interface Range {
  minimum: number;
  maximum: number;
  integer?: boolean;
}

/** The options that are numbers. */
export type SamplingNumber = Exclude<keyof SamplingParams, 'logitBias' | 'ignoreEos'>;

const ranges: Record<SamplingNumber, Range> = {
  repetitionPenalty: { minimum: 0.1, maximum: 10 },
  frequencyPenalty: { minimum: -2, maximum: 2 },
  presencePenalty: { minimum: -2, maximum: 2 },
  temperature: { minimum: 0, maximum: 100 },
  topK: { minimum: 0, maximum: 2 ** 32 - 1, integer: true },
  topP: { minimum: 0, maximum: 1 },
  minP: { minimum: 0, maximum: 1 },
  seed: { minimum: 0, maximum: Number.MAX_SAFE_INTEGER, integer: true },
};

const maxBias = 100;

const numbers = Object.keys(ranges) as SamplingNumber[];

export const samplingOptions: readonly (keyof SamplingParams)[] = ['logitBias', 'ignoreEos', ...numbers];

/** @throws PocketM1Error `invalid-argument` naming the option, its value and its range. */
export function checkSampling(params: SamplingParams): void {
  for (const option of numbers) {
    const value: unknown = params[option];
    const { minimum, maximum, integer = false } = ranges[option];
    if (value === undefined || value === null) continue;
    if (isWithin(value, minimum, maximum) && (!integer || Number.isInteger(value))) continue;
    refuseOption(option, value, `${integer ? 'an integer' : 'a number'} from ${minimum} to ${maximum}`);
  }
  const { ignoreEos, logitBias } = params as { ignoreEos?: unknown; logitBias?: unknown };
  if (![undefined, null, true, false].includes(ignoreEos as boolean)) {
    refuseOption('ignoreEos', ignoreEos, 'true or false');
  }
  checkBiases(logitBias ?? {});
}

function checkBiases(given: unknown): void {
  if (typeof given !== 'object' || Array.isArray(given)) {
    refuseOption('logitBias', given, 'an object of biases by token id');
  }
  for (const [id, bias] of Object.entries(given!)) {
    if (!/^(0|[1-9]\d{0,9})$/.test(id)) refuseOption('logitBias', given, 'token ids as its keys');
    if (!isWithin(bias, -maxBias, maxBias)) {
      refuseOption(`logitBias[${id}]`, bias, `a number from ${-maxBias} to ${maxBias}`);
    }
  }
}

function isWithin(value: unknown, minimum: number, maximum: number): boolean {
  return typeof value === 'number' && value >= minimum && value <= maximum;
}
