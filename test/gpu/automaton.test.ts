// The masks that process-logits computes and the states that sample steps through, compared with the walk on the CPU.

import { describe, expect, test } from 'vitest';
import type { SamplingParams } from '../../src/contract/sampling-params.ts';
import { encodeSymbols, GuideBuffers, maskWords } from '../../src/engine/guide.ts';
import { encodeSampling, resolveSampling } from '../../src/engine/sampling.ts';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import type { Dispatch } from '../../src/gpu/commands.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { automatonWord, firstMaskSlot } from '../../src/kernels/automaton.ts';
import { controlWord, halt } from '../../src/kernels/control.ts';
import { createProcessLogits, type ProcessLogits } from '../../src/kernels/process-logits.ts';
import { createSample, type Sample } from '../../src/kernels/sample.ts';
import type { Automaton, AutomatonPosition, TokenSymbols } from '../../src/text/grammar/automaton.ts';
import { allowedTokens, forcedToken, startOf, walk } from '../../src/text/grammar/walk.ts';
import { knownIds, randomAutomaton, randomSymbols } from '../support/automata.ts';
import { createControl } from '../support/control.ts';
import { normals, readFloats, readWords, runDispatches, testGpus } from '../support/gpu.ts';
import { candidates, uniformDraw } from '../support/sampling.ts';

const ring = 1024;

interface Kernels {
  processLogits: ProcessLogits;
  sample: Sample;
}

interface Setup {
  automaton: Automaton;
  symbols: TokenSymbols;
  sampling?: SamplingParams;
  stopIds?: number[];
  slots?: number;
  allowed?: Uint32Array<ArrayBuffer>;
  logits?: Float32Array<ArrayBuffer>;
}

interface Bound {
  dispatches: readonly Dispatch[];
  guide: GuideBuffers;
  control: GPUBuffer;
  scores: GPUBuffer;
  ring: GPUBuffer;
}

function bind(gpu: Gpu, { processLogits, sample }: Kernels, setup: Setup): Bound {
  const { automaton, symbols, stopIds = [], slots = automaton.states + firstMaskSlot } = setup;
  const vocabSize = symbols.offsets.length - 1;
  const { device } = gpu;
  const { logits = normals(vocabSize)(vocabSize, 2), allowed = knownIds(symbols) } = setup;
  const guide = new GuideBuffers(device, { automaton, symbols }, allowed, slots);
  guide.begin([]);
  const sampling = resolveSampling({ topP: 1, seed: 7, ...setup.sampling });
  const shared = {
    control: createControl(gpu),
    params: uploadStorage(device, 'params', encodeSampling(sampling, { vocabSize, allowed, stopIds })),
    counts: createStorage(device, 'counts', 4 * vocabSize),
    scores: createStorage(device, 'scores', 4 * vocabSize),
    automaton: guide.automaton,
    symbols: uploadStorage(device, 'symbols', encodeSymbols(symbols, vocabSize)),
  };
  const { control, scores } = shared;
  const own = { ids: createStorage(device, 'ids', 4), ring: createStorage(device, 'ring', 4 * ring) };
  const dispatches = [
    processLogits.dispatch({
      ...shared,
      logits: uploadStorage(device, 'logits', logits),
      masks: guide.masks,
    }),
    sample.dispatch({ ...shared, ...own }),
  ];
  return { dispatches, guide, control, scores, ring: own.ring };
}

/** `count` steps in one pass, from the same logits. */
async function run(gpu: Gpu, kernels: Kernels, setup: Setup, count: number): Promise<number[]> {
  const bound = bind(gpu, kernels, setup);
  await runDispatches(gpu, Array.from({ length: count }, () => bound.dispatches).flat());
  const generated = (await readWords(gpu, bound.control))[controlWord.generated]!;
  return [...(await readWords(gpu, bound.ring, 0, count))].slice(0, generated);
}

/** Sets the guide to a state whose mask is not computed. */
function enter(gpu: Gpu, { guide }: Bound, state: number): void {
  const words = new Uint32Array(automatonWord.forced + 1);
  words[automatonWord.state] = state;
  words[automatonWord.slot] = 1;
  words[automatonWord.unmade] = 1;
  gpu.device.queue.writeBuffer(guide.automaton, 0, words);
}

const isSet = (words: Uint32Array, id: number): boolean => ((words[id >> 5]! >>> (id & 31)) & 1) === 1;

