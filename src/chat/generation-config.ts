// Reads the recommended sampling options and the tokens that end an answer from generation_config.json, config.json and the
// tokenizer.

import type { SamplingParams } from '../contract/sampling-params.ts';
import { checkSampling } from '../engine/check-sampling.ts';
import type { Tokenizer } from '../text/tokenizer.ts';

export interface GenerationDefaults {
  sampling: SamplingParams;
  /** Ids that end the answer. */
  stopIds: number[];
  /** Ids that the files name as the end of an answer, but that have no token. */
  unknownStopIds: number[];
}

/**
 * Options that are missing, of another type or out of range keep the library's defaults. The stop tokens are the union of those
 * in generation_config.json, config.json and the tokenizer, because a file left over from another model may lack some.
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

/** Files may contain values out of range, such as -1 for "off". */
function isUsable(sampling: SamplingParams): boolean {
  try {
    checkSampling(sampling);
    return true;
  } catch {
    return false;
  }
}
