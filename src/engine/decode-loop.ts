// Decoding: keeps a few submits ahead of the CPU, paces them, and serves the faults they meet. Each sampled token feeds the
// next step on the GPU and reaches the CPU late, in batches.

import { halt } from '../kernels/control.ts';
import { submitsInFlight } from './executor.ts';
import { maxStepsPerSubmit, nextSteps } from './pacing.ts';
import type { Status } from './readback.ts';
import type { Sequence } from './sequence.ts';

/** What decoding needs of a sequence. */
type Decodable = Pick<Sequence, 'contextLength' | 'ensureCapacity' | 'decode' | 'serveFault'>;

/** Decoding steps on their way, and when they were submitted. */
interface Submit {
  steps: number;
  at: number;
  /** What came of them, and when that was known. */
  result: Promise<{ status: Status; at: number }>;
}

/**
 * Decodes from the status of a prefill until the sequence halts, at `limit` sampled tokens or at a stop token. Yields the
 * status after each submit; the last one says why it halted. Ends, also when left early, once no submit is in flight.
 * @throws What `Sequence.decode` and fetching experts throw, and the signal's reason.
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
  let ahead = submitsInFlight;
  let arrived = 0;
  try {
    while (status.halt === halt.none) {
      signal?.throwIfAborted();
      while (inFlight.length < ahead) {
        const left = limit - status.generated - inFlight.reduce((sum, submit) => sum + submit.steps, 0);
        if (left <= 0) break;
        inFlight.push(submit(sequence, status, Math.min(steps, left)));
      }
      const oldest = inFlight.shift()!;
      const result = await oldest.result;
      status = result.status;
      if (status.halt === halt.fault) {
        // What was submitted behind the fault changed nothing. Faults come in clusters, so little goes ahead of the next.
        await Promise.all(inFlight.splice(0).map(({ result }) => result));
        steps = 1;
        ahead = 1;
        const resumeAt = status.faultLayer;
        await sequence.serveFault(status, signal);
        status = { ...status, halt: halt.none };
        inFlight.push(submit(sequence, status, steps, resumeAt));
      } else {
        // The GPU came to it once it was submitted and the one before had ended.
        const ms = result.at - Math.max(oldest.at, arrived);
        ahead = submitsInFlight;
        steps = nextSteps(steps, ms / oldest.steps);
      }
      arrived = result.at;
      yield status;
    }
  } finally {
    await Promise.allSettled(inFlight.map(({ result }) => result));
  }
}

/** Decodes `count` tokens after the first `generated` ones in one submit, and one more after each fault. For tests and tools. */
export async function decodeSteps(sequence: Decodable, generated: number, count: number): Promise<Status> {
  let status = await sequence.decode(count);
  while (status.halt === halt.fault) {
    await sequence.serveFault(status);
    status = await sequence.decode(generated + count - status.generated, status.faultLayer);
  }
  return status;
}

// The steps on their way, and these, may all add to the state.
function submit(sequence: Decodable, status: Status, steps: number, resumeAt?: number): Submit {
  const reach = status.position + submitsInFlight * maxStepsPerSubmit + steps;
  sequence.ensureCapacity(Math.min(reach, sequence.contextLength));
  const at = performance.now();
  const result = sequence.decode(steps, resumeAt).then((after) => ({ status: after, at: performance.now() }));
  // A failure is thrown when its turn comes.
  result.catch(() => {});
  return { steps, at, result };
}
