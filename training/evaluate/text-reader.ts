// Reads a text with a model, and returns the probabilities of all tokens before each token of the text.

import type { LoadedModel } from '../../src/engine/loaded-model.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { halt } from '../../src/kernels/control.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { logSoftmax } from './distributions.ts';
import { LogitsReader } from './logits.ts';
import type { ModelFiles } from './model-files.ts';

export class TextReader {
  readonly #model: LoadedModel;
  readonly #logits: LogitsReader;
  /** The token before the first one, with which every conversation begins. */
  readonly #beginning: number;
  #last = 0;

  private constructor(gpu: Gpu, { tokenizer, template }: ModelFiles, model: LoadedModel) {
    this.#model = model;
    this.#logits = new LogitsReader(gpu, model.executor.forward);
    this.#beginning = tokenizer.encode(template.render('').pieces)[0]!;
  }

  /** For texts of `contextLength` tokens that are read `chunkTokens` at a time. */
  static async open(
    gpu: Gpu,
    files: ModelFiles,
    contextLength: number,
    chunkTokens: number,
  ): Promise<TextReader> {
    const { manifest, source } = files;
    const model = await loadOntoGpu({ gpu, manifest, source, contextLength, chunkTokens });
    await model.placeAllExperts();
    return new TextReader(gpu, files, model);
  }

  /** Log probabilities (tokens, vocabSize) before each of the next tokens; at position 0 a new text begins. */
  async predict(tokens: readonly number[], position: number): Promise<Float64Array[]> {
    const { executor, sequence } = this.#model;
    if (position === 0) {
      sequence.begin({ sampling: resolveSampling({ temperature: 0 }), stopIds: [], limit: 1 });
      this.#last = this.#beginning;
    }
    const inputs = Uint32Array.from([this.#last, ...tokens.slice(0, -1)]);
    const { status } = await sequence.prefill(inputs);
    if (status.halt !== halt.none) throw new Error(`The model halted while it read (${status.halt}).`);
    this.#last = tokens.at(-1)!;
    const logits = await this.#logits.read(tokens.length);
    const { vocabSize } = executor.forward.config;
    return tokens.map((_, i) => logSoftmax(logits.subarray(i * vocabSize, (i + 1) * vocabSize)));
  }

  destroy(): void {
    this.#logits.destroy();
    this.#model.destroy();
  }
}
