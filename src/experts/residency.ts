// Tracks which experts have a page of an arena, and chooses which one to evict when another needs a page.

/** An expert of any layer with experts: the layer's index · expertsPerLayer + expert. */
export type ExpertKey = number;

export class Residency {
  /** All pages. */
  readonly slots: number;
  readonly #slotOf = new Map<ExpertKey, number>();
  readonly #pinned = new Set<ExpertKey>();
  /** Free pages; the last one is used next. */
  readonly #free: number[];

  constructor(slots: number) {
    this.slots = slots;
    this.#free = Array.from({ length: slots }, (_, i) => slots - 1 - i);
  }

  /** Pages without an expert. */
  get free(): number {
    return this.#free.length;
  }

  /** Pages that are not reserved for pinned experts. */
  get evictable(): number {
    return this.slots - this.#pinned.size;
  }

  /** Experts with a page. */
  get size(): number {
    return this.#slotOf.size;
  }

  has(key: ExpertKey): boolean {
    return this.#slotOf.has(key);
  }

  /** The page of an expert, undefined if it is not resident. */
  slot(key: ExpertKey): number | undefined {
    return this.#slotOf.get(key);
  }

  /** Excludes an expert from eviction. */
  pin(key: ExpertKey): void {
    this.#pinned.add(key);
  }

  /**
   * Assigns a page to an expert: its own, a free one, or that of the least recently picked expert that is neither pinned nor
   * in `keep`. Returns undefined when there is none.
   */
  claim(
    key: ExpertKey,
    lastUse: (key: ExpertKey) => number,
    keep: (key: ExpertKey) => boolean,
  ): { slot: number; evicted?: ExpertKey } | undefined {
    const own = this.#slotOf.get(key);
    if (own !== undefined) return { slot: own };
    const free = this.#free.pop();
    if (free !== undefined) {
      this.#slotOf.set(key, free);
      return { slot: free };
    }
    let evicted: ExpertKey | undefined;
    let oldest = Number.POSITIVE_INFINITY;
    for (const candidate of this.#slotOf.keys()) {
      const use = lastUse(candidate);
      if (use >= oldest || this.#pinned.has(candidate) || keep(candidate)) continue;
      evicted = candidate;
      oldest = use;
    }
    if (evicted === undefined) return undefined;
    const slot = this.#slotOf.get(evicted)!;
    this.#slotOf.delete(evicted);
    this.#slotOf.set(key, slot);
    return { slot, evicted };
  }
}
