// A report as Markdown tables, ready for a README. It lists what was not measured.

import type { KernelFigures } from '../kernels.ts';
import type { ModelSize } from '../random-model.ts';
import type { Spread } from '../statistics.ts';
import type { GpuReport, NeighbourRow, PartFigures, PartName, SizeFigures } from './report.ts';

const sizes: readonly ModelSize[] = ['nano', 'm', 'l', 'xl'];
/** Kernels below this share of a step are summed in one row. */
const smallShare = 0.02;

export function reportMarkdown(report: GpuReport): string {
  return [
    ...headLines(report),
    ...adapterLines(report),
    ...speedLines(report),
    ...longLines(report),
    ...sizes.flatMap((size) => kernelLines(size, figuresOf(report, size)?.kernels)),
    ...problemLines(report),
  ].join('\n');
}

function headLines({ adapter, host, source, date, rehearsal, seconds, limitSeconds }: GpuReport): string[] {
  const { name, vendor, description, software } = adapter ?? {
    name: 'No adapter',
    vendor: '',
    description: '',
    software: false,
  };
  const about = [vendor, description, software ? 'software' : ''].filter(Boolean).join(', ');
  const commit = `${source.version} at ${source.commit}${source.dirty ? ' with changes' : ''}`;
  return [
    ...(rehearsal ? ['**A rehearsal: nothing here is the figure of a GPU.**', ''] : []),
    `${name}${about && ` (${about})`}, ${host.runtime}, ${host.cores} × ${host.cpu}, ${date.slice(0, 10)}, pocket-m1 ${commit}. ` +
      `Medians [range]; ${seconds.toFixed(0)} of ${limitSeconds} s.`,
    '',
  ];
}

function adapterLines(report: GpuReport): string[] {
  const adapter = figuresOf(report, 'adapter');
  const golden = figuresOf(report, 'golden');
  const verdicts = figuresOf(report, 'self-test')?.verdicts;
  const right = verdicts?.filter(({ verdict }) => verdict === null).length;
  const { features, limits, subgroupSize } = report.adapter ?? {};
  const rows: [string, string | undefined][] = [
    ['features used', adapter?.features?.join(', ')],
    ['subgroups', subgroupSize ? `${subgroupSize.min} to ${subgroupSize.max}` : undefined],
    ['features offered', features?.join(', ')],
    [
      'largest buffer, binding',
      limits && `${megabytes(limits.maxBufferSize)}, ${megabytes(limits.maxStorageBufferBindingSize)}`,
    ],
    ['self-test', verdicts && `${right} of ${verdicts.length} variants right`],
    [
      `golden fixture${golden?.fixture ? ` ${golden.fixture}` : ''}`,
      golden &&
        `${golden.exact ? 'exact' : 'NOT EXACT'}: experts ${golden.router!.same}/${golden.router!.of}, tokens ${golden.greedy!.same}/${golden.greedy!.of}, logits within ${golden.logitError!.toExponential(1)}`,
    ],
    ['empty dispatch, µs', range(adapter?.emptyDispatchUs, 2)],
    ['dependent dispatch, µs', range(adapter?.dependentDispatchUs, 2)],
    ['submit and map, µs', range(adapter?.roundTripUs, 0)],
    ['copy, GB/s read and written', range(adapter?.copyGBs)],
    ['read, GB/s', range(adapter?.readGBs)],
    ['fma in registers, GFLOP/s', range(adapter?.fmaGflops, 0)],
  ];
  return [
    ...table(
      ['adapter', ''],
      rows.map(([label, value]) => [label, value ?? missing]),
    ),
    '',
  ];
}

const missing = '–';

/** One column per size: first ours, then Hugging Face's. */
function speedLines(report: GpuReport): string[] {
  const all = sizes.map((size) => figuresOf(report, size));
  const rows: string[][] = [];
  const add = (label: string, value: (figures: Partial<SizeFigures>) => string | undefined): void => {
    rows.push([label, ...all.map((figures) => (figures && value(figures)) ?? missing)]);
  };
  add('weights on the GPU', ({ gpuBytes }) => megabytes(gpuBytes));
  add('load from memory, ms', ({ loadMs }) => loadMs?.toFixed(0));
  add('first token of 15, ms', ({ timeToFirstTokenMs }) => range(timeToFirstTokenMs));
  add('engine decode, tokens/s', ({ engine }) => range(engine?.tokensPerSecond, 0));
  for (const context of distinct(
    all.flatMap((figures) => figures?.decode?.map((one) => one.context) ?? []),
  )) {
    add(`decode at ${thousands(context)}, tokens/s`, ({ decode }) =>
      range(decode?.find((one) => one.context === context)?.tokensPerSecond, 0),
    );
  }
  for (const tokens of distinct(all.flatMap((figures) => figures?.prefill?.map((one) => one.tokens) ?? []))) {
    add(`prefill ${thousands(tokens)}, tokens/s`, ({ prefill }) =>
      range(prefill?.find((one) => one.tokens === tokens)?.tokensPerSecond, 0),
    );
  }
  add('products tuned', ({ tuning }) => tuning && String(Object.keys(tuning).length));
  add('dispatches a token', ({ loop }) => loop?.dispatchesPerToken.toString());
  add('CPU a token, ms', ({ loop }) => range(loop?.cpuMsPerToken, 3));
  add('tokens as step by step', ({ check }) => check && `${check.tokens}, all the same`);
  const neighbour = figuresOf(report, 'hugging-face');
  return [
    ...table(['random weights, q4 and q8', ...sizes], [...rows, ...neighbourRows(neighbour)]),
    '',
    ...(neighbour?.torch ? [neighbourNote(neighbour), ''] : []),
  ];
}

