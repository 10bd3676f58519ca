// generation_config.json: how the model's authors recommend to sample, and which tokens end a turn.

import type { Tokenizer } from '../text/tokenizer.ts';
import { resolveSampling, type SamplingParams } from './sampling.ts';

export interface GenerationDefaults {
  sampling: SamplingParams;
  /** Ids that end the answer. */
  stopIds: number[];
}

/** Takes what it understands; what is missing, of another type or out of range keeps the library's default. */
export function parseGenerationConfig(json: unknown, tokenizer: Tokenizer): GenerationDefaults {
  const config = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
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

  const stopIds = [config.eos_token_id].flat().filter((id): id is number => Number.isInteger(id));
  const eos = tokenizer.idOf(tokenizer.namedTokens.eos_token ?? '');
  if (stopIds.length === 0 && eos !== undefined) stopIds.push(eos);
  return { sampling, stopIds };
}

/** Elsewhere "off" may be -1: no caller is to blame for that. */
function isUsable(sampling: SamplingParams): boolean {
  try {
    resolveSampling(sampling);
    return true;
  } catch {
    return false;
  }
}
