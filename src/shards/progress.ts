// Sums the bytes of a load for a progress bar. The numbers never decrease, even when a download restarts.

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

export class ProgressMeter {
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

  /** Adds a file to the total. Idempotent. */
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
