import { describe, expect, test } from 'vitest';
import { decodeSteps } from '../../src/engine/decode-loop.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { readSampledLogits } from '../../src/engine/trace.ts';
import type { Quantization } from '../../src/model/config.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { loadTrusted, selfTest, storedSelfTest } from '../../src/startup/self-test.ts';
import {
  selfTestAnswer,
  selfTestDraws,
  selfTestModel,
  selfTestPrompt,
} from '../../src/startup/self-test-model.ts';
import { testGpusOfTeams } from '../support/gpu.ts';
import { candidates, uniformDraw } from '../support/sampling.ts';

const quantizations: Record<string, Quantization> = {
  q4: { experts: 'q4', attention: 'q4', embedding: 'q4', head: 'q4' },
  'every format': { experts: 'q8', attention: 'f32', embedding: 'f16', head: 'f16' },
};
// Compiling the kernels of one set of formats takes most of the time, so the adapters alternate: formats and features are
// independent of each other.
const gpus = (await testGpusOfTeams()).map((each, i) => ({
  ...each,
  formats: i % 2 === 0 ? 'every format' : 'q4',
}));

describe.each(gpus)('self-test of $formats on $name', ({ gpu, formats }) => {
  const quantization = quantizations[formats]!;

  test('gives the answers that were computed in float64', async () => {
    expect(await selfTest(gpu, quantization)).toBeUndefined();
  });

  test('detects a device that loses writes', async () => {
    const { queue } = gpu.device;
    const writeBuffer = queue.writeBuffer;
    // The upload of one expert is lost.
    let dropped = 0;
    queue.writeBuffer = ((...args: Parameters<GPUQueue['writeBuffer']>) => {
      const [buffer, , data] = args;
      if (buffer.label.startsWith('expert arena') && dropped++ === 0 && 'byteLength' in data)
        return undefined;
      return writeBuffer.apply(queue, args);
    }) as typeof queue.writeBuffer;
    try {
      expect(await selfTest(gpu, quantization)).toMatch(/is wrong/);
    } finally {
      queue.writeBuffer = writeBuffer;
    }
  });

  test('detects a device that samples wrongly', async () => {
    const { queue } = gpu.device;
    const writeBuffer = queue.writeBuffer;
    // Of the sampling parameters, only those of greedy decoding arrive.
    let writes = 0;
    queue.writeBuffer = ((...args: Parameters<GPUQueue['writeBuffer']>) => {
      if (args[0].label === 'sampling' && ++writes > 1) return undefined;
      return writeBuffer.apply(queue, args);
    }) as typeof queue.writeBuffer;
    try {
      expect(await selfTest(gpu, quantization)).toMatch(/^sampling is wrong: expected the tokens 47 116 100/);
    } finally {
      queue.writeBuffer = writeBuffer;
    }
  });

  test('samples like sorting in float64, also from logits with errors of 0.02', async () => {
    const { manifest, source } = selfTestModel(quantization);
    const model = await loadOntoGpu({ gpu, manifest, source, contextLength: 256, chunkTokens: 128 });
    const { executor, sequence } = model;
    let sampled = 1;
    const decodeOne = async () => {
      const status = await decodeSteps(sequence, sampled++, 1);
      expect(status.halt).toBe(0);
      return status;
    };
    try {
      sequence.begin({ sampling: resolveSampling({ temperature: 0 }), stopIds: [], limit: 128 });
      await sequence.prefill(selfTestPrompt, { sample: true });
      for (const _ of selfTestAnswer.tokens) await decodeOne();
      const sampling = resolveSampling(selfTestDraws.sampling);
      sequence.setSampling(sampling);
      const seen = new Set<number>();
      for (const expected of selfTestDraws.tokens) {
        const { generated, ring } = await decodeOne();
        expect(ring[generated - 1]).toBe(expected);
        const logits = await readSampledLogits(gpu, executor);
        const random = uniformDraw(sampling.seed, generated - 1);
        for (let trial = 0; trial < 30; trial++) {
          // The errors are sines, which differ between tokens and trials.
          const off = logits.map(
            (logit, id) => logit + (trial > 0 ? 0.02 * Math.sin(id * trial + expected) : 0),
          );
          const drawn = candidates({
            logits: off,
            sampling,
            allowed: () => true,
            seen: (id) => seen.has(id),
          });
          expect(drawn.find(({ from, to }) => random >= from && random < to)?.id).toBe(expected);
        }
        seen.add(expected);
      }
    } finally {
      model.destroy();
    }
  });
});

