// The GPU memory of the states of conversations.

import type { ModelMemory } from '../contract/memory.ts';

/** GPU memory for the states of conversations, in bytes. */
export interface StateBudgets {
  /** For the prefix cache of all prompts. */
  prefixCacheBytes: number;
  /** For sessions. */
  sessionStateBytes: number;
}

/** What they take. */
export type StateMemory = Pick<ModelMemory, 'kvBytes' | 'stateBytes' | 'checkpointBytes'>;

export const noStates: StateMemory = { kvBytes: 0, stateBytes: 0, checkpointBytes: 0 };

export function addStates(a: StateMemory, b: StateMemory): StateMemory {
  return {
    kvBytes: a.kvBytes + b.kvBytes,
    stateBytes: a.stateBytes + b.stateBytes,
    checkpointBytes: a.checkpointBytes + b.checkpointBytes,
  };
}
