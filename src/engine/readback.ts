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
  /** The rows of `RoutingRecorder`, if the submit recorded routing. */
  routing?: Uint32Array;
  /** Records of `log-probs`, in a ring as long as that of tokens, if the run has them. */
  logProbs?: Uint32Array;
}

/** What is read back besides the control block. */
export interface ReadbackSources {
  /** Sampled tokens. */
  ring: GPUBuffer;
  /** Page tables. */
  tables?: GPUBuffer | undefined;
  /** The rows of `RoutingRecorder`. */
  routing?: GPUBuffer | undefined;
  /** Records of `log-probs`. */
  logProbs?: GPUBuffer | undefined;
}

export class Readback {
  readonly #device: GPUDevice;
  /** In the order of the staging buffer, the control block first. */
  readonly #sources: readonly { name: keyof ReadbackSources | 'control'; buffer: GPUBuffer; bytes: number }[];
  readonly #free: GPUBuffer[];
  readonly #staging: readonly GPUBuffer[];

  /** `depth`: maximum of submits in flight. */
  constructor(device: GPUDevice, control: GPUBuffer, depth: number, sources: ReadbackSources) {
    this.#device = device;
    const others = (['ring', 'tables', 'routing', 'logProbs'] as const).flatMap((name) => {
      const buffer = sources[name];
      return buffer ? [{ name, buffer, bytes: buffer.size }] : [];
    });
    this.#sources = [{ name: 'control', buffer: control, bytes: 4 * controlWords }, ...others];
    const bytes = this.#sources.reduce((sum, source) => sum + source.bytes, 0);
    this.#staging = Array.from({ length: depth }, (_, i) => createStaging(device, `read-back ${i}`, bytes));
    this.#free = [...this.#staging];
  }

  /** Records the copies and returns the buffer to pass to `read` after the submit. */
  encode(encoder: GPUCommandEncoder): GPUBuffer {
    const staging = this.#free.pop();
    if (!staging) throw new RangeError('every read-back buffer is in use');
    let at = 0;
    for (const { buffer, bytes } of this.#sources) {
      encoder.copyBufferToBuffer(buffer, 0, staging, at, bytes);
      at += bytes;
    }
    return staging;
  }

  async read(staging: GPUBuffer): Promise<Status> {
    try {
      await mapForReading(this.#device, staging);
      const words = new Uint32Array(staging.getMappedRange().slice(0));
      staging.unmap();
      const parts: Partial<Record<keyof ReadbackSources, Uint32Array>> = {};
      let at = 0;
      for (const { name, bytes } of this.#sources) {
        if (name !== 'control') parts[name] = words.subarray(at, at + bytes / 4);
        at += bytes / 4;
      }
      return { ...parseControl(words), ring: parts.ring!, ...parts };
    } finally {
      this.#free.push(staging);
    }
  }

  destroy(): void {
    for (const staging of this.#staging) staging.destroy();
  }
}

function parseControl(words: Uint32Array): Omit<Status, 'ring'> {
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
  };
}
