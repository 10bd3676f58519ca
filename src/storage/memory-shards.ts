// A least-recently-used cache in memory for shards that storage has no room for.

/** Default of their bytes. */
export const MEMORY_SHARD_BYTES: number = 128 * 2 ** 20;

export class MemoryShards {
  readonly #limitBytes: number;
  /** By hash, the least recently used first. */
  readonly #contents = new Map<string, ArrayBuffer>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(sha256: string): ArrayBuffer | undefined {
    const content = this.#contents.get(sha256);
    if (content) {
      this.#contents.delete(sha256);
      this.#contents.set(sha256, content);
    }
    return content;
  }

  delete(sha256: string): void {
    const content = this.#contents.get(sha256);
    if (!content) return;
    this.#contents.delete(sha256);
    this.#bytes -= content.byteLength;
  }

  add(sha256: string, content: ArrayBuffer): void {
    if (this.#contents.has(sha256) || content.byteLength > this.#limitBytes) return;
    this.#contents.set(sha256, content);
    this.#bytes += content.byteLength;
    for (const [oldest, { byteLength }] of this.#contents) {
      if (this.#bytes <= this.#limitBytes) break;
      this.#contents.delete(oldest);
      this.#bytes -= byteLength;
    }
  }
}
