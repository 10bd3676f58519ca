// A prompt that is answered several times: the first answer reads it, and the others start from the state and the logits after it.

import { createCopyTarget, createWithinMemory } from '../gpu/buffers.ts';
import { controlWord } from '../kernels/control.ts';
import type { Executor } from './executor.ts';
import type { Status } from './readback.ts';
import type { Sequence } from './sequence.ts';
import type { Checkpoint } from './sequence-checkpoint.ts';
import type { RunOptions } from './sequence-run.ts';

/** What is left after reading the prompt. */
interface Kept {
  /** A fork, in which the other answers are written one after another. */
  sequence: Sequence;
  /** Its state at the end of the prompt. */
  end: Checkpoint;
  /** Of the prompt's last token. */
  logits: GPUBuffer;
  /** Of the step that read the prompt's last token. */
  routing: Status['routing'];
}

export class SharedPrompt {
  #kept: Kept | undefined;

  /** Whether an answer has read the prompt on this executor's device. */
  isKept(executor: Executor): boolean {
    return this.#kept?.sequence.executor === executor;
  }

  /**
   * Keeps what the other answers start from. The sequence has just read the prompt and sampled `status`.
   * @throws PocketM1Error `out-of-memory`.
   */
  async keep(sequence: Sequence, status: Status): Promise<void> {
    this.destroy();
    const { state, tokens } = sequence;
    const here = { position: tokens.length, bytes: state.lightningBytes, states: state.lightningStates };
    try {
      this.#kept = await fork(sequence, here, status);
    } catch (error) {
      if (!sequence.freeMemory()) throw error;
      this.#kept = await fork(sequence, here, status);
    }
  }

  /** Starts another answer: samples its first token. The sequence belongs to the shared prompt. */
  async answer(run: RunOptions): Promise<{ sequence: Sequence; status: Status }> {
    const { sequence, end, logits, routing } = this.#kept!;
    const { executor, tokens } = sequence;
    sequence.rewind(end);
    sequence.begin({ ...run, keepTokens: true });
    executor.copy(logits, executor.forward.buffers.logits);
    // Sampling adds the last token to the position.
    executor.writeControl(controlWord.position, new Uint32Array([tokens.length - 1, 1]));
    const status = await executor.run(executor.sampler.sample);
    return { sequence, status: routing ? { ...status, routing } : status };
  }

  /** Frees what is kept. Idempotent. */
  destroy(): void {
    this.#kept?.sequence.destroy();
    this.#kept?.logits.destroy();
    this.#kept = undefined;
  }
}

async function fork(sequence: Sequence, here: Checkpoint, { routing }: Status): Promise<Kept> {
  const { executor } = sequence;
  const other = await sequence.fork(here);
  try {
    const end = await other.checkpoint();
    const source = executor.forward.buffers.logits;
    const logits = await createWithinMemory(
      executor.device,
      'the logits of a prompt',
      () => createCopyTarget(executor.device, 'logits of a prompt', source.size),
      (buffer) => buffer.destroy(),
    );
    executor.copy(source, logits);
    return { sequence: other, end, logits, routing };
  } catch (error) {
    other.destroy();
    throw error;
  }
}
