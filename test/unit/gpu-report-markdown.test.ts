import { expect, test } from 'vitest';
import { reportMarkdown } from '../../bench/gpu-report/markdown.ts';
import type { GpuReport, Part } from '../../bench/gpu-report/report.ts';

const spread = (median: number) => ({ median, min: median - 1, max: median + 1, samples: 3 });
const part = (name: Part['name'], figures: Part['figures'], more: Partial<Part> = {}): Part => ({
  name,
  state: 'done',
  problem: null,
  limitSeconds: 20,
  seconds: 5,
  figures,
  ...more,
});

const report: GpuReport = {
  schema: 1,
  date: '2026-01-02T03:04:05.000Z',
  rehearsal: false,
  source: { version: '1.2.3', commit: 'abcdef0', dirty: true },
  host: {
    kernel: '6',
    cpu: 'a CPU',
    cores: 16,
    memoryBytes: 1e9,
    runtime: 'Dawn in Node',
    broughtLibraries: ['libvulkan.so.1'],
    driverFiles: null,
  },
  limitSeconds: 345,
  seconds: 200.4,
  adapter: {
    name: 'A GPU',
    vendor: 'vendor',
    architecture: 'new',
    device: 'gpu',
    description: 'driver 580',
    software: false,
    subgroupSize: { min: 32, max: 32 },
    features: ['shader-f16', 'subgroups'],
    limits: { maxBufferSize: 4e9, maxStorageBufferBindingSize: 2e9 },
    offered: ['A GPU'],
  },
  parts: [
    part('adapter', {
      emptyDispatchUs: spread(1.5),
      dependentDispatchUs: spread(3.25),
      roundTripUs: spread(60),
    }),
    part('self-test', { verdicts: [{ variant: 'q4', verdict: null }] }),
    part('golden', {
      fixture: 'hybrid-8',
      exact: false,
      logitError: 0.5,
      router: { same: 9, of: 10 },
      greedy: { same: 3, of: 3 },
    }),
    part('nano', {
      gpuBytes: 43e6,
      decode: [
        { context: 0, tokens: 256, tokensPerSecond: spread(4000) },
        { context: 1_000_000, tokens: 256, tokensPerSecond: spread(900) },
      ],
      prefill: [{ tokens: 2048, tokensPerSecond: spread(150_000), shareOfPeak: 0.1 }],
    }),
    part(
      'm',
      { decode: [{ context: 0, tokens: 256, tokensPerSecond: spread(3000) }] },
      {
        state: 'out of time',
        problem: 'It was stopped after 20 s.',
      },
    ),
    part('hugging-face', {
      torch: '2.11',
      transformers: '5.17',
      device: 'A GPU',
      rows: [
        {
          size: 'nano',
          dtype: 'bfloat16',
          parameters: 55e6,
          experts: 'grouped_mm',
          attention: 'sdpa',
          prefill: [{ tokens: 512, tokensPerSecond: 30_000, samples: 3 }],
          decode: [{ context: 512, tokens: 64, tokensPerSecond: 99.44, samples: 3 }],
        },
      ],
      problems: ['xl in float32: no memory'],
    }),
  ],
};

test('a report becomes tables that name the adapter, the build, and both runtimes', () => {
  const text = reportMarkdown(report);
  expect(text).toContain(
    'A GPU (vendor, driver 580), Dawn in Node, 16 × a CPU, 2026-01-02, pocket-m1 1.2.3 at abcdef0 with changes.',
  );
  expect(text).toContain('| empty dispatch, µs | 1.50 [0.50–2.50] |');
  expect(text).toContain('| decode at 0, tokens/s | 4000 [3999–4001] | 3000 [2999–3001] | – | – |');
  expect(text).toContain('| decode at 1,000,000, tokens/s | 900 [899–901] | – | – | – |');
  expect(text).toContain('| prefill 2,048, tokens/s | 150000 [149999–150001] | – | – | – |');
  expect(text).toContain('| transformers bfloat16: decode at 512, tokens/s | 99.4 | – | – | – |');
  expect(text).toContain(
    'on PyTorch 2.11, A GPU: the same shapes, random weights, greedy, not compiled; experts grouped_mm in bfloat16',
  );
});

test('failed, late and missing parts are reported', () => {
  const text = reportMarkdown(report);
  expect(text).toContain('NOT EXACT: experts 9/10, tokens 3/3, logits within 5.0e-1');
  expect(text).toContain('m out of time (5 of 20 s)');
  expect(text).toContain('- m: It was stopped after 20 s.');
  expect(text).toContain('- xl in float32: no memory');
  expect(text).toContain('| copy, GB/s read and written | – |');
});

test('a rehearsal is marked at the top, and software is named', () => {
  const text = reportMarkdown({
    ...report,
    rehearsal: true,
    adapter: { ...report.adapter!, software: true },
  });
  expect(text).toMatch(/^\*\*A rehearsal/);
  expect(text).toContain('A GPU (vendor, driver 580, software)');
});

test('a report without an adapter or figures also becomes a table', () => {
  const text = reportMarkdown({
    ...report,
    adapter: null,
    parts: report.parts.map(({ name }) => part(name, null)),
  });
  expect(text).toMatch(/^No adapter, Dawn in Node/);
});
