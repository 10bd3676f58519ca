// Reads a sequence's state back into plain data, and makes a sequence of it again.

import type { Sequence } from './sequence.ts';
import type { Checkpoint } from './sequence-checkpoint.ts';
import { checkSnapshot, type SavedState, type SequenceSnapshot } from './snapshot.ts';

/**
 * What it takes to go on after the first `end` tokens, and from the checkpoints before them; undefined where there is no
 * state of them. Not while the sequence is running.
 * @throws PocketM1Error `out-of-memory`, also when the device is lost; what mapping a buffer throws when it is lost meanwhile.
 */
export async function saveSequence(
  sequence: Sequence,
  end: number = sequence.tokens.length,
): Promise<SequenceSnapshot | undefined> {
  const { state, tokens, intact, executor } = sequence;
  const states: SavedState[] = [];
  const position = tokens.length;
  for (const checkpoint of sequence.checkpoints) {
    if (checkpoint.position > end || (intact && checkpoint.position === position)) continue;
    states.push({
      position: checkpoint.position,
      lightning: await state.readLightning(checkpoint.states),
    });
  }
  if (intact && position > 0 && position <= end) {
    states.push({ position, lightning: await state.readLightning() });
  }
  const last = states.at(-1)?.position;
  if (last === undefined) return undefined;
  return {
    format: 1,
    revision: executor.revision,
    kvCache: executor.forward.kvCache,
    tokens: new Uint32Array(tokens.slice(0, last)),
    states,
    kv: await state.readKv(last),
  };
}

/**
 * A sequence beside `other`, in the last of the states that were saved; all of them are its checkpoints.
 * @throws PocketM1Error `invalid-argument` when the snapshot is not of the same model and options, `out-of-memory`.
 */
export async function restoreSequence(other: Sequence, snapshot: SequenceSnapshot): Promise<Sequence> {
  const { tokens, states, kv } = snapshot;
  const { forward, revision } = other.executor;
  checkSnapshot(snapshot, {
    revision,
    kvCache: forward.kvCache,
    vocabSize: forward.config.vocabSize,
    contextLength: forward.contextLength,
    lightningBytes: other.state.lightningStates.map(({ size }) => size),
    kvBytes: other.state.kvBytes(tokens.length),
  });
  const state = await other.state.withKv(kv, tokens.length);
  const checkpoints: Checkpoint[] = [];
  try {
    for (const { position, lightning } of states) {
      checkpoints.push({
        position,
        bytes: state.lightningBytes,
        states: await state.uploadLightning(lightning),
      });
    }
  } catch (error) {
    for (const { states: copies } of checkpoints) for (const buffer of copies) buffer.destroy();
    state.destroy();
    throw error;
  }
  return other.resumed(state, tokens, checkpoints);
}
