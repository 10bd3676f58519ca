// Records on the GPU which experts were chosen for each sampled token. Created for the first run that asks for it, so that others
// copy and read back nothing more.

import type { Routing } from '../contract/generate.ts';
import { createStorage, createWithinMemory } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createRecordRouting } from '../kernels/record-routing.ts';
import { pickBytes } from '../kernels/router.ts';
import { picksOf } from '../model/buffers.ts';
import { slotsPerToken } from '../model/config.ts';
import type { Forward } from '../model/forward.ts';
import { maxStepsPerSubmit } from './pacing.ts';

/** What the GPU records. */
export type RecordedRouting = Omit<Routing, 'faults'>;

export class RoutingRecorder {
  /** Records the routing of the step that samples the next token. Runs before `sample`. */
  readonly record: Dispatch;
  /** The rows of a submit's steps: that of token number i is at i % `maxStepsPerSubmit`. */
  readonly rows: GPUBuffer;

  private constructor(record: Dispatch, rows: GPUBuffer) {
    this.record = record;
    this.rows = rows;
  }

  /** @throws PocketM1Error `out-of-memory`. */
  static async create(gpu: Gpu, { config, buffers }: Forward): Promise<RoutingRecorder> {
    const kernel = await createRecordRouting(gpu, {
      layers: config.layers.length,
      topK: config.numExpertsPerTok,
      slots: slotsPerToken(config),
      layerPicks: picksOf(buffers, config, 0).size / pickBytes,
      rows: maxStepsPerSubmit,
    });
    const rows = await createWithinMemory(
      gpu.device,
      'the routing of tokens',
      () => createStorage(gpu.device, 'routing rows', kernel.rowsBytes),
      (buffer) => buffer.destroy(),
    );
    const { control, picks } = buffers;
    return new RoutingRecorder(kernel.dispatch({ control, picks, rows }), rows);
  }

  destroy(): void {
    this.rows.destroy();
  }
}

/** The routing of tokens number `from` .. `to - 1` from rows as read back. */
export function readRows(rows: Uint32Array, from: number, to: number): RecordedRouting {
  const width = rows.length / 2 / maxStepsPerSubmit;
  const experts = new Uint16Array((to - from) * width);
  const weights = new Float32Array((to - from) * width);
  const floats = new Float32Array(rows.buffer, rows.byteOffset, rows.length);
  for (let token = from; token < to; token++) {
    const row = (token % maxStepsPerSubmit) * width;
    for (let i = 0; i < width; i++) {
      experts[(token - from) * width + i] = rows[2 * (row + i)]!;
      weights[(token - from) * width + i] = floats[2 * (row + i) + 1]!;
    }
  }
  return { experts, weights };
}
