// Adds up the bytes of a load into numbers for a progress bar. They never go down, also when a file is tried again.

/** How much of one part of the model was read, from the network or from storage. */
export interface LoadProgress {
  /**
   * 'core' is what every token needs (with the tokenizer files asked for), 'experts' all routed experts, which come as
   * they are needed and may never all come.
   */
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

  /** Announces a file; a second announcement changes nothing. */
  expect(file: string, bytes: number): void {
    if (this.#received.has(file)) return;
    this.#received.set(file, 0);
    this.#totalBytes += bytes;
  }

  /** `bytes` of the file are read so far. The last call for a file is always reported, the others at intervals. */
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
