// Whether a sequence continues identically after its state was saved, copied or rolled back: the same tokens, and the same
// bytes of state, in this implementation of WebGPU.

import { decodeSteps } from '../../src/engine/decode-loop.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { restoreSequence, saveSequence } from '../../src/engine/save-sequence.ts';
import type { Sequence } from '../../src/engine/sequence.ts';
import { decodeSnapshot, encodeSnapshot } from '../../src/engine/snapshot.ts';

/** Tokens of the prompt read before the state is saved, those read after it, and those decoded after them. */
const promptTokens = 130;
const tailTokens = 3;
const decodedTokens = 6;

const askings = [{ temperature: 0 }, { temperature: 1, topP: 0.9, seed: 11, repetitionPenalty: 1.2 }];

/** How many of all combinations gave the tokens and the state of the uninterrupted sequence. */
export async function compareRestored(
  sequence: Sequence,
  prompt: readonly number[],
): Promise<{ same: number; of: number }> {
  const counts = { same: 0, of: 0 };
  const body = prompt.slice(0, Math.min(prompt.length, promptTokens) - tailTokens);
  const tail = Uint32Array.from(prompt.slice(body.length, body.length + tailTokens));
  const { chunkTokens } = sequence.executor.forward;
  for (const params of askings) {
    const sampling = resolveSampling(params);
    const run = { sampling, stopIds: [], limit: decodedTokens + 1 };
    sequence.begin(run);
    for (let at = 0; at < body.length; at += chunkTokens) {
      await sequence.prefill(Uint32Array.from(body.slice(at, at + chunkTokens)));
    }
    const checkpoint = await sequence.checkpoint();
    const file = encodeSnapshot((await saveSequence(sequence))!);

    const goOn = async (from: Sequence): Promise<string> => {
      from.begin({ ...run, keepTokens: true });
      await from.prefill(tail, { sample: true });
      const { ring } = await decodeSteps(from, 1, decodedTokens);
      const state = [...(await from.state.readLightning()), ...(await from.state.readKv(from.tokens.length))];
      const hash = await crypto.subtle.digest('SHA-256', await new Blob(state).arrayBuffer());
      return [...ring.slice(0, decodedTokens + 1), ...new Uint8Array(hash)].join();
    };
    const uninterrupted = await goOn(sequence);
    const compare = async (other: Sequence): Promise<void> => {
      counts.of += 1;
      if ((await goOn(other)) === uninterrupted) counts.same += 1;
    };
    const [fork, restored] = [
      await sequence.fork(checkpoint),
      await restoreSequence(sequence, decodeSnapshot(file)!),
    ];
    await compare(fork);
    await compare(restored);
    sequence.rewind(checkpoint);
    await compare(sequence);
    for (const other of [fork, restored]) other.destroy();
  }
  return counts;
}
