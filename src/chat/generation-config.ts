// How the model's authors recommend to sample, and which tokens end an answer: what generation_config.json, config.json
// and the tokenizer say about it.

import type { SamplingParams } from '../contract/sampling-params.ts';
import { checkSampling } from '../engine/check-sampling.ts';
import type { Tokenizer } from '../text/tokenizer.ts';

export interface GenerationDefaults {
  sampling: SamplingParams;
  /** Ids that end the answer. */
  stopIds: number[];
  /** Ids that the files name as the end of an answer although the tokenizer has no such token: they end nothing. */
  unknownStopIds: number[];
}

/**
 * Takes what it understands; what is missing, of another type or out of range keeps the library's default. Every token that
 * generation_config.json, config.json or the tokenizer names as the end ends an answer: files that are left over from
 * another model name too few, or others.
 */
export function parseGenerationConfig(
  generationConfig: unknown,
  tokenizer: Tokenizer,
  modelConfig?: unknown,
): GenerationDefaults {
  const config = recordOf(generationConfig);
  const sampling: SamplingParams = {};
  const number = (
    name: string,
    key: 'temperature' | 'topP' | 'topK' | 'minP' | 'repetitionPenalty',
  ): void => {
    const value = config[name];
    if (typeof value === 'number' && isUsable({ [key]: value })) sampling[key] = value;
  };
  number('temperature', 'temperature');
  number('top_p', 'topP');
  number('top_k', 'topK');
  number('min_p', 'minP');
  number('repetition_penalty', 'repetitionPenalty');
  if (config.do_sample === false) sampling.temperature = 0;

  const eos = tokenizer.idOf(tokenizer.namedTokens.eos_token ?? '');
  const named = [config.eos_token_id, recordOf(modelConfig).eos_token_id, eos].flat();
  const ids = [...new Set(named.filter((id): id is number => Number.isInteger(id)))];
  const isKnown = (id: number): boolean => tokenizer.bytesOf(id).length > 0;
  return { sampling, stopIds: ids.filter(isKnown), unknownStopIds: ids.filter((id) => !isKnown(id)) };
}

function recordOf(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
}

/** Elsewhere "off" may be -1: no caller is to blame for that. */
function isUsable(sampling: SamplingParams): boolean {
  try {
    checkSampling(sampling);
    return true;
  } catch {
    return false;
  }
}
