// Converts a sequence's state to plain data and back.

import type { Sequence } from './sequence.ts';
import type { Checkpoint } from './sequence-checkpoint.ts';
import { checkSnapshot, type SavedState, type SequenceSnapshot } from './snapshot.ts';
import { TokenList } from './token-list.ts';

/** A state of the sequence. */
type Place = Pick<Checkpoint, 'position' | 'states'>;

/**
 * How many of the last states are saved, besides the first one: that after the answer, that after the question before it, and
 * one more. A conversation that goes further back is read from the first one, where other conversations part from it as well.
 */
const lastSaved = 3;

/**
 * Reads the states after the first `end` tokens and at the checkpoints before them; undefined if there is none. The sequence
 * must not be running.
 * @throws PocketM1Error `out-of-memory`, also when the device is lost. If it is lost meanwhile, the error of mapping a buffer.
 */
export async function saveSequence(
  sequence: Sequence,
  end: number = sequence.tokens.length,
): Promise<SequenceSnapshot | undefined> {
  const { state, tokens, executor } = sequence;
  const places: Place[] = sequence.checkpoints.filter(({ position }) => position <= end);
  const now = tokens.length;
  if (sequence.intact && now > 0 && now <= end) {
    if (places.at(-1)?.position === now) places.pop();
    places.push({ position: now, states: state.lightningStates });
  }
  const last = places.at(-1)?.position;
  if (last === undefined) return undefined;
  const states: SavedState[] = [];
  for (const [i, { position, states: buffers }] of places.entries()) {
    if (i > 0 && i < places.length - lastSaved) continue;
    states.push({ position, lightning: await state.readLightning(buffers) });
  }
  return {
    format: 1,
    revision: executor.revision,
    kvCache: executor.forward.kvCache,
    expertThreshold: sequence.expertThreshold,
    tokens: tokens.ids.slice(0, last),
    states,
    kv: await state.readKv(last),
  };
}

/**
 * Creates a sequence with the saved states as checkpoints, in the last of them. `other` is any sequence of the same model.
 * @throws PocketM1Error `invalid-argument` when the snapshot has another model or other options, `out-of-memory`.
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
  const read = new TokenList(forward.contextLength, tokens);
  return other.resumed(state, read, checkpoints, snapshot.expertThreshold);
}
