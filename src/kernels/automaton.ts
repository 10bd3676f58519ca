// The layout of the automaton (`automaton.wgsl`).

import automaton from '../../shaders/automaton.wgsl?raw';
import step from '../../shaders/automaton-step.wgsl?raw';
import { structLayout, wgslConstant } from '../gpu/struct-layout.ts';

const layout = structLayout(automaton, 'Automaton', [
  'state',
  'slot',
  'unmade',
  'counted',
  'forced',
  'taken',
  'slots',
  'classes',
  'budget',
  'forcedCount',
  'classOfAt',
  'nextAt',
  'flagsAt',
  'forcedAt',
  'slotOfAt',
  'ownerAt',
  'startsAt',
]);

/** Index of each field in u32 words. */
export const automatonWord: typeof layout.word = layout.word;

/** Length in words, without the tables. */
export const automatonWords: number = layout.words;

/** Length of a buffer without tables, which holds no automaton: an array in a binding has at least one element. */
export const noAutomatonWords: number = layout.words + 1;

/** A token's word in `symbols`: these bits are where its bytes begin, and its first byte is `firstByteShift` bits up. */
export const symbolOffset: number = wgslConstant(automaton, 'OFFSET');
export const firstByteShift: number = wgslConstant(automaton, 'FIRST_BYTE_SHIFT');

/** The first slot of masks that states take in turn; the last of those before it is for the state at which a run begins. */
export const firstMaskSlot: number = wgslConstant(step, 'FIRST_SLOT');
