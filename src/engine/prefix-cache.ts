// Keeps a few sequences and their checkpoints, so that a prompt continues from the one it shares most tokens with. Works on
// token ids only.

import { findMatch, type Match } from './prefix-match.ts';
import type { Sequence } from './sequence.ts';
import { type Checkpoint, sequenceStart } from './sequence-checkpoint.ts';
import { sharedTokens } from './shared-tokens.ts';
import { addStates, noStates, type StateMemory } from './state-memory.ts';
import type { TokenList } from './token-list.ts';

/** Minimum distance of two checkpoints, because each takes as much memory as the keys of hundreds of tokens. */
const minDistance = 32;
/** Long prompts have a checkpoint at every multiple of this. */
const gridTokens = 4096;

/** The cache's data about a sequence. */
interface Entry {
  /** When it ran last, by the cache's own clock. */
  usedAt: number;
  /** Where the last prompt ended. The answer after it may be missing from later prompts. */
  promptEnd: number;
  /** The sequence is freed when all its owners have been released. Empty if no owner will release it. */
  owners: Set<object>;
}

/** Something that can be freed. */
interface Evictable {
  usedAt: number;
  position: number;
  free(): void;
}

export class PrefixCache {
  readonly #budgetBytes: number;
  readonly #entries = new Map<Sequence, Entry>();
  readonly #checkpointUsedAt = new WeakMap<Checkpoint, number>();
  #clock = 0;
  /** The sequence that was used last. */
  #current: Sequence;

  /** Takes over `first`. `budgetBytes`: GPU memory for checkpoints and for all sequences except the one used last; 0: none. */
  constructor(first: Sequence, budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
    this.#current = first;
    this.#entries.set(first, { usedAt: 0, promptEnd: 0, owners: new Set() });
    first.freeMemory = () => this.clear();
  }

  /** Whether the budget is not 0. */
  get isOn(): boolean {
    return this.#budgetBytes > 0;
  }

