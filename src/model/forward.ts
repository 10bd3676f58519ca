// The forward pass of a model. It has no state; bound to a sequence's state it is two lists of dispatches, one for a token
// and one for a chunk of tokens.

import type { ModelConfig } from '../contract/model-config.ts';
import type { ExpertArena } from '../experts/arena.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { type KvFormat, kvCacheBytes } from '../kernels/attention.ts';
import { createEmbed } from '../kernels/embed.ts';
import { createNormLinear } from '../kernels/norm-linear.ts';
import { type AttentionLayers, createAttentionLayers } from './attention-layer.ts';
import { createBuffers, type ForwardBuffers } from './buffers.ts';
import type { Quantization } from './config.ts';
import { createDenseLayers, type DenseLayers } from './dense-layer.ts';
import { createExpertLayers, type ExpertLayers } from './expert-layer.ts';
import { type KvPlan, planKvCache } from './kv-cache.ts';
import { createLightningLayers, type LightningLayers } from './lightning-layer.ts';
import { SequenceState } from './state.ts';
import type { Weights } from './weights.ts';

export interface Program {
  /** In order. */
  readonly dispatches: readonly Dispatch[];
  /** By layer, the index of its router, at which the program resumes after a fault; in dense layers that of their MLP. */
  readonly routers: readonly number[];
  /** By layer, the index of its last dispatch; in prefill it combines the experts' outputs. */
  readonly ends: readonly number[];
}

/** The forward pass bound to one sequence's state: embedding and all layers, up to the head. */
export interface Programs {
  /** One token. */
  readonly decode: Program;
  /** A chunk of tokens. */
  readonly prefill: Program;
}

export interface ForwardOptions {
  gpu: Gpu;
  config: ModelConfig;
  quantization: Quantization;
  weights: Weights;
  arena: ExpertArena;
  /** Maximum number of tokens in a sequence. */
  contextLength: number;
  /** Maximum number of tokens in a prefill pass. Default 512. */
  chunkTokens?: number;
  /** How keys and values are stored. Default f16. */
  kvCache?: KvFormat | undefined;
  /** Maximum number of tokens in one buffer of keys and values. Default: as many as the device can bind, at most 262,144. */
  kvSegmentTokens?: number | undefined;
}

export class Forward {
  readonly config: ModelConfig;
  readonly contextLength: number;
  readonly chunkTokens: number;
  readonly buffers: ForwardBuffers;
  /** Logits of the chunk's last token. */
  readonly head: Dispatch;
  readonly #embed: Dispatch;
  readonly #layers: Layers;
  readonly #gpu: Gpu;
  readonly #plan: KvPlan;

  private constructor(
    options: ForwardOptions & { chunkTokens: number },
    plan: KvPlan,
    buffers: ForwardBuffers,
    embed: Dispatch,
    layers: Layers,
    head: Dispatch,
  ) {
    this.config = options.config;
    this.contextLength = options.contextLength;
    this.chunkTokens = options.chunkTokens;
    this.buffers = buffers;
    this.head = head;
    this.#embed = embed;
    this.#layers = layers;
    this.#gpu = options.gpu;
    this.#plan = plan;
  }

