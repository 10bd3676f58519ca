// generation_config.json: how the model's authors recommend to sample, and which tokens end a turn.

import type { Tokenizer } from '../text/tokenizer.ts';
import type { SamplingParams } from './sampling.ts';

export interface GenerationDefaults {
  sampling: SamplingParams;
  /** Ids that end the answer. */
  stopIds: number[];
}

/** Takes what it understands; what is missing or of another type keeps the library's default. */
export function parseGenerationConfig(json: unknown, tokenizer: Tokenizer): GenerationDefaults {
  const config = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  const sampling: SamplingParams = {};
  const number = (
    name: string,
    key: 'temperature' | 'topP' | 'topK' | 'minP' | 'repetitionPenalty',
  ): void => {
    const value = config[name];
    if (typeof value === 'number') sampling[key] = value;
  };
  number('temperature', 'temperature');
  number('top_p', 'topP');
  number('top_k', 'topK');
  number('min_p', 'minP');
  number('repetition_penalty', 'repetitionPenalty');
  if (config.do_sample === false) sampling.temperature = 0;

  const stopIds = [config.eos_token_id].flat().filter((id) => typeof id === 'number');
  const eos = tokenizer.idOf(tokenizer.namedTokens.eos_token ?? '');
  if (stopIds.length === 0 && eos !== undefined) stopIds.push(eos);
  return { sampling, stopIds };
}
