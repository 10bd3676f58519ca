// Sums the bytes of a load for a progress bar. The numbers never decrease, even when a download restarts.

import { expertOf, type ManifestFile, type Pack } from './manifest.ts';

/** Bytes of one part of the model that were read from the network or from storage. */
export interface LoadProgress {
  /** 'core': the weights that every token needs, and tokenizer files. 'experts': all routed experts, fetched on demand. */
  part: 'core' | 'experts';
  loadedBytes: number;
  totalBytes: number;
  /** From 0 to 1. */
  fraction: number;
}

const REPORT_INTERVAL_MS = 50;

/** The progress of both parts. */
export class ModelProgress {
  readonly #core: ProgressMeter;
  readonly #experts: ProgressMeter;

  constructor(onProgress: (progress: LoadProgress) => void = () => {}) {
    this.#core = new ProgressMeter('core', onProgress);
    this.#experts = new ProgressMeter('experts', onProgress);
  }

  /** Adds a file to the total. Idempotent. */
  expect(file: ManifestFile): void {
    this.#meterOf(file).expect(file.file, file.bytes);
  }

  /** `received` bytes of the file, or of its pack, have been downloaded so far. */
  receive(file: ManifestFile, pack: Pack | undefined, received: number): void {
    for (const { file: name, bytes, offset } of pack?.experts ?? [{ ...file, offset: 0 }]) {
      this.#meterOf(file).receive(name, Math.min(bytes, received - offset), false);
    }
  }

  complete(file: ManifestFile): void {
    this.#meterOf(file).receive(file.file, file.bytes, true);
  }

  #meterOf(file: ManifestFile): ProgressMeter {
    return expertOf(file) ? this.#experts : this.#core;
  }
}

class ProgressMeter {
  readonly #part: LoadProgress['part'];
  readonly #onProgress: (progress: LoadProgress) => void;
  readonly #received = new Map<string, number>();
  #loadedBytes = 0;
  #totalBytes = 0;
  #fraction = 0;
  #reportedAt = 0;

  constructor(part: LoadProgress['part'], onProgress: (progress: LoadProgress) => void) {
    this.#part = part;
    this.#onProgress = onProgress;
  }

  expect(file: string, bytes: number): void {
    if (this.#received.has(file)) return;
    this.#received.set(file, 0);
    this.#totalBytes += bytes;
  }

  /** `bytes` of the file have been read so far. Reports at intervals, and always when the file is `complete`. */
  receive(file: string, bytes: number, complete: boolean): void {
    const before = this.#received.get(file) ?? 0;
    if (bytes <= before && !complete) return;
    this.#received.set(file, Math.max(before, bytes));
    this.#loadedBytes += Math.max(0, bytes - before);
    const now = performance.now();
    if (!complete && now - this.#reportedAt < REPORT_INTERVAL_MS) return;
    this.#reportedAt = now;
    this.#fraction = Math.max(
      this.#fraction,
      this.#totalBytes === 0 ? 1 : this.#loadedBytes / this.#totalBytes,
    );
    this.#onProgress({
      part: this.#part,
      loadedBytes: this.#loadedBytes,
      totalBytes: this.#totalBytes,
      fraction: this.#fraction,
    });
  }
}
