// Assigns each dispatch of a program to a part of the model. Ops of one shape share a kernel, and so a label; only their
// place in the program distinguishes a lightning layer's projection from the head's.

import type { ModelConfig } from '../src/contract/model-config.ts';
import type { Sequence } from '../src/engine/sequence.ts';
import type { Dispatch } from '../src/gpu/commands.ts';
import type { Program } from '../src/model/forward.ts';

export type Part = 'embedding' | 'lightning' | 'attention' | 'experts' | 'dense' | 'head' | 'sampling';

export interface PlacedDispatch {
  part: Part;
  dispatch: Dispatch;
}

/**
 * The embedding, then for each layer its attention up to the router, and its experts or dense MLP after it. An MLP beside the
 * experts has the same kernels, just before the router.
 */
export function programParts(config: ModelConfig, { dispatches, routers, ends }: Program): PlacedDispatch[] {
  return dispatches.map((dispatch, i) => {
    if (i === 0) return { part: 'embedding', dispatch };
    const layer = ends.findIndex((end) => i <= end);
    const { type, dense } = config.layers[layer]!;
    const router = routers[layer]!;
    const beside = !dense && config.sharedIntermediateSize !== undefined ? ends[layer]! - router : 0;
    if (i < router - beside) return { part: type, dispatch };
    if (i < router) return { part: 'dense', dispatch };
    return { part: dense ? 'dense' : 'experts', dispatch };
  });
}

/** A whole decoding step. */
export function stepParts({ executor: { forward, sampler }, programs }: Sequence): PlacedDispatch[] {
  return [
    ...programParts(forward.config, programs.decode),
    { part: 'head', dispatch: forward.head },
    ...sampler.sample.map((dispatch): PlacedDispatch => ({ part: 'sampling', dispatch })),
  ];
}
