// Reads the logits of every token of a chunk in one round trip, computed by the kernel that decoding uses.

import { createStaging, readStaging, uploadStorage } from '../../src/gpu/buffers.ts';
import { record } from '../../src/gpu/commands.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { controlWord } from '../../src/kernels/control.ts';
import type { Forward } from '../../src/model/forward.ts';

export class LogitsReader {
  readonly #device: GPUDevice;
  readonly #forward: Forward;
  /** u32: 1, 2, 3 … up to the chunk's length. */
  readonly #counts: GPUBuffer;
  readonly #staging: GPUBuffer;

  constructor({ device }: Gpu, forward: Forward) {
    const { chunkTokens, config } = forward;
    this.#device = device;
    this.#forward = forward;
    const counts = Uint32Array.from({ length: chunkTokens }, (_, i) => i + 1);
    this.#counts = uploadStorage(device, 'row counts', counts);
    this.#staging = createStaging(device, 'logits of a chunk', 4 * chunkTokens * config.vocabSize);
  }

  /** Logits (tokens, vocabSize) of the last chunk, which has `tokens` tokens. */
  async read(tokens: number): Promise<Float32Array> {
    const { head, buffers, config } = this.#forward;
    const rowBytes = 4 * config.vocabSize;
    const encoder = this.#device.createCommandEncoder();
    for (let i = 0; i < tokens; i++) {
      // The head reads only the chunk's last token, so it runs once per row with the chunk's end set to that row.
      encoder.copyBufferToBuffer(this.#counts, 4 * i, buffers.control, 4 * controlWord.tokens, 4);
      const pass = encoder.beginComputePass();
      record(pass, [head]);
      pass.end();
      encoder.copyBufferToBuffer(buffers.logits, 0, this.#staging, i * rowBytes, rowBytes);
    }
    this.#device.queue.submit([encoder.finish()]);
    return new Float32Array(await readStaging(this.#device, this.#staging)).subarray(
      0,
      tokens * config.vocabSize,
    );
  }

  destroy(): void {
    this.#counts.destroy();
    this.#staging.destroy();
  }
}
