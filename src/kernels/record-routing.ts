// Records which experts a step has chosen, for the CPU to read later.

import control from '../../shaders/control.wgsl?raw';
import picks from '../../shaders/picks.wgsl?raw';
import source from '../../shaders/record-routing.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';

export interface RecordRoutingShape {
  layers: number;
  /** Routed experts per token. */
  topK: number;
  /** Experts per token, the shared one included. */
  slots: number;
  /** Picks that a layer has room for. */
  layerPicks: number;
  /** Steps whose routing is kept. */
  rows: number;
}

export interface RecordRouting {
  /** Bytes of `rows`. */
  readonly rowsBytes: number;
  /** picks: (layers, layerPicks) · rows: (rows, layers, topK) of two words, the expert and the bits of its weight. */
  dispatch(buffers: { control: Resource; picks: Resource; rows: Resource }): Dispatch;
}

const workgroupSize = 64;

export async function createRecordRouting(gpu: Gpu, shape: RecordRoutingShape): Promise<RecordRouting> {
  const { layers, topK, slots, layerPicks, rows } = shape;
  const kernel = await createKernel(gpu, {
    label: 'record-routing',
    modules: [control, picks, source],
    constants: { LAYERS: layers, TOP_K: topK, SLOTS: slots, LAYER_PICKS: layerPicks, ROWS: rows },
    workgroupSize,
  });
  return {
    rowsBytes: rows * layers * topK * 8,
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: [Math.ceil((layers * topK) / workgroupSize), 1, 1],
    }),
  };
}
