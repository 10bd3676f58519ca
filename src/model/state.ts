// What a sequence leaves behind in the GPU: one d×d state per lightning head, and the keys and values of softmax layers.

import type { ModelConfig } from '../contract/model-config.ts';
import { createCopyTarget, createStorage, createWithinMemory, readBackAll } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { KvSegment } from '../kernels/attention.ts';
import { KvCache, type KvPlan } from './kv-cache.ts';

export class SequenceState {
  readonly #device: GPUDevice;
  /** Makes a state of the same shape, with room for so many tokens. */
  readonly #createAlike: (tokens: number) => SequenceState;
  /** By layer, (heads, headDim, headDim) f32; none for softmax layers. */
  readonly #lightning: readonly (GPUBuffer | undefined)[];
  /** The states of all lightning layers, the first layer's first: whole, whatever the number of tokens. */
  readonly lightningStates: readonly GPUBuffer[];
  readonly #cache: KvCache;

  /** A state without tokens, with room for `tokens` of them. */
  constructor(gpu: Gpu, config: ModelConfig, plan: KvPlan, tokens = 1) {
    this.#device = gpu.device;
    this.#createAlike = (tokens) => new SequenceState(gpu, config, plan, tokens);
    this.#lightning = config.layers.map(({ type }, l) =>
      type === 'lightning'
        ? createStorage(gpu.device, `state ${l}`, config.numAttentionHeads * config.headDim ** 2 * 4)
        : undefined,
    );
    this.lightningStates = this.#lightning.filter((state) => state !== undefined);
    this.#cache = new KvCache(gpu, config, plan, tokens);
  }

  /** Tokens for which there is room now. */
  get capacity(): number {
    return this.#cache.capacity;
  }

  /** A lightning layer's states. */
  lightning(layer: number): GPUBuffer {
    return this.#lightning[layer]!;
  }

  /** A softmax layer's keys and values, the first tokens first. */
  segments(layer: number): KvSegment[] {
    return this.#cache.segments(layer);
  }

  /** Bytes of GPU memory. */
  get bytes(): number {
    return this.lightningBytes + this.#cache.bytes;
  }

  /** Bytes of the lightning layers' states, and of each copy of them. */
  get lightningBytes(): number {
    return this.lightningStates.reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Makes room for `tokens`. Resolves with true when softmax layers got new buffers, so that they must be bound again.
   * @throws PocketM1Error `out-of-memory`; everything is as it was then.
   */
  ensure(tokens: number): Promise<boolean> {
    return this.#cache.ensure(tokens);
  }

  /** Forgets everything. The KV cache needs no clearing: nothing reads past the position. */
  reset(): void {
    const encoder = this.#device.createCommandEncoder();
    for (const state of this.lightningStates) encoder.clearBuffer(state);
    this.#device.queue.submit([encoder.finish()]);
  }

  /**
   * Copies of the lightning states, in the order of `lightningStates`; the caller destroys them.
   * @throws PocketM1Error `out-of-memory`.
   */
  async copyLightning(): Promise<GPUBuffer[]> {
    const copies = await this.#createCopies();
    this.#copyLightning(this.lightningStates, copies);
    return copies;
  }

  /**
   * Copies, as `copyLightning` makes them, of states that were read back; the caller destroys them.
   * @throws PocketM1Error `out-of-memory`.
   */
  async uploadLightning(states: readonly ArrayBuffer[]): Promise<GPUBuffer[]> {
    const copies = await this.#createCopies();
    for (const [i, state] of states.entries()) this.#device.queue.writeBuffer(copies[i]!, 0, state);
    return copies;
  }

  /**
   * Reads the lightning states back, or copies of them.
   * @throws PocketM1Error `out-of-memory`.
   */
  readLightning(buffers: readonly GPUBuffer[] = this.lightningStates): Promise<ArrayBuffer[]> {
    const sources = buffers.map((buffer) => ({ buffer, bytes: buffer.size }));
    return readBackAll(this.#device, 'lightning states', sources);
  }

  /**
   * Reads the keys and values of the first `tokens` tokens back, by softmax layer.
   * @throws PocketM1Error `out-of-memory`.
   */
  readKv(tokens: number): Promise<ArrayBuffer[]> {
    return this.#cache.read(tokens);
  }

  /** Bytes that `readKv` returns, by softmax layer. */
  kvBytes(tokens: number): number[] {
    return this.#cache.layerBytes(tokens);
  }

  /** Sets the lightning states to what was copied from them. */
  restoreLightning(copies: readonly GPUBuffer[]): void {
    this.#copyLightning(copies, this.lightningStates);
  }

  /**
   * A state of its own with the first `tokens` tokens of this one: their keys and values, and what was copied from the
   * lightning states after them. Without tokens there are no copies.
   * @throws PocketM1Error `out-of-memory`.
   */
  async fork(tokens: number, copies: readonly GPUBuffer[]): Promise<SequenceState> {
    const fork = await this.#createOther(tokens);
    fork.restoreLightning(copies);
    const encoder = this.#device.createCommandEncoder();
    this.#cache.copyTo(encoder, fork.#cache, tokens);
    this.#device.queue.submit([encoder.finish()]);
    return fork;
  }

  /**
   * A state of its own with the keys and values of `tokens` tokens that were read back, and lightning states of zero.
   * @throws PocketM1Error `out-of-memory`.
   */
  async withKv(kv: readonly ArrayBuffer[], tokens: number): Promise<SequenceState> {
    const state = await this.#createOther(tokens);
    state.#cache.write(kv, tokens);
    return state;
  }

  #createOther(tokens: number): Promise<SequenceState> {
    return createWithinMemory(
      this.#device,
      `another state of ${tokens} tokens`,
      () => this.#createAlike(Math.max(1, tokens)),
      (state) => state.destroy(),
    );
  }

  #createCopies(): Promise<GPUBuffer[]> {
    return createWithinMemory(
      this.#device,
      'a copy of the lightning states',
      () =>
        this.lightningStates.map(({ size }, i) => createCopyTarget(this.#device, `state copy ${i}`, size)),
      (buffers) => destroyAll(buffers),
    );
  }

  #copyLightning(from: readonly GPUBuffer[], to: readonly GPUBuffer[]): void {
    const encoder = this.#device.createCommandEncoder();
    from.forEach((source, i) => {
      encoder.copyBufferToBuffer(source, 0, to[i]!, 0, source.size);
    });
    this.#device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    destroyAll(this.lightningStates);
    this.#cache.destroy();
  }
}

function destroyAll(buffers: readonly GPUBuffer[]): void {
  for (const buffer of buffers) buffer.destroy();
}
