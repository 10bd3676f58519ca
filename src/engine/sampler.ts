// Sampling on the GPU: its buffers, and the dispatches that use them.

import { assert } from '../errors.ts';
import { createStorage, createWithinMemory, uploadStorage } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { noAutomatonWords } from '../kernels/automaton.ts';
import { createMarkPrompt, type MarkPrompt } from '../kernels/mark-prompt.ts';
import { createProcessLogits, type ProcessLogits } from '../kernels/process-logits.ts';
import { createSample, type Sample } from '../kernels/sample.ts';
import { inPrompt, samplingWords } from '../kernels/sampling.ts';
import type { ForwardBuffers } from '../model/buffers.ts';
import { encodeSymbols, type Guide, GuideBuffers, maskSlots } from './guide.ts';
import { LogProbRecorder } from './log-probs.ts';
import { encodeSampling, hasPenalties, isPlainGreedy, type Sampling } from './sampling.ts';

/** Tokens in the ring, far more than the steps in flight. */
const ringTokens = 256;

/** The kernels, which can be created before the model's buffers. */
export interface SamplerKernels {
  processLogits: ProcessLogits;
  sample: Sample;
  markPrompt: MarkPrompt;
}

export async function createSamplerKernels(gpu: Gpu, vocabSize: number): Promise<SamplerKernels> {
  const [processLogits, sample, markPrompt] = await Promise.all([
    createProcessLogits(gpu, vocabSize),
    createSample(gpu, { vocabSize, ring: ringTokens }),
    createMarkPrompt(gpu, { vocabSize }),
  ]);
  return { processLogits, sample, markPrompt };
}

/** `allowed` for all tokens of the vocabulary. */
export function anyToken(vocabSize: number): Uint32Array<ArrayBuffer> {
  const bits = new Uint32Array(Math.ceil(vocabSize / 32)).fill(0xffffffff);
  if (vocabSize % 32 !== 0) bits[bits.length - 1] = 2 ** (vocabSize % 32) - 1;
  return bits;
}

/** How the tokens of a run are chosen. */
export interface SamplerRun {
  sampling: Sampling;
  /** Sampling one of these ends the run. */
  stopIds: readonly number[];
  /** Tokens that occurred before. Default none. */
  seen?: Iterable<number> | undefined;
  /** What says which tokens the run may have; `prepare` has loaded it. Default: nothing. */
  guide?: Guide | undefined;
  /**
   * How many of the most probable tokens are recorded with the log-probability of each chosen one; `prepare` has been called with
   * it. Default: no log-probabilities are.
   */
  topLogProbs?: number | undefined;
  /** Tokens of the answer before this run, which also are in the prompt. Default none. */
  written?: Iterable<number> | undefined;
}

/** Those that an automaton needs. */
type GuideBindings = Record<'automaton' | 'symbols' | 'masks', GPUBuffer>;

interface LoadedGuide {
  buffers: GuideBuffers;
  dispatches: readonly Dispatch[];
}

export class Sampler {
  /** Marks the chunk's ids as part of the prompt. */
  readonly markPrompt: Dispatch;
  /** u32: token number i is at i % its length. */
  readonly ring: GPUBuffer;
  readonly #device: GPUDevice;
  readonly #vocabSize: number;
  readonly #allowed: Uint32Array<ArrayBuffer>;
  readonly #params: GPUBuffer;
  readonly #counts: GPUBuffer;
  readonly #scores: GPUBuffer;
  /** For runs without a guide: its only mask is `allowed`. */
  readonly #unguided: GuideBindings;
  readonly #bind: (bindings: GuideBindings) => readonly Dispatch[];
  readonly #unguidedSample: readonly Dispatch[];
  /** For greedy runs with no other option: reads the logits themselves. */
  readonly #plainSample: readonly Dispatch[];
  #sample: readonly Dispatch[];
  /** The vocabulary of all guides. */
  #symbols: GPUBuffer | undefined;
  /** The guide that was used last. */
  #guide: LoadedGuide | undefined;
  readonly #logProbs: LogProbRecorder;
  #recordsLogProbs = false;

