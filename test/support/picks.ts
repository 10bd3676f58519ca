// Random routing for kernel tests: the picks of a router for a chunk.

import { uploadStorage } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { absentPage, pickBytes, skippedExpert } from '../../src/kernels/router.ts';
import { uniforms } from './gpu.ts';

export interface RoutingShape {
  tokens: number;
  /** Routed experts. */
  experts: number;
  topK: number;
  /** An additional expert, which every token uses last. */
  shared: boolean;
  /** The share of picks that a threshold skips, but never a token's first. Default: 0. */
  skipped?: number;
}

export interface TestPick {
  expert: number;
  page: number;
  weight: number;
}

/** Distinct experts for every token, low ones far more often; their pages are a permutation. */
export function randomPicks(shape: RoutingShape, seed: number): TestPick[][] {
  const { tokens, experts, topK, shared, skipped = 0 } = shape;
  const random = uniforms(seed);
  const total = experts + (shared ? 1 : 0);
  const pick = (expert: number): TestPick => ({
    expert,
    page: total - 1 - expert,
    weight: Math.fround(random()),
  });
  return Array.from({ length: tokens }, () => {
    const chosen = new Set<number>();
    while (chosen.size < topK) chosen.add(Math.floor(experts * random() ** 2));
    const routed = [...chosen].map((expert, k) =>
      k > 0 && skipped > 0 && random() < skipped
        ? { expert: skippedExpert, page: absentPage, weight: 0 }
        : pick(expert),
    );
    return shared ? [...routed, pick(experts)] : routed;
  });
}

export function uploadPicks(gpu: Gpu, picks: TestPick[][]): GPUBuffer {
  const flat = picks.flat();
  const view = new DataView(new ArrayBuffer(pickBytes * flat.length));
  flat.forEach(({ expert, page, weight }, i) => {
    view.setUint32(pickBytes * i, expert, true);
    view.setUint32(pickBytes * i + 4, page, true);
    view.setFloat32(pickBytes * i + 8, weight, true);
  });
  return uploadStorage(gpu.device, 'picks', new Uint8Array(view.buffer));
}
