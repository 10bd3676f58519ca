// The automaton that guides an answer, on the GPU: its tables, its place, and the masks of its states, which the sampler makes
// and keeps there.

import { assert } from '../errors.ts';
import { createStorage } from '../gpu/buffers.ts';
import {
  automatonWord,
  automatonWords,
  firstByteShift,
  firstMaskSlot,
  symbolOffset,
} from '../kernels/automaton.ts';
import {
  type Automaton,
  type AutomatonPosition,
  DEAD,
  FREE,
  type TokenSymbols,
} from '../text/grammar/automaton.ts';
import { startOf, walk } from '../text/grammar/walk.ts';

/** What says which tokens an answer may have. */
export interface Guide {
  readonly automaton: Automaton;
  /** Of the model's tokenizer; the same object for all guides of a model. */
  readonly symbols: TokenSymbols;
}

/** Bytes of GPU memory for masks, if there are not fewer states. */
const maxMaskBytes = 16e6;
/** A state's mask is used again if fewer other states are entered meanwhile. */
const minMasks = 64;

/** The number of masks for an automaton: one per state, or as many as fit. */
export function maskSlots(vocabSize: number, states: number): number {
  const fitting = Math.max(minMasks, Math.floor(maxMaskBytes / (4 * maskWords(vocabSize))));
  return firstMaskSlot + Math.min(states, fitting);
}

export function maskWords(vocabSize: number): number {
  return Math.ceil(vocabSize / 32);
}

/** The content of the `automaton` buffer, at the start. */
export function encodeAutomaton(automaton: Automaton, slots: number): Uint32Array<ArrayBuffer> {
  const { states, classes, classOf, next, flags, budget = { tokens: 0, forced: [] } } = automaton;
  let at = automatonWords;
  const reserve = (words: number): number => {
    at += words;
    return at - words - automatonWords;
  };
  const tables = {
    classOfAt: reserve(Math.ceil(classOf.length / 2)),
    nextAt: reserve(Math.ceil((states * classes) / 2)),
    flagsAt: reserve(Math.ceil(states / 4)),
    forcedAt: reserve(budget.forced.length),
    slotOfAt: reserve(states),
    ownerAt: reserve(slots),
    startsAt: reserve(8 * states),
  };
  const words = new Uint32Array(at);
  const fields = {
    ...tables,
    slots,
    classes,
    budget: budget.tokens,
    forcedCount: budget.forced.length,
  };
  for (const [field, value] of Object.entries(fields))
    words[automatonWord[field as keyof typeof fields]] = value;
  const { buffer } = words;
  const byteAt = (table: number): number => 4 * (automatonWords + table);
  new Uint16Array(buffer, byteAt(tables.classOfAt), classOf.length).set(classOf);
  new Uint16Array(buffer, byteAt(tables.nextAt), states * classes).set(next.subarray(0, states * classes));
  new Uint8Array(buffer, byteAt(tables.flagsAt), states).set(flags.subarray(0, states));
  words.set(budget.forced, automatonWords + tables.forcedAt);
  writeStarts(automaton, words.subarray(automatonWords + tables.startsAt));
  return words;
}

/** (states, 256) bits: the bytes that do not lead to `DEAD`. */
function writeStarts({ states, classes, classOf, next }: Automaton, bits: Uint32Array): void {
  for (let state = 0; state < states; state++) {
    for (let byte = 0; byte < 256; byte++) {
      if (next[state * classes + classOf[byte]!] !== DEAD) bits[8 * state + (byte >> 5)]! |= 1 << (byte & 31);
    }
  }
}

/** The words of the `automaton` buffer, up to `forced`, at a place in it. */
export function encodePosition(
  { flags }: Automaton,
  { state, counted, forced }: AutomatonPosition,
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(automatonWord.forced + 1);
  const isFree = (flags[state]! & FREE) !== 0;
  words[automatonWord.state] = state;
  // The GPU alone knows which state has which slot.
  words[automatonWord.slot] = isFree ? 0 : firstMaskSlot - 1;
  words[automatonWord.unmade] = isFree ? 0 : 1;
  words[automatonWord.counted] = counted;
  words[automatonWord.forced] = forced;
  return words;
}

/**
 * The content of the `symbols` buffer: `vocabSize` + 1 offsets with the first byte of each token, then the bytes. Ids beyond the
 * symbols have no bytes.
 */
export function encodeSymbols({ offsets, bytes }: TokenSymbols, vocabSize: number): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(vocabSize + 1 + Math.ceil(bytes.length / 4)).fill(
    bytes.length,
    0,
    vocabSize + 1,
  );
  assert(
    bytes.length <= symbolOffset,
    'the tokens of a vocabulary have more bytes than their offsets can tell.',
  );
  offsets.subarray(0, vocabSize + 1).forEach((offset, id) => {
    words[id] = offset | (bytes[offset & symbolOffset]! << firstByteShift);
  });
  new Uint8Array(words.buffer, 4 * (vocabSize + 1)).set(bytes);
  return words;
}

/** The place of an answer that begins with these tokens. */
export function positionAfter({ automaton, symbols }: Guide, written: Iterable<number>): AutomatonPosition {
  const position = walk(automaton, symbols, startOf(automaton), written);
  assert(position.state !== 0, 'the beginning of an answer is not what its grammar allows.');
  return position;
}

/** The buffers of a guide. `allowed`: one bit per token of the vocabulary, the first mask. */
export class GuideBuffers {
  readonly guide: Guide;
  readonly automaton: GPUBuffer;
  readonly masks: GPUBuffer;
  readonly #device: GPUDevice;

  constructor(device: GPUDevice, guide: Guide, allowed: Uint32Array<ArrayBuffer>, slots: number) {
    this.guide = guide;
    this.#device = device;
    const words = encodeAutomaton(guide.automaton, slots);
    this.automaton = createStorage(device, 'automaton', words.byteLength);
    this.masks = createStorage(device, 'masks', slots * allowed.byteLength);
    device.queue.writeBuffer(this.automaton, 0, words);
    device.queue.writeBuffer(this.masks, 0, allowed);
  }

  /** Goes to the place of an answer that begins with `written`. Masks that are made stay. */
  begin(written: Iterable<number>): void {
    const position = positionAfter(this.guide, written);
    this.#device.queue.writeBuffer(this.automaton, 0, encodePosition(this.guide.automaton, position));
  }

  destroy(): void {
    for (const buffer of [this.automaton, this.masks]) buffer.destroy();
  }
}
