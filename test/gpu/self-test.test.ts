import { describe, expect, test } from 'vitest';
import type { Quantization } from '../../src/model/config.ts';
import { openTrustedGpu, selfTest } from '../../src/runtime/self-test.ts';
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

describe('opening a trusted device', () => {
  const { gpu } = gpus[0]!;
  const opened: string[] = [];
  const open = async (without: readonly string[]) => {
    opened.push(without.join());
    return { ...gpu, device: { destroy: () => opened.push('destroyed') } as unknown as GPUDevice };
  };

  test('falls back to plain kernels and says why', async () => {
    opened.length = 0;
    const verdicts = ['prefill is wrong: expected the logit 1, got 0', undefined];
    const { distrusted } = await openTrustedGpu(open, async () => verdicts.shift());
    expect(distrusted).toMatch(/expected the logit 1/);
    expect(opened).toEqual(['', 'destroyed', 'subgroups,f16']);
  });

  test('refuses a device that is wrong either way', async () => {
    await expect(openTrustedGpu(open, async () => 'decoding is wrong')).rejects.toMatchObject({
      code: 'device-unsupported',
    });
  });
});
