// The layout of the control block (`control.wgsl`), for the CPU side that starts and resumes steps.

/** Values of `controlWord.halt`. */
export const halt = { none: 0, stop: 1, limit: 2, fault: 3 } as const;

/** Index of each field in u32 words. */
export const controlWord = {
  halt: 0,
  position: 1,
  tokens: 2,
  generated: 3,
  limit: 4,
  faultLayer: 5,
  clock: 6,
  rounds: 7,
  faultMask: 8,
  marks: 16,
  /** f32 */
  expertThreshold: 18,
  skipped: 19,
} as const;

/** Words of experts in the fault mask; 32 experts a word. */
export const faultMaskWords = 8;

/** Maximum number of marked tokens per chunk. The lightning states after them are kept. */
export const maxMarks = 2;

/** Length of the control block in u32 words. */
export const controlWords = 20;

/** Maximum number of experts per layer, the shared one included. */
export const maxExperts: number = 32 * faultMaskWords;