  /** `allowed`: one bit per token of the vocabulary, set if it may be sampled. */
  constructor(
    gpu: Gpu,
    vocabSize: number,
    kernels: SamplerKernels,
    allowed: Uint32Array<ArrayBuffer>,
    { control, ids, logits }: ForwardBuffers,
  ) {
    const { device } = gpu;
    this.#device = device;
    this.#logProbs = new LogProbRecorder(gpu, { vocabSize, ring: ringTokens }, { control, ids, logits });
    this.#vocabSize = vocabSize;
    this.#allowed = allowed;
    this.#params = createStorage(device, 'sampling', 4 * samplingWords(vocabSize));
    this.#counts = createStorage(device, 'counts', 4 * vocabSize);
    this.#scores = createStorage(device, 'scores', 4 * vocabSize);
    this.ring = createStorage(device, 'ring', 4 * ringTokens);
    const [params, counts, scores, ring] = [this.#params, this.#counts, this.#scores, this.ring];
    this.#unguided = {
      automaton: createStorage(device, 'no automaton', 4 * noAutomatonWords),
      symbols: createStorage(device, 'no symbols', 4),
      masks: uploadStorage(device, 'allowed', allowed),
    };
    this.#bind = ({ automaton, symbols, masks }) => [
      kernels.processLogits.dispatch({ control, logits, params, counts, automaton, symbols, masks, scores }),
      kernels.sample.dispatch({ control, scores, params, counts, ids, ring, automaton, symbols }),
    ];
    this.#unguidedSample = this.#bind(this.#unguided);
    const { automaton, symbols } = this.#unguided;
    this.#plainSample = [
      kernels.sample.dispatch({ control, scores: logits, params, counts, ids, ring, automaton, symbols }),
    ];
    this.#sample = this.#unguidedSample;
    this.markPrompt = kernels.markPrompt.dispatch({ control, ids, counts });
  }

  /** Choose the next token from the logits. `begin` replaces them. */
  get sample(): readonly Dispatch[] {
    return this.#sample;
  }

  /** The records of log-probabilities, if the run has them. */
  get logProbs(): GPUBuffer | undefined {
    return this.#recordsLogProbs ? this.#logProbs.records : undefined;
  }

  /**
   * Loads what the next runs need. No run may be in progress.
   * @throws PocketM1Error `out-of-memory`; the device is as before then.
   */
  async prepare({ guide, topLogProbs }: Pick<SamplerRun, 'guide' | 'topLogProbs'>): Promise<void> {
    if (topLogProbs !== undefined) await this.#logProbs.prepare(topLogProbs);
    await this.#load(guide);
  }

  async #load(guide: Guide | undefined): Promise<void> {
    if (!guide || guide.automaton === this.#guide?.buffers.guide.automaton) return;
    this.#guide?.buffers.destroy();
    this.#guide = undefined;
    const slots = maskSlots(this.#vocabSize, guide.automaton.states);
    const loaded = await createWithinMemory(
      this.#device,
      "the automaton of the answer's grammar",
      () => {
        this.#symbols ??= uploadStorage(
          this.#device,
          'symbols',
          encodeSymbols(guide.symbols, this.#vocabSize),
        );
        return new GuideBuffers(this.#device, guide, this.#allowed, slots);
      },
      (buffers) => {
        buffers.destroy();
        this.#symbols?.destroy();
        this.#symbols = undefined;
      },
    );
    const { automaton, masks } = loaded;
    this.#guide = { buffers: loaded, dispatches: this.#bind({ automaton, masks, symbols: this.#symbols! }) };
  }

  /** Starts a run. */
  begin({ sampling, stopIds, seen = [], guide, written = [], topLogProbs }: SamplerRun): void {
    if (hasPenalties(sampling)) {
      const counts = new Uint32Array(this.#vocabSize);
      for (const id of seen) counts[id] = inPrompt;
      for (const id of written) counts[id]! += 1;
      this.#device.queue.writeBuffer(this.#counts, 0, counts);
    }
    const isPlain = !guide && isPlainGreedy(sampling);
    const tokens = { vocabSize: this.#vocabSize, allowed: this.#allowed, stopIds };
    this.#device.queue.writeBuffer(this.#params, 0, encodeSampling(sampling, tokens, isPlain));
    if (guide) this.#sample = this.#begin(guide, written);
    else this.#sample = isPlain ? this.#plainSample : this.#unguidedSample;
    this.#recordsLogProbs = topLogProbs !== undefined;
    if (topLogProbs !== undefined) this.#sample = [...this.#sample, this.#logProbs.dispatch(topLogProbs)];
  }

  #begin(guide: Guide, written: Iterable<number>): readonly Dispatch[] {
    assert(guide.automaton === this.#guide?.buffers.guide.automaton, 'a guide was not prepared.');
    this.#guide.buffers.begin(written);
    return this.#guide.dispatches;
  }

  destroy(): void {
    this.#guide?.buffers.destroy();
    this.#symbols?.destroy();
    this.#logProbs.destroy();
    const own = [this.ring, this.#params, this.#counts, this.#scores, ...Object.values(this.#unguided)];
    for (const buffer of own) buffer.destroy();
  }
}