function neighbourRows(neighbour: Partial<PartFigures['hugging-face']> | undefined): string[][] {
  const rows = neighbour?.rows ?? [];
  const line = (label: string, value: (row: NeighbourRow) => number | undefined, dtype: string): string[] => [
    label,
    ...sizes.map((size) => {
      const row = rows.find((one) => one.size === size && one.dtype === dtype);
      return rate(row && value(row));
    }),
  ];
  return distinct(rows.map(({ dtype }) => dtype)).flatMap((dtype) => {
    const contexts = distinct(rows.flatMap(({ decode }) => decode.map(({ context }) => context)));
    const prompts = distinct(rows.flatMap(({ prefill }) => prefill.map(({ tokens }) => tokens)));
    return [
      ...contexts.map((context) =>
        line(
          `transformers ${dtype}: decode at ${thousands(context)}, tokens/s`,
          ({ decode }) => decode.find((one) => one.context === context)?.tokensPerSecond,
          dtype,
        ),
      ),
      ...prompts.map((tokens) =>
        line(
          `transformers ${dtype}: prefill ${thousands(tokens)}, tokens/s`,
          ({ prefill }) => prefill.find((one) => one.tokens === tokens)?.tokensPerSecond,
          dtype,
        ),
      ),
    ];
  });
}

function neighbourNote({
  torch,
  transformers,
  device,
  rows = [],
}: Partial<PartFigures['hugging-face']>): string {
  const experts = distinct(rows.map((row) => `${row.experts} in ${row.dtype}`)).join(', ');
  const attention = distinct(rows.map((row) => row.attention)).join(', ');
  return `transformers ${transformers} \`MiniMaxForCausalLM\` on PyTorch ${torch}, ${device}: the same shapes, random weights, greedy, not compiled; experts ${experts}; attention ${attention}.`;
}

function longLines(report: GpuReport): string[] {
  const long = figuresOf(report, 'long-context');
  if (!long?.parts) return [];
  const [near, far] = long.positions!.map(thousands);
  const rows = [
    ...long.parts.map(({ part, usPerToken, ratio }) => [
      `prefill, ${part}, µs a token`,
      range(usPerToken[0])!,
      range(usPerToken[1])!,
      range(ratio, 2)!,
    ]),
  ];
  const decode = long.decode!.map(
    ({ context, tokensPerSecond }) => `${range(tokensPerSecond)} tokens/s at ${thousands(context)}`,
  );
  return [
    ...table(
      [`nano, a context of ${thousands(long.contextLength!)}`, `at ${near}`, `at ${far}`, 'ratio'],
      rows,
    ),
    '',
    `Decode ${decode.join(', ')}; ${megabytes(long.gpuBytes)} of GPU buffers.`,
    '',
  ];
}

function kernelLines(size: ModelSize, kernels: KernelFigures | undefined): string[] {
  if (!kernels) return [];
  const large = kernels.kernels.filter(({ shareOfStep }) => shareOfStep >= smallShare);
  const rest = kernels.kernels.length - large.length;
  const restShare = 1 - large.reduce((sum, { shareOfStep }) => sum + shareOfStep, 0);
  return [
    ...table(
      [
        `${size}: kernels of a step at ${thousands(kernels.context)}`,
        'µs a dispatch',
        'of bandwidth',
        'of FLOP peak',
        'of the step',
      ],
      large.map(({ part, kernel, perToken, us, shareOfBandwidth, shareOfPeak, shareOfStep }) => [
        `${part} ${kernel} × ${perToken}`,
        range(us)!,
        percent(shareOfBandwidth),
        percent(shareOfPeak),
        percent(shareOfStep),
      ]),
    ),
    '',
    `${kernels.stepUs.toFixed(0)} µs a step by ${kernels.timedBy}${rest > 0 ? `; ${rest} smaller kernels take ${percent(restShare)}` : ''}.`,
    '',
  ];
}

function problemLines({ parts }: GpuReport): string[] {
  const ended = parts.map(
    ({ name, state, seconds, limitSeconds }) => `${name} ${state} (${seconds} of ${limitSeconds} s)`,
  );
  return [
    `Parts: ${ended.join(', ')}.`,
    ...parts.flatMap(({ name, problem }) => (problem ? [`- ${name}: ${problem.replaceAll('\n', ' ')}`] : [])),
    ...parts.flatMap(({ name, figures }) =>
      name === 'hugging-face'
        ? ((figures as Partial<PartFigures['hugging-face']> | null)?.problems ?? []).map((one) => `- ${one}`)
        : [],
    ),
  ];
}

function figuresOf<Name extends PartName>(
  report: GpuReport,
  name: Name,
): Partial<PartFigures[Name]> | undefined {
  const part = report.parts.find((one) => one.name === name);
  return (part?.figures as Partial<PartFigures[Name]> | null | undefined) ?? undefined;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)];
}

function range(spread: Spread | undefined, digits = 1): string | undefined {
  if (!spread) return undefined;
  const { median, min, max } = spread;
  return `${median.toFixed(digits)} [${min.toFixed(digits)}–${max.toFixed(digits)}]`;
}

function rate(value: number | undefined): string {
  return value?.toFixed(value < 100 ? 1 : 0) ?? missing;
}

function percent(share: number | null): string {
  return share === null ? '?' : `${(100 * share).toFixed(1)} %`;
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? missing : `${(bytes / 1e6).toFixed(0)} MB`;
}

function thousands(value: number): string {
  return value.toLocaleString('en');
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
