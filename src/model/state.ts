// The state of a sequence on the GPU: one d×d state per lightning head, and the keys and values of softmax layers.

import type { ModelConfig } from '../contract/model-config.ts';
import { createCopyTarget, createStorage, createWithinMemory, readBackAll } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { KvSegment } from '../kernels/attention.ts';
import { lightningStateBytes } from '../kernels/lightning.ts';
import { KvCache, type KvPlan } from './kv-cache.ts';

export class SequenceState {
  readonly #device: GPUDevice;
  /** Creates a state of the same model, with room for `tokens` tokens. */
  readonly #createAlike: (tokens: number) => SequenceState;
  /** By layer, (heads, headDim, headDim) f32; none for softmax layers. */
  readonly #lightning: readonly (GPUBuffer | undefined)[];
  /** The states of all lightning layers, in order. Their size does not depend on the number of tokens. */
  readonly lightningStates: readonly GPUBuffer[];
  readonly #cache: KvCache;

  /** A state without tokens, with room for `tokens` of them. */
  constructor(gpu: Gpu, config: ModelConfig, plan: KvPlan, tokens = 1) {
    this.#device = gpu.device;
    this.#createAlike = (tokens) => new SequenceState(gpu, config, plan, tokens);
    this.#lightning = config.layers.map(({ type }, l) =>
      type === 'lightning'
        ? createStorage(
            gpu.device,
            `state ${l}`,
            lightningStateBytes({ heads: config.numAttentionHeads, headDim: config.headDim }),
          )
        : undefined,
    );
    this.lightningStates = this.#lightning.filter((state) => state !== undefined);
    this.#cache = new KvCache(gpu, config, plan, tokens);
  }

  /** Tokens that the current buffers have room for. */
  get capacity(): number {
    return this.#cache.capacity;
  }

  /** A lightning layer's states. */
  lightning(layer: number): GPUBuffer {
    return this.#lightning[layer]!;
  }

  /** A softmax layer's keys and values, in the order of the tokens. */
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
   * Grows to `tokens` tokens. Resolves to true when softmax layers have new buffers, which must be bound again.
   * @throws PocketM1Error `out-of-memory`; the state is unchanged then.
   */
  ensure(tokens: number): Promise<boolean> {
    return this.#cache.ensure(tokens);
  }

  /** Sets the lightning states to zero. The KV cache needs no clearing, because kernels read only up to the position. */
  reset(): void {
    const encoder = this.#device.createCommandEncoder();
    for (const state of this.lightningStates) encoder.clearBuffer(state);
    this.#device.queue.submit([encoder.finish()]);
  }

  /**
   * Copies of the lightning states, in the order of `lightningStates`. The caller destroys them. With `kept`, copies the
   * states in slot `slot` of its buffers instead.
   * @throws PocketM1Error `out-of-memory`.
   */
  async copyLightning(kept?: { buffers: readonly GPUBuffer[]; slot: number }): Promise<GPUBuffer[]> {
    const copies = await this.#createCopies();
    this.#copyLightning(kept?.buffers ?? this.lightningStates, copies, kept?.slot);
    return copies;
  }

  /**
   * Uploads the result of `readLightning` to buffers like those of `copyLightning`; the caller destroys them.
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

  /** Records copying the lightning states to buffers like those of `copyLightning`. */
  encodeCopy(encoder: GPUCommandEncoder, copies: readonly GPUBuffer[]): void {
    encodeCopies(encoder, this.lightningStates, copies);
  }

  /** Sets the lightning states to `copies`. */
  restoreLightning(copies: readonly GPUBuffer[]): void {
    this.#copyLightning(copies, this.lightningStates);
  }

  /**
   * Creates an independent state with the first `tokens` tokens of this one: their keys and values, and `copies` of the
   * lightning states after them (none for 0 tokens).
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
   * Creates an independent state with the result of `readKv(tokens)`, and lightning states of zero.
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

  #copyLightning(from: readonly GPUBuffer[], to: readonly GPUBuffer[], slot = 0): void {
    const encoder = this.#device.createCommandEncoder();
    encodeCopies(encoder, from, to, slot);
    this.#device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    destroyAll(this.lightningStates);
    this.#cache.destroy();
  }
}

/** Copies slot `slot` of the buffers `from`. */
function encodeCopies(
  encoder: GPUCommandEncoder,
  from: readonly GPUBuffer[],
  to: readonly GPUBuffer[],
  slot = 0,
): void {
  from.forEach((source, i) => {
    const { size } = to[i]!;
    encoder.copyBufferToBuffer(source, slot * size, to[i]!, 0, size);
  });
}

function destroyAll(buffers: readonly GPUBuffer[]): void {
  for (const buffer of buffers) buffer.destroy();
}
