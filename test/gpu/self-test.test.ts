import { describe, expect, test } from 'vitest';
import type { Quantization } from '../../src/model/config.ts';
import { loadTrusted, rememberedSelfTest, selfTest } from '../../src/runtime/self-test.ts';
import { testGpus } from '../support/gpu.ts';

const quantizations: Record<string, Quantization> = {
  q4: { experts: 'q4', attention: 'q4', embedding: 'q4', head: 'q4' },
  'every format': { experts: 'q8', attention: 'f32', embedding: 'f16', head: 'f16' },
};
const gpus = await testGpus();

describe.each(gpus)('self-test on $name', ({ gpu }) => {
  test.each(Object.keys(quantizations))(
    '%s gives the answers that were computed in float64',
    async (name) => {
      expect(await selfTest(gpu, quantizations[name]!)).toBeUndefined();
    },
  );

  test('finds a device whose writes go astray', async () => {
    const { queue } = gpu.device;
    const writeBuffer = queue.writeBuffer;
    // One expert's upload is lost.
    let dropped = 0;
    queue.writeBuffer = ((...args: Parameters<GPUQueue['writeBuffer']>) => {
      const [buffer, , data] = args;
      if (buffer.label.startsWith('expert arena') && dropped++ === 0 && 'byteLength' in data)
        return undefined;
      return writeBuffer.apply(queue, args);
    }) as typeof queue.writeBuffer;
    try {
      expect(await selfTest(gpu, quantizations.q4!)).toMatch(/is wrong/);
    } finally {
      queue.writeBuffer = writeBuffer;
    }
  });
});

describe('loading onto a device that is tested', () => {
  const { gpu } = gpus[0]!;
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

  test('takes one that passes', async () => {
    await attempt([undefined]);
    expect(happened).toEqual(['open without ']);
  });

  test('falls back to plain kernels and says why', async () => {
    await attempt(['prefill is wrong', undefined]);
    expect(happened).toEqual([
      'open without ',
      'disposed',
      'destroyed',
      'prefill is wrong',
      'open without subgroups,f16',
    ]);
  });

  test('refuses one that is wrong either way', async () => {
    await expect(attempt(['prefill is wrong', 'decoding is wrong'])).rejects.toMatchObject({
      code: 'device-unsupported',
      message: expect.stringContaining('(decoding is wrong)'),
    });
    expect(happened.filter((what) => what === 'disposed')).toHaveLength(2);
  });

  test('calls it a lost device when loading fails because of that', async () => {
    // What reading a buffer of a lost device rejects with.
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

  test('tests a device until it passes for each set of formats, and one on the CPU never', async () => {
    const kept = new Map<string, string>();
    const store = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: string) => void kept.set(key, value),
    };
    await rememberedSelfTest(quantizations.q4!, store)({ ...gpu, onCpu: true });
    expect(kept.size).toBe(0);
    const test = rememberedSelfTest(quantizations.q4!, store);
    expect(await test({ ...gpu, onCpu: false })).toBeUndefined();
    expect([...kept.values()]).toEqual(['passed']);
    // A failure is told and not kept.
    kept.clear();
    const { queue } = gpu.device;
    const writeBuffer = queue.writeBuffer;
    queue.writeBuffer = () => undefined;
    expect(await test({ ...gpu, onCpu: false })).toMatch(/is wrong/);
    queue.writeBuffer = writeBuffer;
    expect(kept.size).toBe(0);
    expect(await test({ ...gpu, onCpu: false })).toBeUndefined();
    expect(kept.size).toBe(1);
  });
});