describe('loading onto a tested device', () => {
  // A device whose kernels this test compiles.
  const { gpu } = gpus.find(({ formats }) => formats === 'q4') ?? gpus[0]!;
  const happened: string[] = [];
  const attempt = (
    verdicts: (string | undefined)[],
    loading: Promise<void> = Promise.resolve(),
    lost: Promise<GPUDeviceLostInfo> = new Promise(() => {}),
  ) => {
    happened.length = 0;
    return loadTrusted({
      open: async (without) => {
        happened.push(`open without ${without.join()}`);
        const device = { lost, destroy: () => happened.push('destroyed') } as unknown as GPUDevice;
        return { ...gpu, device };
      },
      load: async () => {
        await loading;
        return { dispose: () => happened.push('disposed') };
      },
      test: async () => verdicts.shift(),
      onDistrust: (_, verdict) => happened.push(verdict),
    });
  };

  test('accepts one that passes', async () => {
    await attempt([undefined]);
    expect(happened).toEqual(['open without ']);
  });

  test('falls back to plain kernels with the reason', async () => {
    await attempt(['prefill is wrong', undefined]);
    expect(happened).toEqual([
      'open without ',
      'disposed',
      'destroyed',
      'prefill is wrong',
      'open without subgroups,f16',
    ]);
  });

  test('rejects one that is wrong in both ways', async () => {
    await expect(attempt(['prefill is wrong', 'decoding is wrong'])).rejects.toMatchObject({
      code: 'device-unsupported',
      message: expect.stringContaining('(decoding is wrong)'),
    });
    expect(happened.filter((what) => what === 'disposed')).toHaveLength(2);
  });

  test('reports a lost device when loading fails because of it', async () => {
    // Reading a buffer of a lost device rejects with this.
    const aborted = Promise.reject(new DOMException('unmapped', 'AbortError'));
    const lost = Promise.resolve({ message: 'the driver was reset' } as GPUDeviceLostInfo);
    await expect(attempt([undefined], aborted, lost)).rejects.toMatchObject({
      code: 'device-lost',
      message: expect.stringContaining('the driver was reset'),
    });
    expect(happened).toEqual(['open without ', 'destroyed']);
  });

  test('leaves no device open when loading fails', async () => {
    await expect(attempt([undefined], Promise.reject(new Error('no core')))).rejects.toThrow('no core');
    expect(happened).toEqual(['open without ', 'destroyed']);
  });

  test('tests a device until it passes for each set of formats, but never one on the CPU', async () => {
    const kept = new Map<string, string>();
    const store = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: string) => void kept.set(key, value),
    };
    await storedSelfTest(quantizations.q4!, store)({ ...gpu, onCpu: true });
    expect(kept.size).toBe(0);
    const test = storedSelfTest(quantizations.q4!, store);
    expect(await test({ ...gpu, onCpu: false })).toBeUndefined();
    expect([...kept.values()]).toEqual(['passed']);
    // A failure is reported and not stored.
    kept.clear();
    const { queue } = gpu.device;
    const writeBuffer = queue.writeBuffer;
    queue.writeBuffer = () => undefined;
    expect(await test({ ...gpu, onCpu: false })).toMatch(/is wrong/);
    queue.writeBuffer = writeBuffer;
    expect(kept.size).toBe(0);
    expect(await test({ ...gpu, onCpu: false })).toBeUndefined();
    expect(kept.size).toBe(1);
    // Another driver or browser is tested again.
    expect(await test({ ...gpu, onCpu: false, identity: 'after an update' })).toBeUndefined();
    expect(kept.size).toBe(2);
  });
});
