// Submits lists of dispatches and reads the resulting status. Owns the resources that all sequences share.

import { PocketM1Error } from '../errors.ts';
import { type Dispatch, record } from '../gpu/commands.ts';
import { type Gpu, lossBehindFailure } from '../gpu/device.ts';
import { controlWord, faultMaskWords, halt } from '../kernels/control.ts';
import type { Forward } from '../model/forward.ts';
import type { SequenceState } from '../model/state.ts';
import { submitsInFlight } from './pacing.ts';
import { Readback, type ReadbackSources, type Status } from './readback.ts';
import { RoutingRecorder } from './routing-recorder.ts';
import type { Sampler } from './sampler.ts';
import { StateRing } from './state-ring.ts';

export interface SubmitOptions {
  /** How often the dispatches run. Default 1. */
  count?: number | undefined;
  /** Tokens in the chunk, for the grids. Default 1. */
  tokens?: number | undefined;
  /** The index of the dispatch at which the first of the runs starts. Default 0. */
  from?: number | undefined;
  /** Whether to read the recorded routing back. Default false. */
  recordsRouting?: boolean | undefined;
  /** Records commands before the dispatches. */
  before?: ((encoder: GPUCommandEncoder) => void) | undefined;
}

export interface Submitted {
  status: Status;
  /** Milliseconds from the submit to the reading of its result. */
  ms: number;
}

export class Executor {
  readonly forward: Forward;
  readonly sampler: Sampler;
  /** The revision of the weights, which every state depends on. */
  readonly revision: string;
  readonly device: GPUDevice;

  readonly #gpu: Gpu;
  readonly #sources: ReadbackSources;
  readonly #readback: Readback;
  /** For submits that record routing. */
  #recording: { recorder: RoutingRecorder; readback: Readback } | undefined;
  /** For runs with log-probabilities, without and with routing. */
  readonly #withLogProbs: (Readback | undefined)[] = [];
  #stateRing: StateRing | undefined;
  #lost: GPUDeviceLostInfo | undefined;

  /** `tables`: the arena's page tables, to be read back if experts may be evicted. */
  constructor(gpu: Gpu, forward: Forward, sampler: Sampler, revision: string, tables: GPUBuffer | undefined) {
    this.forward = forward;
    this.sampler = sampler;
    this.revision = revision;
    this.#gpu = gpu;
    this.device = gpu.device;
    this.#sources = { ring: sampler.ring, tables };
    this.#readback = this.#createReadback(this.#sources);
    void gpu.device.lost.then((info) => {
      this.#lost = info;
    });
  }

  /** Records the routing of the step that samples the next token. Undefined before `prepareRouting`. */
  get recordRouting(): Dispatch | undefined {
    return this.#recording?.recorder.record;
  }

  /** Copies of states before submits. Undefined before `prepareRollback`. */
  get stateRing(): StateRing | undefined {
    return this.#stateRing;
  }

  /** Creates `stateRing` for the states of this model. Returns whether there is memory for it. */
  async prepareRollback(state: SequenceState): Promise<boolean> {
    try {
      this.#stateRing ??= await StateRing.create(state);
      return true;
    } catch (error) {
      if (error instanceof PocketM1Error && error.code === 'out-of-memory') return false;
      throw error;
    }
  }

  /** Creates what recording the routing needs. @throws PocketM1Error `out-of-memory`. */
  async prepareRouting(): Promise<void> {
    if (this.#recording) return;
    const recorder = await RoutingRecorder.create(this.#gpu, this.forward);
    this.#recording = {
      recorder,
      readback: this.#createReadback({ ...this.#sources, routing: recorder.rows }),
    };
  }

  /**
   * Runs `dispatches`. At most `submitsInFlight` calls may be pending.
   * @throws PocketM1Error `device-lost`.
   */
  async submit(dispatches: readonly Dispatch[], options: SubmitOptions = {}): Promise<Submitted> {
    const { count = 1, tokens = 1, from = 0, recordsRouting = false, before } = options;
    if (!dispatches.every(isCompiled)) await this.#compiled(dispatches);
    const encoder = this.device.createCommandEncoder();
    before?.(encoder);
    const pass = encoder.beginComputePass();
    record(pass, dispatches, tokens, from);
    for (let i = 1; i < count; i++) record(pass, dispatches, tokens);
    pass.end();
    const readback = this.#readbackFor(recordsRouting);
    const staging = readback.encode(encoder);
    const at = performance.now();
    this.device.queue.submit([encoder.finish()]);
    try {
      const status = await readback.read(staging);
      return { status, ms: performance.now() - at };
    } catch (cause) {
      // Mapping fails when the device is lost; `device.lost` resolves in the next turn of the event loop.
      await Promise.resolve();
      throw lossError(this.#lost, cause);
    }
  }

  /** Runs dispatches once, outside a step. */
  async run(dispatches: readonly Dispatch[]): Promise<Status> {
    return (await this.submit(dispatches)).status;
  }

  /** Copies a whole buffer to another of the same size. */
  copy(from: GPUBuffer, to: GPUBuffer): void {
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(from, 0, to, 0, from.size);
    this.device.queue.submit([encoder.finish()]);
  }

  /** Writes the ids of the next chunk. */
  writeIds(ids: Uint32Array<ArrayBuffer>): void {
    this.device.queue.writeBuffer(this.forward.buffers.ids, 0, ids);
  }

  /** Writes words of the control block, from index `word` on. */
  writeControl(word: number, values: Uint32Array<ArrayBuffer>): void {
    this.device.queue.writeBuffer(this.forward.buffers.control, 4 * word, values);
  }

  /** Clears the halt after a fault, so that the next submit runs. */
  clearFault(): void {
    this.writeControl(controlWord.halt, new Uint32Array([halt.none]));
    this.writeControl(controlWord.faultMask, new Uint32Array(faultMaskWords));
  }

  destroy(): void {
    this.#readback.destroy();
    this.#recording?.readback.destroy();
    for (const readback of this.#withLogProbs) readback?.destroy();
    this.#recording?.recorder.destroy();
    this.#stateRing?.destroy();
  }

  #readbackFor(recordsRouting: boolean): Readback {
    const { logProbs } = this.sampler;
    const recording = recordsRouting ? this.#recording : undefined;
    if (!logProbs) return recording?.readback ?? this.#readback;
    const sources = { ...this.#sources, routing: recording?.recorder.rows, logProbs };
    this.#withLogProbs[Number(recordsRouting)] ??= this.#createReadback(sources);
    return this.#withLogProbs[Number(recordsRouting)]!;
  }

  #createReadback(sources: ReadbackSources): Readback {
    return new Readback(this.device, this.forward.buffers.control, submitsInFlight, sources);
  }

  async #compiled(dispatches: readonly Dispatch[]): Promise<void> {
    try {
      await Promise.all(dispatches.map(({ kernel }) => kernel.ready));
    } catch (cause) {
      const lost = await lossBehindFailure(this.device);
      throw lost ? lossError(lost, cause) : cause;
    }
  }
}

function lossError(info: GPUDeviceLostInfo | undefined, cause: unknown): PocketM1Error {
  const reason = info?.message || 'no reason given';
  return new PocketM1Error(
    'device-lost',
    `The GPU device was lost (${reason}): generate again, and if that fails too, load the model again.`,
    {
      cause,
    },
  );
}

function isCompiled({ kernel }: Dispatch): boolean {
  return kernel.compiled;
}
