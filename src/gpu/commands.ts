// Dispatches are created at load; recording a list of them creates nothing.

import type { Kernel } from './kernel.ts';

/** Workgroups along x, y, z. */
export type Grid = readonly [x: number, y: number, z: number];

/** One kernel with its buffers bound. `grid` may depend on the number of tokens in the chunk. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly bindGroup: GPUBindGroup;
  readonly grid: Grid | ((tokens: number) => Grid);
}

/** Records `dispatches` in order, from index `from` on. */
export function record(
  pass: GPUComputePassEncoder,
  dispatches: readonly Dispatch[],
  tokens = 1,
  from = 0,
): void {
  for (let i = from; i < dispatches.length; i++) {
    const { kernel, bindGroup, grid } = dispatches[i]!;
    const [x, y, z] = typeof grid === 'function' ? grid(tokens) : grid;
    pass.setPipeline(kernel.pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(x, y, z);
  }
}
