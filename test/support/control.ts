// A control block for a kernel test.

import { uploadStorage } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { controlWord, controlWords } from '../../src/kernels/control.ts';

/** Fields not named are zero, except `tokens`, which is 1, and `limit`, which is far away. */
export function createControl(
  gpu: Gpu,
  fields: Partial<Record<Exclude<keyof typeof controlWord, 'marks'>, number>> & {
    marks?: readonly number[];
  } = {},
): GPUBuffer {
  const words = new Uint32Array(controlWords);
  words[controlWord.tokens] = 1;
  words[controlWord.limit] = 1 << 20;
  const { expertThreshold = 0, ...integers } = fields;
  for (const [name, value] of Object.entries(integers))
    words.set([value].flat(), controlWord[name as keyof typeof controlWord]);
  new Float32Array(words.buffer)[controlWord.expertThreshold] = expertThreshold;
  return uploadStorage(gpu.device, 'control', words);
}
