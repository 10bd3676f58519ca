import { describe, expect, test } from 'vitest';
import { countDevice } from '../../bench/device-counts.ts';
import { sizedConfig } from '../../bench/random-model.ts';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { blocksOf, type MatrixFormat } from '../../src/kernels/matrix.ts';
import { matvecKey, matvecPlan, matvecPlans } from '../../src/kernels/matvec.ts';
import { createNormLinear } from '../../src/kernels/norm-linear.ts';
import { tuneMatvec } from '../../src/kernels/tune-matvec.ts';
import { tunedGpu } from '../../src/startup/tuning.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpusOfTeams } from '../support/gpu.ts';
import { matvecReference, randomMatrix } from '../support/matrices.ts';
import { padRows, rmsNorm } from '../support/reference.ts';

const shapes: { rows: number; columns: number; format: MatrixFormat }[] = [
  { rows: 200, columns: 256, format: 'q4' },
  { rows: 40, columns: 1056, format: 'q8' },
];

const memoryStore = () => {
  const verdicts = new Map<string, string>();
  return {
    verdicts,
    get: async (key: string) => verdicts.get(key),
    set: async (key: string, value: string) => void verdicts.set(key, value),
  };
};

describe.each(await testGpusOfTeams())('tune-matvec on $name', ({ gpu }) => {
  test.each(shapes)('every plan for $format ($rows, $columns) equals float64', async (shape) => {
    const { rows, columns, format } = shape;
    const random = normals(17);
    const weight = randomMatrix(gpu, rows, columns, format, 2);
    const x = random(columns, 3);
    const norm = random(columns).map((value) => 1 + 0.2 * value);
    const expected = matvecReference(weight, rmsNorm(x, norm, 1e-5));
    const buffers = {
      control: createControl(gpu),
      x: uploadStorage(gpu.device, 'x', padRows(x, columns, blocksOf(columns) * 32)),
      norm: uploadStorage(gpu.device, 'norm', padRows(norm, columns, Math.ceil(columns / 64) * 64)),
      weight,
    };
    const plans = matvecPlans(gpu, shape);
    expect(plans.length).toBeGreaterThan(gpu.onCpu ? 0 : 5);
    for (const { name } of plans) {
      const tuned = { ...gpu, tuning: { [matvecKey(shape)]: name } };
      expect(matvecPlan(tuned, shape).name).toBe(name);
      const op = await createNormLinear(tuned, { ...shape, eps: 1e-5 });
      const y = createStorage(gpu.device, 'y', rows * 4);
      await runDispatches(gpu, [op.dispatch({ ...buffers, y })]);
      // float32 sums of up to 1056 products of size 1/sqrt(columns)
      expect(largestError(await readFloats(gpu, y, 0, rows), expected), name).toBeLessThan(2e-5);
    }
  });

  test('every plan fits the workgroup memory for vectors of any length', () => {
    for (const limit of [16_384, 32_768]) {
      const { limits } = gpu.device;
      const device = {
        limits: { maxComputeWorkgroupStorageSize: Math.min(limit, limits.maxComputeWorkgroupStorageSize) },
      };
      const other = { ...gpu, onCpu: false, device: device as unknown as GPUDevice };
      const long = { rows: 1024, columns: 4096, format: 'q4', vectors: 2 } as const;
      expect(matvecPlans(other, long).map(({ module }) => module.includes('INPUT_BLOCKS'))).toEqual([false]);
      expect(matvecPlans(other, { ...long, columns: 1024, vectors: 1 }).length).toBeGreaterThan(5);
    }
  });

  test('a name that is not a plan of the shape gives the default', () => {
    const shape = shapes[0]!;
    const tuned = { ...gpu, tuning: { [matvecKey(shape)]: 'teams/3/5/7' } };
    expect(matvecPlan(tuned, shape)).toEqual(matvecPlan(gpu, shape));
  });

  test('tuning finds a plan for each shape, and is skipped without a budget', async () => {
    const verdict = await tuneMatvec(gpu, [shapes[0]!], () => 100);
    const names = matvecPlans(gpu, shapes[0]!).map(({ name }) => name);
    expect(Object.keys(verdict)).toEqual([matvecKey(shapes[0]!)]);
    expect(names).toContain(verdict[matvecKey(shapes[0]!)]);
    expect(await tuneMatvec(gpu, shapes, () => 0)).toEqual({});
  });
});

describe('tuning', () => {
  const quantization = { attention: 'q4', experts: 'q4', embedding: 'q8', head: 'q8' } as const;
  const config = { ...sizedConfig('nano'), vocabSize: 512 };
  const downloaded = Promise.resolve();

  test('is measured once for an adapter and a model, and read from storage afterwards', async () => {
    const gpu = await requestGpu({ onCpu: false });
    const store = memoryStore();
    const first = await tunedGpu(gpu, config, quantization, store, downloaded);
    expect(store.verdicts.size).toBe(1);
    expect(Object.keys(first.tuning ?? {}).length).toBeGreaterThan(0);
    const counter = countDevice(gpu.device);
    const second = await tunedGpu(gpu, config, quantization, store, downloaded);
    expect(second.tuning).toEqual(first.tuning);
    expect(counter.counts).toEqual({ submits: 0, writeBuffers: 0, buffers: 0, bindGroups: 0, pipelines: 0 });
  });

  test('frees all its buffers', async () => {
    const gpu = await requestGpu({ onCpu: false });
    const counter = countDevice(gpu.device);
    await tunedGpu(gpu, config, quantization, memoryStore(), downloaded);
    expect(counter.counts.buffers).toBeGreaterThan(0);
    expect(counter.liveBuffers).toBe(0);
  });

  test('is measured again if the stored verdict is damaged', async () => {
    const gpu = await requestGpu({ onCpu: false });
    const store = { ...memoryStore(), get: async () => '{"q4' };
    const tuned = await tunedGpu(gpu, config, quantization, store, downloaded);
    expect(Object.keys(tuned.tuning ?? {}).length).toBeGreaterThan(0);
  });

  test('keeps the defaults on adapters that compute on the CPU', async () => {
    const gpu = await requestGpu({ onCpu: true });
    const store = memoryStore();
    expect(await tunedGpu(gpu, config, quantization, store, downloaded)).toBe(gpu);
    expect(store.verdicts.size).toBe(0);
  });
});
