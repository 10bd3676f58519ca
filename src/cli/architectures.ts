// Converts config.json of the supported families to ModelConfig, in which what the families do differently is explicit.

import { show } from '../errors.ts';
import { configProblem } from '../shards/manifest-config.ts';
import { releasedFamily, transformersFamily } from './architectures-m1.ts';
import { graniteMoe, graniteMoeShared, miniMaxM2, olmoe, qwen3Moe } from './architectures-softmax.ts';
import { fp8BlockSize } from './fp8.ts';
import { type Architecture, type HfConfig, invalid } from './hf-config.ts';

const families: Record<string, (config: HfConfig) => Architecture> = {
  MiniMaxM1ForCausalLM: releasedFamily,
  MiniMaxText01ForCausalLM: releasedFamily,
  MiniMaxForCausalLM: transformersFamily,
  MiniMaxM2ForCausalLM: miniMaxM2,
  Qwen3MoeForCausalLM: qwen3Moe,
  OlmoeForCausalLM: olmoe,
  GraniteMoeForCausalLM: graniteMoe,
  GraniteMoeSharedForCausalLM: graniteMoeShared,
};

/** @throws PocketM1Error `checkpoint-invalid` naming the option that is missing, malformed or not supported. */
export function readArchitecture(config: HfConfig): Architecture {
  const name = Array.isArray(config.architectures) ? config.architectures[0] : undefined;
  const family = typeof name === 'string' && Object.hasOwn(families, name) ? families[name] : undefined;
  if (family === undefined) {
    throw invalid(
      `architectures is ${show(config.architectures)}, expected one of ${Object.keys(families).join(', ')}`,
    );
  }
  rejectUnsupported(config);
  rejectWindow(config, name);
  const architecture = family(config);
  const problem = configProblem(architecture.config);
  if (problem !== undefined) throw invalid(problem);
  return architecture;
}

function rejectUnsupported(hf: HfConfig): void {
  const act = hf.hidden_act ?? 'silu';
  if (act !== 'silu' && act !== 'swish') throw invalid(`hidden_act is ${show(act)}, expected "silu"`);
  fp8BlockSize(hf);
}

/** Only the code of Qwen3 has use_sliding_window; elsewhere it does not turn a window off. */
function rejectWindow(hf: HfConfig, name: string): void {
  const window = hf.sliding_window ?? null;
  const isOff = name === 'Qwen3MoeForCausalLM' && (hf.use_sliding_window ?? false) === false;
  if (window === null || isOff) return;
  throw invalid(`sliding_window is ${show(window)}, but attention windows are not supported`);
}
