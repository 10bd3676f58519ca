// The checkpoints of a sequence.

/** An earlier state of a sequence, to which it can go back, or from which it can fork. */
export interface Checkpoint {
  /** Number of tokens in it. Their keys and values stay in the sequence itself. */
  readonly position: number;
  /** Bytes of GPU memory. */
  readonly bytes: number;
  /** Copies of the lightning states. */
  readonly states: readonly GPUBuffer[];
}

/** The start of every sequence: no tokens, all lightning states zero. */
export const sequenceStart: Checkpoint = { position: 0, bytes: 0, states: [] };
