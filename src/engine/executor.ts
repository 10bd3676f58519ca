// Runs a model's programs on the GPU and serves the expert faults they meet. Knows steps and chunks, not requests.

import type { ExpertTraffic } from '../contract/generate.ts';
import { PocketM1Error } from '../errors.ts';
import type { ExpertArena } from '../experts/arena.ts';
import { type Dispatch, record } from '../gpu/commands.ts';
import { type Gpu, lossBehind } from '../gpu/device.ts';
import { controlWord, controlWords, halt } from '../kernels/control.ts';
import type { Forward, Program } from '../model/forward.ts';
import { Readback, type Status } from './readback.ts';
import type { Sampler } from './sampler.ts';
import { countFetch, noTraffic, type OnFetched } from './traffic.ts';

/** Fetches one expert's page, from wherever it is nearest. */
export type FetchExpert = (
  layer: number,
  expert: number,
  signal?: AbortSignal,
  onFetched?: OnFetched,
) => Promise<Uint8Array<ArrayBuffer>>;

/** Submits whose result has not been read yet. */
export const submitsInFlight = 2;

export class Executor {
  readonly forward: Forward;
  readonly sampler: Sampler;
  readonly #gpu: Gpu;
  readonly #arena: ExpertArena;
  readonly #fetchExpert: FetchExpert;
  readonly #readback: Readback;
  /** Milliseconds that the longest submit took, until what came of it was read, since the last chunk of a prompt began. */
  longestSubmitMs = 0;
  #step: Program;
  #lost: GPUDeviceLostInfo | undefined;
  /** Room that is being made. */
  #growing: Promise<void> | undefined;
  /** Tokens of all sequences before this one, with room to spare; with the position, a clock that never goes back. */
  #clock = 1;
  /** Most tokens this sequence may have come to. */
  #reach = 0;
  /** What this sequence has cost in experts. */
  #traffic: ExpertTraffic = noTraffic();