  /**
   * Compiles all kernels in parallel and waits for those of prefill. Binds the buffers of `weights`, whose content may be
   * uploaded afterwards.
   */
  static async create(given: ForwardOptions): Promise<Forward> {
    const options = { chunkTokens: 512, ...given };
    const { gpu, config, quantization, weights, arena, chunkTokens, contextLength } = options;
    const { rmsNormEps: eps, hiddenSize: columns, vocabSize } = config;
    const { kvCache = 'f16', kvSegmentTokens } = options;
    const plan = planKvCache(gpu.device.limits, config, contextLength, kvCache, kvSegmentTokens);
    const buffers = createBuffers(gpu, config, chunkTokens, contextLength);
    const has = (type: 'lightning' | 'attention'): boolean =>
      config.layers.some((layer) => layer.type === type);
    const mlps = (width: number | undefined, y: GPUBuffer | undefined) =>
      width !== undefined && y !== undefined
        ? createDenseLayers(gpu, config, quantization, weights, buffers, chunkTokens, { width, y })
        : undefined;
    const [embed, lmHead, lightning, attention, experts, dense, shared] = await Promise.all([
      createEmbed(gpu, { columns, format: quantization.embedding, multiplier: config.embeddingMultiplier }),
      createNormLinear(gpu, {
        rows: vocabSize,
        columns,
        format: quantization.head,
        eps,
        multiplier: config.logitsMultiplier,
      }),
      has('lightning')
        ? createLightningLayers(gpu, config, quantization, weights, buffers, chunkTokens)
        : undefined,
      has('attention')
        ? createAttentionLayers(gpu, config, quantization, weights, buffers, chunkTokens, plan)
        : undefined,
      createExpertLayers(gpu, config, quantization, weights, arena, buffers, chunkTokens),
      mlps(config.denseIntermediateSize, buffers.x),
      mlps(config.sharedIntermediateSize, buffers.x2),
    ]);
    const { control, ids, x, logits } = buffers;
    return new Forward(
      options,
      plan,
      buffers,
      embed.dispatch({ control, ids, weight: weights.matrix('model.embed_tokens'), x }),
      { lightning, attention, experts, dense, shared },
      lmHead.dispatch({
        control,
        x,
        norm: weights.vector('model.norm'),
        weight: weights.matrix(config.tiedHead ? 'model.embed_tokens' : 'lm_head'),
        y: logits,
      }),
    );
  }

  /** The state of a sequence without tokens; the caller destroys it. */
  createState(): SequenceState {
    return new SequenceState(this.#gpu, this.config, this.#plan);
  }

  /** How keys and values are stored. */
  get kvCache(): KvFormat {
    return this.#plan.shape.kvFormat;
  }

  /** Bytes of the keys and values of `tokens` tokens in all softmax layers. */
  kvBytes(tokens: number): number {
    const layers = this.config.layers.filter(({ type }) => type === 'attention').length;
    return layers * kvCacheBytes(this.#plan.shape, tokens);
  }

  /**
   * The states after the marked tokens of the last chunk, per lightning layer in order: (maxMarks, heads, headDim, headDim).
   */
  get marks(): readonly GPUBuffer[] {
    return [...(this.#layers.lightning?.marks.values() ?? [])];
  }

  /** Bytes of the working buffers, the marked states included. */
  get bytes(): number {
    return [...Object.values(this.buffers), ...this.marks].reduce((sum, { size }) => sum + size, 0);
  }

  /** Binds the pass to a state. Call it once per sequence, and again when the state has new buffers. */
  programs(state: SequenceState): Programs {
    return { decode: this.#program('decode', state), prefill: this.#program('prefill', state) };
  }

  destroy(): void {
    for (const layers of Object.values(this.#layers)) layers?.destroy();
    for (const buffer of Object.values(this.buffers)) buffer.destroy();
  }

  #program(kind: 'decode' | 'prefill', state: SequenceState): Program {
    const { lightning, attention, experts, dense, shared } = this.#layers;
    const dispatches: Dispatch[] = [this.#embed];
    const routers: number[] = [];
    const ends: number[] = [];
    this.config.layers.forEach((layer, l) => {
      dispatches.push(
        ...(layer.type === 'lightning'
          ? lightning![kind](l, layer.decay, state.lightning(l))
          : attention![kind](l, state.segments(l))),
      );
      if (shared && !layer.dense) dispatches.push(...shared[kind](l));
      routers.push(dispatches.length);
      dispatches.push(...(layer.dense ? dense! : experts)[kind](l));
      ends.push(dispatches.length - 1);
    });
    return { dispatches, routers, ends };
  }
}

interface Layers {
  lightning: LightningLayers | undefined;
  attention: AttentionLayers | undefined;
  experts: ExpertLayers;
  dense: DenseLayers | undefined;
  /** The MLPs beside experts. */
  shared: DenseLayers | undefined;
}
