// The control block (`control.wgsl`), for the CPU side that starts and resumes steps.

import control from '../../shaders/control.wgsl?raw';
import { structLayout, wgslConstant } from '../gpu/struct-layout.ts';

/** Values of `controlWord.halt`. */
export const halt = { none: 0, stop: 1, limit: 2, fault: 3, noToken: 4 } as const;

const layout = structLayout(control, 'Control', [
  'halt',
  'position',
  'tokens',
  'generated',
  'limit',
  'faultLayer',
  'clock',
  'rounds',
  'faultMask',
  'marks',
  'expertThreshold',
  'skipped',
]);

/** Index of each field in words; `expertThreshold` is an f32, the others are u32. */
export const controlWord: typeof layout.word = layout.word;

/** Length of the control block in u32 words. */
export const controlWords: number = layout.words;

/** Words of experts in the fault mask; 32 experts a word, `maxExperts` in all. */
export const faultMaskWords: number = wgslConstant(control, 'MASK_WORDS');

/** Maximum number of marked tokens per chunk. The lightning states after them are kept. */
export const maxMarks: number = wgslConstant(control, 'MAX_MARKS');
