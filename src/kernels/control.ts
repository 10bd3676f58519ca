// The control block's words, as `control.wgsl` lays them out, for the CPU side that starts and resumes steps.

/** Why the GPU stopped changing state. */
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
  waves: 7,
  faultMask: 8,
} as const;

/** Words of experts in the fault mask; 32 experts a word. */
export const faultMaskWords = 8;

/** Length of the control block in u32 words. */
export const controlWords = 16;

/** How many experts a layer may have, the shared one included. */
export const maxExperts: number = 32 * faultMaskWords;