describe.each(await testGpus())('an automaton on $name', ({ gpu }) => {
  const kernels = new Map<number, Promise<Kernels>>();
  const kernelsOf = (vocabSize: number): Promise<Kernels> => {
    const create = async (): Promise<Kernels> => ({
      processLogits: await createProcessLogits(gpu, vocabSize),
      sample: await createSample(gpu, { vocabSize, ring }),
    });
    const made = kernels.get(vocabSize) ?? create();
    kernels.set(vocabSize, made);
    return made;
  };

  test.each([
    { vocabSize: 512, states: 40 },
    { vocabSize: 777, states: 3 },
    { vocabSize: 4096, states: 20 },
    { vocabSize: 32_768, states: 4 },
    { vocabSize: 200_064, states: 3 },
  ])(
    'has the masks of the walk in all $states states, of $vocabSize tokens',
    async ({ vocabSize, states }) => {
      const symbols = randomSymbols(vocabSize);
      const automaton = randomAutomaton(vocabSize + states, { states });
      // A tokenizer may not know every id.
      const allowed = knownIds(symbols);
      allowed[3] = 0x0ff0_55aa;
      const bound = bind(gpu, await kernelsOf(vocabSize), { automaton, symbols, allowed });
      for (let state = 1; state < states; state++) {
        const expected = allowedTokens(automaton, symbols, state).map((word, i) => word & allowed[i]!);
        enter(gpu, bound, state);
        // Computed, and then read from the cache.
        for (const unmade of [1, 0]) {
          gpu.device.queue.writeBuffer(
            bound.guide.automaton,
            4 * automatonWord.unmade,
            Uint32Array.of(unmade),
          );
          await runDispatches(gpu, [bound.dispatches[0]!]);
          const scores = await readFloats(gpu, bound.scores, 0, vocabSize);
          const wrong = [...scores.keys()].filter((id) => isSet(expected, id) !== scores[id]! > -1e30);
          expect(wrong, `state ${state}`).toEqual([]);
        }
        expect(await readWords(gpu, bound.guide.masks, maskWords(vocabSize), maskWords(vocabSize))).toEqual(
          expected,
        );
      }
    },
  );

  test.each([
    { vocabSize: 512, states: 30, steps: 200, sampling: {}, free: true },
    { vocabSize: 512, states: 300, steps: 200, sampling: { temperature: 3 } },
    { vocabSize: 4096, states: 100, steps: 100, sampling: { topK: 20, temperature: 1.5 } },
    { vocabSize: 4096, states: 8, steps: 60, sampling: { temperature: 0 } },
    { vocabSize: 200_064, states: 20, steps: 6, sampling: { topP: 0.9 } },
  ])(
    'chooses among the tokens that the walk allows, in $states states, of $vocabSize tokens',
    async (shape) => {
      const { vocabSize, states, steps, sampling, free = false } = shape;
      const symbols = randomSymbols(vocabSize);
      const automaton = randomAutomaton(states, { states, free });
      const logits = normals(vocabSize)(vocabSize, 2);
      const setup = { automaton, symbols, sampling, logits };
      const ids = await run(gpu, await kernelsOf(vocabSize), setup, steps);
      expect(ids).toHaveLength(steps);
      const resolved = resolveSampling({ topP: 1, seed: 7, ...sampling });
      let position = startOf(automaton);
      for (const [i, id] of ids.entries()) {
        const mask = allowedTokens(automaton, symbols, position.state);
        const kept = candidates({
          logits,
          sampling: resolved,
          allowed: (token) => isSet(mask, token),
          seen: () => false,
        });
        const candidate = kept.find((token) => token.id === id);
        const uniform = uniformDraw(resolved.seed, i);
        expect(candidate, `token ${i}`).toBeDefined();
        expect(uniform).toBeGreaterThan(candidate!.from - 1e-5);
        expect(uniform).toBeLessThan(candidate!.to + 1e-5);
        position = walk(automaton, symbols, position, [id]);
      }
    },
  );

  test('gives the same tokens whether a mask is new, cached or evicted', async () => {
    const symbols = randomSymbols(512);
    const automaton = randomAutomaton(5, { states: 60 });
    const kernels = await kernelsOf(512);
    const expected = await run(gpu, kernels, { automaton, symbols }, 300);
    const visited = new Set<number>();
    let position = startOf(automaton);
    for (const id of expected) {
      position = walk(automaton, symbols, position, [id]);
      visited.add(position.state);
    }
    expect(visited.size).toBeGreaterThan(20);
    for (const masks of [1, 2, 5, 13]) {
      const slots = firstMaskSlot + masks;
      expect(await run(gpu, kernels, { automaton, symbols, slots }, 300)).toEqual(expected);
    }
    // The second run finds the masks of the first one.
    const bound = bind(gpu, kernels, { automaton, symbols });
    for (let time = 0; time < 2; time++) {
      bound.guide.begin([]);
      const words = new Uint32Array([halt.none, 0, 1, 0]);
      gpu.device.queue.writeBuffer(bound.control, 0, words);
      await runDispatches(gpu, Array.from({ length: 300 }, () => bound.dispatches).flat());
      expect([...(await readWords(gpu, bound.ring, 0, 300))]).toEqual(expected);
    }
  });

  test.each([
    { tokens: 0, forced: [10, 97, 98, 99] },
    { tokens: 1, forced: [10, 97] },
    { tokens: 16, forced: [10, 97, 98, 99, 100] },
    { tokens: 60, forced: [10] },
  ])('forces $forced.length ids after $tokens counted tokens', async ({ tokens, forced }) => {
    const symbols = randomSymbols(512);
    for (let seed = 1; seed < 6; seed++) {
      // All of its states accept every symbol.
      const automaton = {
        ...randomAutomaton(seed, { states: 20, live: 1, counted: true }),
        budget: { tokens, forced },
      };
      const ids = await run(gpu, await kernelsOf(512), { automaton, symbols, sampling: { seed } }, 120);
      let position: AutomatonPosition = startOf(automaton);
      let expected = 0;
      for (const [i, id] of ids.entries()) {
        const must = forcedToken(automaton, position);
        if (must !== undefined) {
          expect(id, `token ${i}`).toBe(must);
          expected += 1;
        }
        position = walk(automaton, symbols, position, [id]);
      }
      expect(position.counted).toBeGreaterThanOrEqual(tokens);
      expect(expected).toBeGreaterThanOrEqual(forced.length - 1);
      // The GPU and the walk are in the same state.
      const bound = bind(gpu, await kernelsOf(512), { automaton, symbols, sampling: { seed } });
      await runDispatches(gpu, Array.from({ length: 120 }, () => bound.dispatches).flat());
      const words = await readWords(gpu, bound.guide.automaton);
      const { state, counted, forced: done } = position;
      expect([words[automatonWord.state], words[automatonWord.counted], words[automatonWord.forced]]).toEqual(
        [state, counted, done],
      );
    }
  });

  test.each([40_000, 80_000])('counts to a budget of %i tokens exactly', async (tokens) => {
    const symbols = randomSymbols(512);
    const plain = randomAutomaton(3, { states: 2, live: 1 });
    const automaton = { ...plain, flags: Uint8Array.of(0, 2), budget: { tokens, forced: [10, 300] } };
    const bound = bind(gpu, await kernelsOf(512), { automaton, symbols, sampling: { temperature: 0 } });
    const before = 3;
    gpu.device.queue.writeBuffer(
      bound.guide.automaton,
      4 * automatonWord.counted,
      Uint32Array.of(tokens - before),
    );
    await runDispatches(gpu, Array.from({ length: before + 2 }, () => bound.dispatches).flat());
    const ids = [...(await readWords(gpu, bound.ring, 0, before + 2))];
    expect(new Set(ids.slice(0, before)).size).toBe(1);
    expect(ids[0]).not.toBe(10);
    expect(ids.slice(before)).toEqual([10, 300]);
    expect((await readWords(gpu, bound.guide.automaton))[automatonWord.counted]).toBe(tokens);
  });

  test('forces the ids if a stop token would end the turn before them', async () => {
    const symbols = randomSymbols(512);
    const plain = randomAutomaton(3, { states: 2, live: 1 });
    const automaton = { ...plain, flags: Uint8Array.of(0, 2), budget: { tokens: 50, forced: [10, 97] } };
    const logits = new Float32Array(512).fill(9, 511);
    const setup = { automaton, symbols, logits, stopIds: [511], sampling: { temperature: 0 } };
    expect(await run(gpu, await kernelsOf(512), setup, 5)).toEqual([10, 97, 511]);
  });

  test('halts if no token is allowed, and writes none', async () => {
    const symbols = randomSymbols(512);
    const { classOf, classes } = randomAutomaton(1, { states: 2 });
    const none = {
      states: 2,
      start: 1,
      classes,
      classOf,
      next: new Uint16Array(2 * classes),
      flags: new Uint8Array(2),
    };
    const bound = bind(gpu, await kernelsOf(512), { automaton: none, symbols });
    await runDispatches(gpu, [...bound.dispatches, ...bound.dispatches]);
    const words = await readWords(gpu, bound.control);
    expect([words[controlWord.halt], words[controlWord.generated]]).toEqual([halt.noToken, 0]);
  });
});
