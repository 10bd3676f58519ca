// The decode loop: keeps a few submits in flight, paces them, and serves their faults. On the GPU each sampled token is the
// input of the next step; the CPU receives tokens later, in batches.

import { halt } from '../kernels/control.ts';
import { maxStepsPerSubmit, nextSteps, submitsInFlight } from './pacing.ts';
import type { Status } from './readback.ts';
import type { Sequence } from './sequence.ts';

/** The part of a sequence that decoding needs. */
type Decodable = Pick<Sequence, 'contextLength' | 'ensureCapacity' | 'decode' | 'serveFault'>;

/** Decoding steps in flight. */
interface Submit {
  steps: number;
  /** When they were submitted. */
  at: number;
  /** The status after them, and when it was received. */
  result: Promise<{ status: Status; at: number }>;
}

/**
 * Decodes from the status of a prefill until the sequence halts, at `limit` sampled tokens or at a stop token. Yields the
 * status after each submit; the last one has the reason of the halt. Also when left early, it ends only when no submit is in
 * flight.
 * @throws The errors of `Sequence.decode` and of fetching experts, and the signal's reason.
 */
export async function* decode(
  sequence: Decodable,
  prefilled: Status,
  limit: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Status, void, undefined> {
  const inFlight: Submit[] = [];
  let status = prefilled;
  let steps = 1;
  let maxInFlight = submitsInFlight;
  let receivedAt = 0;
  try {
    while (status.halt === halt.none) {
      signal?.throwIfAborted();
      while (inFlight.length < maxInFlight) {
        const left = limit - status.generated - inFlight.reduce((sum, submit) => sum + submit.steps, 0);
        if (left <= 0) break;
        inFlight.push(submit(sequence, status, Math.min(steps, left)));
      }
      const oldest = inFlight.shift()!;
      const result = await oldest.result;
      status = result.status;
      if (status.halt === halt.fault) {
        // Steps submitted after the fault had no effect. Faults occur in clusters, so the next submits are short.
        await Promise.all(inFlight.splice(0).map(({ result }) => result));
        steps = 1;
        maxInFlight = 1;
        const resumeAt = status.faultLayer;
        await sequence.serveFault(status, signal);
        status = { ...status, halt: halt.none };
        inFlight.push(submit(sequence, status, steps, resumeAt));
      } else {
        // The GPU started it when it was submitted and the previous submit had ended.
        const ms = result.at - Math.max(oldest.at, receivedAt);
        maxInFlight = submitsInFlight;
        steps = nextSteps(steps, ms / oldest.steps);
      }
      receivedAt = result.at;
      yield status;
    }
  } finally {
    await Promise.allSettled(inFlight.map(({ result }) => result));
  }
}

/** Decodes `count` tokens after the first `generated` ones, in one submit and one more per fault. For tests and tools. */
export async function decodeSteps(sequence: Decodable, generated: number, count: number): Promise<Status> {
  let status = await sequence.decode(count);
  while (status.halt === halt.fault) {
    await sequence.serveFault(status);
    status = await sequence.decode(generated + count - status.generated, status.faultLayer);
  }
  return status;
}

// Reserves capacity for these steps and all that may be in flight.
function submit(sequence: Decodable, status: Status, steps: number, resumeAt?: number): Submit {
  const reach = status.position + submitsInFlight * maxStepsPerSubmit + steps;
  sequence.ensureCapacity(Math.min(reach, sequence.contextLength));
  const at = performance.now();
  const result = sequence.decode(steps, resumeAt).then((after) => ({ status: after, at: performance.now() }));
  // The loop awaits it later.
  result.catch(() => {});
  return { steps, at, result };
}
