// Which tokens are in a sequence's state, and where its programs resume after faults, on a scripted GPU.

import { describe, expect, it } from 'vitest';
import type { Executor, SubmitOptions } from '../../src/engine/executor.ts';
import type { ExpertPager } from '../../src/engine/expert-pager.ts';
import type { Status } from '../../src/engine/readback.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { Sequence } from '../../src/engine/sequence.ts';
import { sequenceStart } from '../../src/engine/sequence-checkpoint.ts';
import type { Dispatch } from '../../src/gpu/commands.ts';
import { controlWord, halt } from '../../src/kernels/control.ts';

const sampling = resolveSampling({ temperature: 0 });
const greedy = { sampling, stopIds: [], limit: 50 };

const named = (label: string): Dispatch => ({ kernel: { label } }) as Dispatch;

/** A sequence with scripted results of its submits, and a log of its calls. */
function scripted(...script: Partial<Status>[]) {
  const diary: string[] = [];
  let grown = 0;
  const state = {
    capacity: 4,
    bytes: 100,
    lightningBytes: 10,
    reset: () => diary.push('reset'),
    copyLightning: async (_?: unknown) => [{ destroy: (): unknown => diary.push('destroy copy') }],
    restoreLightning: () => diary.push('restore'),
    fork: async (tokens: number) => {
      diary.push(`fork ${tokens}`);
      return { ...state };
    },
    destroy: () => diary.push('destroy'),
    ensure: async (tokens: number) => {
      state.capacity = tokens;
      grown += 1;
      return true;
    },
  };
  const program = (label: string) => ({
    dispatches: [named('embed'), named(`${label} ${grown}`), named('combine')],
    routers: [1],
    ends: [2],
  });
  const executor = {
    forward: {
      contextLength: 100,
      head: named('head'),
      marks: ['marks'],
      createState: () => state,
      programs: () => ({ decode: program('decode'), prefill: program('prefill') }),
    },
    sampler: {
      begin: ({ seen }: { seen: Iterable<number> }) => diary.push(['sampling', ...seen].join(' ')),
      sample: [named('process-logits'), named('sample')],
      markPrompt: named('mark-prompt'),
    },
    writeIds: (ids: Uint32Array) => diary.push(`ids ${ids.join(' ')}`),
    writeControl: (word: number, values: Uint32Array) => {
      if (word === 0) diary.push(`generated ${values[controlWord.generated]}`);
      else if (word === controlWord.position) diary.push(`position ${values.join(' ')}`);
      else if (values.some((mark) => mark > 0)) diary.push(`marks ${values.join(' ')}`);
    },
    submit: async (dispatches: Dispatch[], { count = 1, tokens = 1, from = 0 }: SubmitOptions) => {
      const labels = dispatches.slice(from).map(({ kernel }) => kernel.label);
      diary.push(`${count}×${tokens} ${labels.join(', ')}`);
      const ring = Uint32Array.from({ length: 8 }, (_, i) => 100 + i);
      const status = {
        halt: halt.none,
        generated: 0,
        faultLayer: 0,
        faultExperts: [],
        ring,
        ...script.shift(),
      };
      return { status, ms: diary.length };
    },
  };
  const pager = {
    startClock: () => 7,
    reserve: (clock: number, tokens: number) => diary.push(`reserve ${clock} ${tokens}`),
    serveChunk: async () => {
      diary.push('serve');
      return { resumeAt: 2, longestSubmitMs: 1000 };
    },
  };
  const sequence = new Sequence(executor as unknown as Executor, pager as unknown as ExpertPager);
  return { sequence, diary, executor, state };
}