  /** Bytes that count against the budget. */
  get bytes(): number {
    let bytes = 0;
    for (const sequence of this.#entries.keys()) {
      if (sequence !== this.#current) bytes += sequence.bytes;
      for (const checkpoint of sequence.checkpoints) bytes += checkpoint.bytes;
    }
    return bytes;
  }

  /** The memory of all sequences and checkpoints. */
  memory(): StateMemory {
    let memory = noStates;
    for (const { bytes, checkpointBytes: stateBytes, checkpoints } of this.#entries.keys()) {
      const checkpointBytes = checkpoints.reduce((sum, checkpoint) => sum + checkpoint.bytes, 0);
      memory = addStates(memory, { kvBytes: bytes - stateBytes, stateBytes, checkpointBytes });
    }
    return memory;
  }

  /**
   * Returns the sequence that shares most tokens with `prompt`, or a fork of it, with only shared tokens in its state. The last
   * token of the prompt is never in it, because it must be read for its logits. Later prompts of the conversation share the
   * prompt up to `promptEnd`; the answer begins there. Adds `owner` to the sequence's owners. No sequence may be running.
   * `expertThreshold` is that of the run, so tokens that were read with another one are not shared.
   */
  async take(
    prompt: ArrayLike<number>,
    promptEnd: number = prompt.length,
    owner?: object | undefined,
    expertThreshold = 0,
  ): Promise<Sequence> {
    this.#clock += 1;
    if (!this.isOn) {
      this.#current.rewind(sequenceStart);
      return this.#current;
    }
    const match = findMatch(this.#entries.keys(), prompt, expertThreshold);
    for (const checkpoint of match.sequence.checkpoints) {
      if (checkpoint.position <= match.position) this.#checkpointUsedAt.set(checkpoint, this.#clock);
    }
    this.#current = await this.#open(match);
    this.#enter(this.#current, promptEnd, owner);
    this.#dropUseless();
    this.#evict();
    // The sequence leaves this position, which is the end of an answer or the prefix that a fork shares.
    await this.save();
    return this.#current;
  }

  /** The tokens of every sequence. */
  get tokens(): TokenList[] {
    return [...this.#entries.keys()].map(({ tokens }) => tokens);
  }

  /** Sets `promptEnd` of the prompt that was taken last, if it was not known then. */
  endPrompt(promptEnd: number): void {
    this.#entries.get(this.#current)!.promptEnd = promptEnd;
  }

  /**
   * The ascending positions of checkpoints in a prompt of `promptTokens` tokens: those of `wanted`, and a grid in a long prompt,
   * except for positions too close to the previous one.
   */
  positions(promptTokens: number, wanted: readonly number[]): number[] {
    if (!this.#hasRoomForCheckpoint()) return [];
    const { tokens } = this.#current;
    const candidates = [...wanted];
    for (let at = gridTokens; at < promptTokens; at += gridTokens) candidates.push(at);
    const positions: number[] = [];
    for (const position of candidates.sort((a, b) => a - b)) {
      if (position <= tokens.length || position >= promptTokens) continue;
      if (position - (positions.at(-1) ?? this.#lastCheckpoint()) >= minDistance) positions.push(position);
    }
    return positions;
  }

  /**
   * Takes a checkpoint of the current sequence, at its end or at a marked position of its last chunk, unless another one is
   * close or there is no memory.
   */
  async save(position: number = this.#current.tokens.length): Promise<void> {
    if (position - this.#lastCheckpoint() < minDistance) return;
    await this.#checkpoint(this.#current, position);
  }

  /** The sequence that shares most tokens with `tokens`, and how many; among equals the one used last. */
  closest(tokens: ArrayLike<number>): { sequence: Sequence; shared: number } {
    const all = this.#lastFirst().map(([sequence]) => {
      return { sequence, shared: sharedTokens(sequence.tokens.ids, tokens) };
    });
    return all.reduce((best, other) => (other.shared > best.shared ? other : best));
  }

  /** Adds `owner` to the owners of the sequence that is closest to `tokens`, and takes a checkpoint at its end. */
  async pin(tokens: ArrayLike<number>, owner: object): Promise<void> {
    const { sequence, shared } = this.closest(tokens);
    if (shared > 0) this.#entries.get(sequence)!.owners.add(owner);
    const end = sequence.tokens.length;
    if (!sequence.intact || shared < end || end === (sequence.checkpoints.at(-1)?.position ?? 0)) return;
    await this.#checkpoint(sequence);
  }

  /** Takes over a sequence, as the one used last. */
  adopt(sequence: Sequence, owner: object): void {
    // A prompt that differs before the last checkpoints probably belongs to another conversation.
    const promptEnd = sequence.checkpoints.at(-2)?.position ?? sequence.tokens.length;
    this.#clock += 1;
    for (const checkpoint of sequence.checkpoints) this.#checkpointUsedAt.set(checkpoint, this.#clock);
    this.#current = sequence;
    this.#enter(sequence, promptEnd, owner);
    this.#dropUseless();
    this.#evict();
  }

  /** Removes an owner and frees the sequences without one. If none has an owner, frees nothing and returns false. */
  release(owner: object): boolean {
    const lastFirst = this.#lastFirst();
    for (const [, { owners }] of lastFirst) owners.delete(owner);
    const owned = lastFirst.find(([, { owners }]) => owners.size > 0);
    if (!owned) return false;
    if (this.#entries.get(this.#current)!.owners.size === 0) this.#current = owned[0];
    for (const [sequence, { owners }] of lastFirst) if (owners.size === 0) this.#drop(sequence);
    return true;
  }

  #lastFirst(): [Sequence, Entry][] {
    return [...this.#entries].sort(([, a], [, b]) => b.usedAt - a.usedAt);
  }

  #enter(sequence: Sequence, promptEnd: number, owner: object | undefined): void {
    const owners = this.#entries.get(sequence)?.owners ?? new Set();
    if (owner) owners.add(owner);
    this.#entries.set(sequence, { usedAt: this.#clock, promptEnd, owners });
  }

  async #checkpoint(sequence: Sequence, position: number = sequence.tokens.length): Promise<void> {
    if (!this.#hasRoomForCheckpoint()) return;
    try {
      this.#checkpointUsedAt.set(await sequence.checkpoint(position), ++this.#clock);
    } catch {
      // The answer needs no checkpoint. If the device is lost, the next submit fails.
      this.clear();
    }
    this.#evict();
  }

  /** Frees everything except the current sequence. Returns whether there was anything to free. */
  clear(): boolean {
    const evictable = this.#evictable();
    for (const { free } of evictable) free();
    return evictable.length > 0;
  }

  /** Frees all sequences. Idempotent. */
  destroy(): void {
    for (const sequence of this.#entries.keys()) sequence.destroy();
  }

  async #open({ sequence, position, checkpoint, shared }: Match): Promise<Sequence> {
    if (!checkpoint) return sequence;
    if (this.#isBranch(sequence, position, shared)) {
      try {
        return await sequence.fork(checkpoint);
      } catch {
        // Without memory for both, the other conversation is read again when it continues.
        this.#current = sequence;
        sequence.rewind(checkpoint);
        this.clear();
        return sequence;
      }
    }
    sequence.rewind(checkpoint);
    return sequence;
  }

  /** Whether a prompt belongs to another conversation than the sequence, and both can be kept. */
  #isBranch(sequence: Sequence, position: number, shared: number): boolean {
    const { promptEnd } = this.#entries.get(sequence)!;
    if (shared >= Math.min(promptEnd, sequence.tokens.length)) return false;
    const losesCheckpoint = sequence.checkpoints.some((checkpoint) => checkpoint.position > position);
    return (sequence.intact || losesCheckpoint) && sequence.bytes <= this.#budgetBytes;
  }

  /** Frees sequences from which no prompt can continue. */
  #dropUseless(): void {
    for (const sequence of this.#entries.keys()) {
      const isUsable = sequence.checkpoints.length > 0 || (sequence.intact && sequence.tokens.length > 0);
      if (sequence !== this.#current && !isUsable) this.#drop(sequence);
    }
  }

  #evict(): void {
    while (this.bytes > this.#budgetBytes) {
      const [oldest] = this.#evictable();
      if (!oldest) return;
      oldest.free();
    }
  }

  /** The least recently used first; among equals the highest position, because lower ones serve more prompts. */
  #evictable(): Evictable[] {
    const all: Evictable[] = [];
    for (const [sequence, { usedAt }] of this.#entries) {
      for (const checkpoint of sequence.checkpoints) {
        all.push({
          usedAt: this.#checkpointUsedAt.get(checkpoint)!,
          position: checkpoint.position,
          free: () => this.#discard(sequence, checkpoint),
        });
      }
      if (sequence === this.#current) continue;
      all.push({ usedAt, position: -1, free: () => this.#drop(sequence) });
    }
    return all.sort((a, b) => a.usedAt - b.usedAt || b.position - a.position);
  }

  #discard(sequence: Sequence, checkpoint: Checkpoint): void {
    if (!this.#entries.has(sequence)) return;
    sequence.discard(checkpoint);
  }

  #drop(sequence: Sequence): void {
    this.#entries.delete(sequence);
    sequence.destroy();
  }

  #lastCheckpoint(): number {
    return this.#current.checkpoints.at(-1)?.position ?? 0;
  }

  #hasRoomForCheckpoint(): boolean {
    return this.isOn && this.#current.checkpointBytes <= this.#budgetBytes;
  }
}