  constructor(gpu: Gpu, forward: Forward, sampler: Sampler, arena: ExpertArena, fetchExpert: FetchExpert) {
    this.#gpu = gpu;
    this.forward = forward;
    this.sampler = sampler;
    this.#arena = arena;
    this.#fetchExpert = fetchExpert;
    this.#readback = new Readback(
      gpu.device,
      forward.buffers.control,
      sampler.ring,
      submitsInFlight,
      arena.holdsAll ? undefined : arena.tables,
    );
    this.#step = this.#decodeStep();
    void gpu.device.lost.then((info) => {
      this.#lost = info;
    });
  }

  /**
   * Starts a new sequence that may sample `limit` tokens, of which `sampled` are there already. What it costs is added to
   * `traffic`: a fault for each layer that had to wait, however many experts it waited for.
   */
  begin(limit: number, sampled = 0, traffic: ExpertTraffic = noTraffic()): void {
    this.#traffic = traffic;
    this.forward.reset();
    this.#clock += this.#reach + 1;
    this.#reach = 0;
    const words = new Uint32Array(controlWords);
    words[controlWord.tokens] = 1;
    words[controlWord.clock] = this.#clock;
    words[controlWord.generated] = sampled;
    words[controlWord.limit] = limit;
    this.#write(0, words);
  }

  /**
   * Runs one chunk of a prompt at `position`, faults included. With `sample`, chooses the token after its last one.
   * Chunks hold at most `forward.chunkTokens` tokens.
   */
  async prefill(
    ids: Uint32Array<ArrayBuffer>,
    position: number,
    sample: boolean,
    signal?: AbortSignal,
  ): Promise<Status> {
    const { forward, sampler } = this;
    this.ensureCapacity(position + ids.length);
    await this.#growing;
    this.#gpu.device.queue.writeBuffer(forward.buffers.ids, 0, ids);
    this.#write(controlWord.position, new Uint32Array([position, ids.length]));
    const { dispatches: layers, routers, ends } = forward.prefill;
    const end = sample ? [sampler.markSeen, forward.head, sampler.sample] : [sampler.markSeen];
    const dispatches = [...layers, ...end];
    let from = 0;
    this.longestSubmitMs = 0;
    for (;;) {
      signal?.throwIfAborted();
      const status = await this.#submit(dispatches, 1, ids.length, from);
      if (status.halt !== halt.fault) return status;
      const layer = status.faultLayer;
      const picked = this.#picked(status);
      if (picked.length <= this.#arena.capacity(layer)) {
        await this.#serve(status, picked, signal);
        from = routers[layer]!;
      } else {
        this.#traffic.faults += 1;
        const wave = layers.slice(routers[layer], ends[layer]);
        await this.#runWaves(layer, picked, wave, ids.length, signal);
        from = ends[layer]!;
      }
    }
  }

  /**
   * Makes room for a sequence of `tokens`. The steps and chunks that come next wait for it, and reject with
   * `out-of-memory` when the GPU has none.
   */
  ensureCapacity(tokens: number): void {
    this.#reach = Math.max(this.#reach, tokens);
    if (tokens <= this.forward.capacity) return;
    const growing = this.#grow(tokens, this.#growing).finally(() => {
      if (this.#growing === growing) this.#growing = undefined;
    });
    this.#growing = growing;
  }

  /**
   * Submits `count` decoding steps. After a served fault, `resumeAt` names its layer: the first step then starts at
   * that layer's router.
   */
  async decode(count: number, resumeAt?: number): Promise<Status> {
    if (this.#growing) await this.#growing;
    const { dispatches, routers } = this.#step;
    return this.#submit(dispatches, count, 1, resumeAt === undefined ? 0 : routers[resumeAt]!);
  }

  /** Fetches the experts a status names, in parallel, places them and lets the GPU go on. */
  async serveFault(status: Status, signal?: AbortSignal): Promise<void> {
    await this.#serve(status, this.#picked(status), signal);
  }

  /** Runs dispatches once, outside of any step. */
  async run(dispatches: readonly Dispatch[]): Promise<Status> {
    return this.#submit(dispatches, 1, 1, 0);
  }

  destroy(): void {
    this.#readback.destroy();
  }

  async #grow(tokens: number, before: Promise<void> | undefined): Promise<void> {
    await before;
    if (await this.forward.ensureCapacity(tokens)) this.#step = this.#decodeStep();
  }

  #decodeStep(): Program {
    const { dispatches, ...layers } = this.forward.decode;
    return { dispatches: [...dispatches, this.forward.head, this.sampler.sample], ...layers };
  }

  /** All routed experts that the faulting pass picked in its layer; where none is ever evicted, the absent ones do. */
  #picked({ tables, faultLayer, faultExperts, position }: Status): number[] {
    return tables ? this.#arena.observe(tables, faultLayer, this.#clock + position) : faultExperts;
  }

  async #serve(
    { faultLayer, faultExperts }: Status,
    picked: readonly number[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    this.#traffic.faults += 1;
    await this.#bring(faultLayer, faultExperts, picked, signal);
    this.#clearFault();
  }

  /**
   * A chunk may pick more experts of a layer than there are pages. Then they come in waves: each brings as many as fit,
   * and `wave`, the layer from its router to before its last dispatch, computes their picks and leaves the others alone.
   */
  async #runWaves(
    layer: number,
    picked: readonly number[],
    wave: readonly Dispatch[],
    tokens: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const resident = (expert: number): boolean => this.#arena.isResident(layer, expert);
    const order = [...picked.filter(resident), ...picked.filter((expert) => !resident(expert))];
    const capacity = this.#arena.capacity(layer);
    this.#write(controlWord.waves, new Uint32Array([1]));
    this.#clearFault();
    for (let at = 0; at < order.length; at += capacity) {
      signal?.throwIfAborted();
      const experts = order.slice(at, at + capacity);
      const absent = experts.filter((expert) => !resident(expert));
      await this.#bring(layer, absent, experts, signal);
      const status = await this.#submit(wave, 1, tokens, 0);
      // A token whose router saw the fault of another may not have told its picks then.
      for (const expert of this.#picked({ ...status, faultLayer: layer })) {
        if (!order.includes(expert)) order.push(expert);
      }
    }
    this.#write(controlWord.waves, new Uint32Array([0]));
  }

  /**
   * Fetches experts of one layer in parallel and places them; none of `keep` gives its page up for them. When one fails, those
   * still on their way are not placed any more: another answer has the pages by then.
   */
  async #bring(
    layer: number,
    experts: readonly number[],
    keep: readonly number[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const traffic = this.#traffic;
    let failed = false;
    try {
      await Promise.all(
        experts.map(async (expert) => {
          const page = await this.#fetchExpert(layer, expert, signal, (source, bytes) =>
            countFetch(traffic, source, bytes),
          );
          if (!failed && this.#arena.place(layer, expert, page, keep)) traffic.evictions += 1;
        }),
      );
    } catch (error) {
      failed = true;
      throw error;
    }
  }

  #clearFault(): void {
    this.#write(controlWord.halt, new Uint32Array([halt.none]));
    this.#write(controlWord.faultMask, new Uint32Array(controlWords - controlWord.faultMask));
  }

  async #submit(
    dispatches: readonly Dispatch[],
    count: number,
    tokens: number,
    from: number,
  ): Promise<Status> {
    if (!dispatches.every(isCompiled)) await this.#compiled(dispatches);
    const encoder = this.#gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    record(pass, dispatches, tokens, from);
    for (let i = 1; i < count; i++) record(pass, dispatches, tokens);
    pass.end();
    const staging = this.#readback.encode(encoder);
    const at = performance.now();
    this.#gpu.device.queue.submit([encoder.finish()]);
    try {
      const status = await this.#readback.read(staging);
      this.longestSubmitMs = Math.max(this.longestSubmitMs, performance.now() - at);
      return status;
    } catch (cause) {
      // Mapping fails when the device is gone; the reason arrives with the next turn of the event loop.
      await Promise.resolve();
      throw lossError(this.#lost, cause);
    }
  }

  async #compiled(dispatches: readonly Dispatch[]): Promise<void> {
    try {
      await Promise.all(dispatches.map(({ kernel }) => kernel.ready));
    } catch (cause) {
      const lost = await lossBehind(this.#gpu.device);
      throw lost ? lossError(lost, cause) : cause;
    }
  }

  #write(word: number, values: Uint32Array<ArrayBuffer>): void {
    this.#gpu.device.queue.writeBuffer(this.forward.buffers.control, 4 * word, values);
  }
}

function lossError(info: GPUDeviceLostInfo | undefined, cause: unknown): PocketM1Error {
  const reason = info?.message || 'no reason given';
  return new PocketM1Error(
    'device-lost',
    `The GPU device was lost (${reason}): ask again, and if that fails too, load the model again.`,
    {
      cause,
    },
  );
}

function isCompiled({ kernel }: Dispatch): boolean {
  return kernel.compiled;
}
