// What a sequence can go back to.

/** A state that a sequence was in, to which it can go back, or from which it can fork. */
export interface Checkpoint {
  /** The sequence's tokens that are in it. Their keys and values stay in the sequence itself. */
  readonly position: number;
  /** Bytes of GPU memory. */
  readonly bytes: number;
  /** Copies of the lightning states. */
  readonly states: readonly GPUBuffer[];
}

/** Where every sequence begins: without tokens, all lightning states zero. */
export const sequenceStart: Checkpoint = { position: 0, bytes: 0, states: [] };
