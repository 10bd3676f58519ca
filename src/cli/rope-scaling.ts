// The rotary embedding of a config.json as numbers: what each type of scaling does to the frequencies. Scaling that depends
// on the length of the prompt is refused.

import type { RopeScaling } from '../contract/model-config.ts';
import { show } from '../errors.ts';
import { type HfConfig, integer, invalid, number, only, ropeParameters } from './hf-config.ts';

interface Rotary {
  rotaryDim: number;
  ropeTheta: number;
  ropeScaling?: RopeScaling;
}

export interface RotaryOptions {
  /** What the family uses where rope_theta is absent. */
  theta: number;
  /** Whether its code can rotate a part of a head. */
  partial: boolean;
}

export function readRotary(hf: HfConfig, headDim: number, { theta, partial }: RotaryOptions): Rotary {
  const rope = ropeParameters(hf);
  const why = ', because this family rotates whole heads';
  if (!partial) {
    only(rope, 'partial_rotary_factor', [1], why);
    only(rope, 'rotary_dim', [headDim], why);
  }
  const partialDim = Math.trunc(headDim * number(rope, 'partial_rotary_factor', 1));
  const rotaryDim = integer(rope, 'rotary_dim', partialDim);
  // Versions of transformers differ in which of the two they use.
  if (rotaryDim !== partialDim && (rope.partial_rotary_factor ?? null) !== null) {
    throw invalid(
      `rotary_dim is ${rotaryDim}, but partial_rotary_factor rotates ${partialDim} of the ${headDim} features of a head`,
    );
  }
  const ropeTheta = number(rope, 'rope_theta', theta);
  const type = rope.rope_type ?? rope.type ?? 'default';
  const scale = typeof type === 'string' && Object.hasOwn(scalings, type) ? scalings[type] : undefined;
  if (scale === undefined) {
    const expected = Object.keys(scalings).join(', ');
    throw invalid(`rope_parameters.rope_type is ${show(type)}, expected one of ${expected}`);
  }
  const frequencies = Array.from({ length: rotaryDim / 2 }, (_, i) => ropeTheta ** ((-2 * i) / rotaryDim));
  const ropeScaling = scale(rope, frequencies, ropeTheta);
  return { rotaryDim, ropeTheta, ...(ropeScaling && { ropeScaling }) };
}

type Scaling = (rope: HfConfig, frequencies: number[], theta: number) => RopeScaling | undefined;

const scalings: Record<string, Scaling> = {
  default: () => undefined,
  linear: (rope, frequencies) => {
    const factor = atLeastOne(rope);
    return { frequencyFactors: frequencies.map(() => 1 / factor), amplitude: 1 };
  },
  llama3,
  yarn,
};

// Divides low frequencies by the factor, keeps high ones, and blends between them by the wavelength.
function llama3(rope: HfConfig, frequencies: number[]): RopeScaling {
  const factor = atLeastOne(rope);
  const low = number(rope, 'low_freq_factor');
  const high = number(rope, 'high_freq_factor');
  const context = integer(rope, 'original_max_position_embeddings');
  const frequencyFactors = frequencies.map((frequency) => {
    const turns = (context * frequency) / (2 * Math.PI); // in the original context
    const kept = Math.min(1, Math.max(0, (turns - low) / (high - low)));
    return (1 - kept) / factor + kept;
  });
  return { frequencyFactors, amplitude: 1 };
}

// Divides low frequencies by the factor, keeps high ones, and blends between them by the index of the pair (arXiv 2309.00071).
function yarn(rope: HfConfig, frequencies: number[], theta: number): RopeScaling {
  const context = integer(rope, 'original_max_position_embeddings', integer(rope, 'max_position_embeddings'));
  const factor =
    (rope.factor ?? null) === null ? integer(rope, 'max_position_embeddings') / context : atLeastOne(rope);
  const rotaryDim = 2 * frequencies.length;
  /** The index of the pair that turns so often in the original context. */
  const pairOf = (turns: number): number =>
    (rotaryDim * Math.log(context / (turns * 2 * Math.PI))) / (2 * Math.log(theta));
  const fast = pairOf(number(rope, 'beta_fast', 32));
  const slow = pairOf(number(rope, 'beta_slow', 1));
  const rounded = (rope.truncate ?? true) !== false;
  const from = Math.max(rounded ? Math.floor(fast) : fast, 0);
  const to = Math.min(rounded ? Math.ceil(slow) : slow, rotaryDim - 1);
  const width = from === to ? 0.001 : to - from;
  const frequencyFactors = frequencies.map((_, i) => {
    const divided = Math.min(1, Math.max(0, (i - from) / width));
    return divided / factor + (1 - divided);
  });
  return { frequencyFactors, amplitude: yarnAmplitude(rope, factor) };
}

function yarnAmplitude(rope: HfConfig, factor: number): number {
  const given = rope.attention_factor ?? null;
  if (given !== null) return number(rope, 'attention_factor');
  const of = (scale: number): number => (factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1);
  const scale = number(rope, 'mscale', 0);
  const scaleOfAll = number(rope, 'mscale_all_dim', 0);
  return scale && scaleOfAll ? of(scale) / of(scaleOfAll) : of(1);
}

function atLeastOne(rope: HfConfig): number {
  const factor = number(rope, 'factor');
  if (factor >= 1) return factor;
  throw invalid(`rope_parameters.factor is ${factor}, expected at least 1`);
}
