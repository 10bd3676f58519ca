// Finds the state from which a prompt can continue, among those of several sequences.

import type { Sequence } from './sequence.ts';
import { type Checkpoint, sequenceStart } from './sequence-checkpoint.ts';
import { sharedTokens } from './shared-tokens.ts';

/** A state from which a prompt can continue. */
export interface Match {
  sequence: Sequence;
  /** Tokens that need not be read again. */
  position: number;
  /** The checkpoint to go back to; undefined if the sequence is at `position`. */
  checkpoint: Checkpoint | undefined;
  /** Tokens that prompt and sequence share. */
  shared: number;
}

/**
 * Returns the match with the most tokens, never all of the prompt. Tokens that were read with another `expertThreshold` do not
 * count as shared. There is at least one sequence.
 */
export function findMatch(
  sequences: Iterable<Sequence>,
  prompt: ArrayLike<number>,
  expertThreshold: number,
): Match {
  let best: Match | undefined;
  for (const sequence of sequences) {
    const isSame = sequence.expertThreshold === expertThreshold;
    const shared = isSame ? sharedTokens(sequence.tokens.ids, prompt) : 0;
    const maxPosition = Math.min(shared, prompt.length - 1);
    const canContinue = sequence.intact && sequence.tokens.length <= maxPosition;
    const checkpoint = canContinue
      ? undefined
      : (sequence.checkpoints.findLast(({ position }) => position <= maxPosition) ?? sequenceStart);
    const position = checkpoint?.position ?? sequence.tokens.length;
    // At equal positions, prefer the sequence that shares more tokens after its checkpoint.
    const isBetter =
      !best || position > best.position || (position === best.position && shared > best.shared);
    if (isBetter) best = { sequence, position, checkpoint, shared };
  }
  return best!;
}
