// Reads the GPU's progress: a copy of the control block and the token ring at the end of each submit. A few staging buffers
// are used in turn, so that several submits can be in flight.

import { createStaging } from '../gpu/buffers.ts';
import { mapForReading } from '../gpu/wait.ts';
import { controlWord, controlWords, faultMaskWords, type halt } from '../kernels/control.ts';

/** The control block after a submit. */
export interface Status {
  halt: (typeof halt)[keyof typeof halt];
  position: number;
  generated: number;
  faultLayer: number;
  /** Experts of `faultLayer` that were picked but absent. */
  faultExperts: number[];
  /** How often an expert was skipped in this run. */
  skipped: number;
  /** Sampled tokens: token number i is at i % ring.length. */
  ring: Uint32Array;
  /** The arena's page tables, if experts may be evicted. */
  tables?: Uint32Array;
}

export class Readback {
  readonly #device: GPUDevice;
  readonly #control: GPUBuffer;
  readonly #ring: GPUBuffer;
  readonly #tables: GPUBuffer | undefined;
  readonly #free: GPUBuffer[];
  readonly #staging: readonly GPUBuffer[];

  /** `depth`: maximum of submits in flight. `tables`: page tables to read too. */
  constructor(device: GPUDevice, control: GPUBuffer, ring: GPUBuffer, depth: number, tables?: GPUBuffer) {
    this.#device = device;
    this.#control = control;
    this.#ring = ring;
    this.#tables = tables;
    const bytes = controlWords * 4 + ring.size + (tables?.size ?? 0);
    this.#staging = Array.from({ length: depth }, (_, i) => createStaging(device, `read-back ${i}`, bytes));
    this.#free = [...this.#staging];
  }

  /** Records the copies and returns the buffer to pass to `read` after the submit. */
  encode(encoder: GPUCommandEncoder): GPUBuffer {
    const staging = this.#free.pop();
    if (!staging) throw new RangeError('every read-back buffer is in use');
    encoder.copyBufferToBuffer(this.#control, 0, staging, 0, controlWords * 4);
    const ringAt = controlWords * 4;
    encoder.copyBufferToBuffer(this.#ring, 0, staging, ringAt, this.#ring.size);
    if (this.#tables) {
      encoder.copyBufferToBuffer(this.#tables, 0, staging, ringAt + this.#ring.size, this.#tables.size);
    }
    return staging;
  }

  async read(staging: GPUBuffer): Promise<Status> {
    try {
      await mapForReading(this.#device, staging);
      const words = new Uint32Array(staging.getMappedRange().slice(0));
      staging.unmap();
      const ringEnd = controlWords + this.#ring.size / 4;
      return parse(words, ringEnd);
    } finally {
      this.#free.push(staging);
    }
  }

  destroy(): void {
    for (const staging of this.#staging) staging.destroy();
  }
}

function parse(words: Uint32Array, ringEnd: number): Status {
  const faultExperts: number[] = [];
  for (let i = 0; i < 32 * faultMaskWords; i++) {
    if ((words[controlWord.faultMask + (i >> 5)]! >>> (i & 31)) & 1) faultExperts.push(i);
  }
  return {
    halt: words[controlWord.halt] as Status['halt'],
    position: words[controlWord.position]!,
    generated: words[controlWord.generated]!,
    faultLayer: words[controlWord.faultLayer]!,
    faultExperts,
    skipped: words[controlWord.skipped]!,
    ring: words.subarray(controlWords, ringEnd),
    ...(words.length > ringEnd ? { tables: words.subarray(ringEnd) } : {}),
  };
}