describe('a sequence', () => {
  it('starts empty, with its sampling and the tokens that count as sampled', () => {
    const { sequence, diary } = scripted();
    sequence.tokens.push([1, 2]);
    sequence.begin({ ...greedy, sampled: 3 });
    expect([...sequence.tokens]).toEqual([]);
    expect(diary).toEqual(['reset', 'sampling', 'generated 3']);
  });

  it('reads a prompt chunk by chunk, and samples after the last one only', async () => {
    const { sequence, diary } = scripted({}, { generated: 1 });
    sequence.begin(greedy);
    diary.length = 0;
    await sequence.prefill(Uint32Array.of(1, 2));
    await sequence.prefill(Uint32Array.of(3), { sample: true });
    expect([...sequence.tokens]).toEqual([1, 2, 3]);
    expect(diary).toEqual([
      'reserve 7 2',
      'ids 1 2',
      'position 0 2',
      '1×2 embed, prefill 0, combine, mark-prompt',
      'reserve 7 3',
      'ids 3',
      'position 2 1',
      '1×1 embed, prefill 0, combine, mark-prompt, head, process-logits, sample',
    ]);
  });

  it('has the sampled tokens in its state, except the last one, from the first new one on', async () => {
    const { sequence } = scripted({ generated: 3 }, { generated: 5 }, { generated: 5 }, { generated: 6 });
    sequence.begin({ ...greedy, sampled: 2 });
    await sequence.prefill(Uint32Array.of(1, 100, 101), { sample: true });
    expect([...sequence.tokens]).toEqual([1, 100, 101]);
    await sequence.decode(2);
    expect([...sequence.tokens]).toEqual([1, 100, 101, 102, 103]);
    await sequence.decode(2); // after a fault: nothing changed
    await sequence.decode(1);
    expect([...sequence.tokens]).toEqual([1, 100, 101, 102, 103, 104]);
  });

  it('serves the fault of a chunk, resumes where it stopped, and reports the time of its longest submit', async () => {
    const { sequence, diary } = scripted({ halt: halt.fault }, { generated: 1 });
    sequence.begin(greedy);
    const { status, longestSubmitMs } = await sequence.prefill(Uint32Array.of(1), { sample: true });
    expect(status.generated).toBe(1);
    expect(longestSubmitMs).toBe(1000);
    expect(diary.slice(-2)).toEqual(['serve', '1×1 combine, mark-prompt, head, process-logits, sample']);
    expect([...sequence.tokens]).toEqual([1]);
  });

  it('submits nothing when it was aborted, and the chunk does not count', async () => {
    const { sequence } = scripted({});
    sequence.begin(greedy);
    const reason = new Error('enough');
    await expect(
      sequence.prefill(Uint32Array.of(1), { sample: true, signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    expect([...sequence.tokens]).toEqual([]);
  });

  it('continues after its tokens, which the repetition penalty includes', async () => {
    const { sequence, diary } = scripted({}, { generated: 1 });
    sequence.begin(greedy);
    await sequence.prefill(Uint32Array.of(1, 2));
    diary.length = 0;
    sequence.begin({ ...greedy, keepTokens: true });
    await sequence.prefill(Uint32Array.of(3), { sample: true });
    expect(diary).toEqual(expect.arrayContaining(['sampling 1 2', 'position 2 1']));
    expect(diary).not.toContain('reset');
    expect([...sequence.tokens]).toEqual([1, 2, 3]);
  });

  it('rolls back to a checkpoint, which ends the later ones', async () => {
    const { sequence, diary } = scripted({}, {}, {});
    sequence.begin(greedy);
    await sequence.prefill(Uint32Array.of(1, 2));
    const first = await sequence.checkpoint();
    await sequence.prefill(Uint32Array.of(3));
    await sequence.checkpoint();
    await sequence.prefill(Uint32Array.of(4));
    expect(sequence.checkpoints.map(({ position, bytes }) => [position, bytes])).toEqual([
      [2, 10],
      [3, 10],
    ]);
    diary.length = 0;
    sequence.rewind(first);
    expect(diary).toEqual(['destroy copy', 'restore']);
    expect([...sequence.tokens]).toEqual([1, 2]);
    expect(sequence.checkpoints).toEqual([first]);

    const fork = await sequence.fork(first);
    expect([...fork.tokens]).toEqual([1, 2]);
    expect(fork.checkpoints).toEqual([]);
    expect(diary.at(-1)).toBe('fork 2');

    sequence.rewind(sequenceStart);
    expect([...sequence.tokens]).toEqual([]);
    expect(diary.slice(-2)).toEqual(['destroy copy', 'reset']);
  });

  it("copies the state of a marked token from its chunk's states, until it rolls back", async () => {
    const { sequence, diary, state } = scripted();
    const kept: unknown[] = [];
    state.copyLightning = async (from) => {
      kept.push(from);
      return [];
    };
    sequence.begin(greedy);
    await sequence.prefill(Uint32Array.of(1, 2));
    await sequence.prefill(Uint32Array.of(3, 4, 5, 6), { marks: [1, 3] });
    expect(diary).toContain('marks 1 3');
    const [first, second, last] = [
      await sequence.checkpoint(3),
      await sequence.checkpoint(5),
      await sequence.checkpoint(),
    ];
    expect([first.position, second.position, last.position]).toEqual([3, 5, 6]);
    expect(kept).toEqual([{ buffers: ['marks'], slot: 0 }, { buffers: ['marks'], slot: 1 }, undefined]);
    await expect(sequence.checkpoint(4)).rejects.toThrow('not kept');
    sequence.rewind(first);
    await expect(sequence.checkpoint(5)).rejects.toThrow('not kept');
  });

  it('is not intact between a fault and its end', async () => {
    const { sequence } = scripted({ generated: 1 }, { halt: halt.fault, generated: 1 }, { generated: 2 });
    sequence.begin(greedy);
    await sequence.prefill(Uint32Array.of(1), { sample: true });
    expect(sequence.intact).toBe(true);
    await sequence.decode(1);
    expect(sequence.intact).toBe(false);
    await expect(sequence.checkpoint()).rejects.toThrow('an invalid state');
    expect(() => sequence.begin({ ...greedy, keepTokens: true })).toThrow('an invalid state');
    await sequence.decode(1, 0);
    expect(sequence.intact).toBe(true);
  });

  it('is not intact after a failed submit, until it rolls back', async () => {
    const { sequence, executor } = scripted();
    sequence.begin(greedy);
    executor.submit = () => Promise.reject(new Error('lost'));
    await expect(sequence.decode(1)).rejects.toThrow('lost');
    expect(sequence.intact).toBe(false);
    sequence.rewind(sequenceStart);
    expect(sequence.intact).toBe(true);
  });

  it('frees memory when the GPU has none, and retries', async () => {
    const { sequence, state } = scripted({ generated: 1 });
    const { ensure } = state;
    let free = false;
    state.ensure = (tokens) => (free ? ensure(tokens) : Promise.reject(new Error('no memory')));
    sequence.begin(greedy);
    sequence.ensureCapacity(9);
    await expect(sequence.decode(1)).rejects.toThrow('no memory');
    sequence.freeMemory = () => {
      free = true;
      return true;
    };
    sequence.ensureCapacity(9);
    await sequence.decode(1);
    expect(state.capacity).toBe(9);
  });

  it('binds its programs again after it has grown, and steps wait for it', async () => {
    const { sequence, diary } = scripted({ generated: 1 }, { generated: 2 }, { generated: 3 });
    sequence.begin(greedy);
    await sequence.decode(1);
    sequence.ensureCapacity(9);
    await Promise.all([sequence.decode(3), sequence.decode(1, 0)]);
    expect(sequence.programs.prefill.dispatches[1]!.kernel.label).toBe('prefill 1');
    expect(diary.slice(-2)).toEqual([
      '3×1 embed, decode 1, combine, head, process-logits, sample',
      '1×1 decode 1, combine, head, process-logits, sample',
    ]);
  });
});
