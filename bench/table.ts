// Formats the benchmark's result as lines of text.

import type { KernelFigures } from './kernels.ts';
import type { LongFigures } from './long-context.ts';
import type { ModelFigures } from './model.ts';
import type { PrefillKernelFigures } from './prefill-kernels.ts';
import type { BenchResult } from './run.ts';
import type { StartTimes } from './start.ts';
import { type Spread, spread } from './statistics.ts';

export interface Host {
  /** The runtime: a browser with its version, or Dawn in Node. */
  runtime: string;
  cpu: string;
  cores: number;
  /** One-minute load averages at the beginning and the end. */
  load: [before: number, after: number];
  /** Duration of the run, without comparisons with others. */
  seconds: number;
}

/** Times of starts in new profiles, and of reloading the page in them. */
export interface Starts {
  cold: StartTimes[];
  warm: StartTimes[];
}

export function resultLines(host: Host, result: BenchResult, starts: Starts | null): string[] {
  const { adapter, model, figures, long } = result;
  const { cores, cpu, load } = host;
  const { subgroupSize: subgroup, limits } = adapter;
  const features = adapter.features.join(', ') || 'no optional features';
  const subgroups = subgroup ? `subgroups of ${subgroup.min} to ${subgroup.max}` : 'subgroup size unknown';
  return [
    row(
      'host',
      `${host.runtime}, ${cores} × ${cpu}, load ${load.map((value) => value.toFixed(1)).join(' → ')}, ${host.seconds} s`,
    ),
    row('adapter', `${adapter.name}${adapter.onCpu ? ', on the CPU' : ''} (${features}; ${subgroups})`),
    row(
      'limits',
      `buffer ${mb(limits.maxBufferSize!)}, binding ${mb(limits.maxStorageBufferBindingSize!)}, workgroup ${limits.maxComputeWorkgroupStorageSize! / 1024} kB`,
    ),
    row('empty dispatch, µs', range(adapter.emptyDispatchUs, 2)),
    row('dependent dispatch, µs', range(adapter.dependentDispatchUs, 2)),
    row('submit and read back, µs', range(adapter.roundTripUs, 0)),
    row('copy, GB/s read and written', range(adapter.copyGBs)),
    row('read, GB/s', range(adapter.readGBs)),
    row('fma in registers, GFLOP/s', range(adapter.fmaGflops)),
    row(
      'model',
      `${model.name}, ${model.weights} weights (${Object.entries(model.quantization)
        .map((pair) => pair.join(' '))
        .join(', ')})`,
    ),
    ...modelLines(figures),
    ...kernelLines(figures.kernels),
    ...prefillKernelLines(figures.prefillKernels),
    ...(long ? longLines(long) : []),
    ...(starts ? startLines(starts) : []),
  ];
}

function modelLines(figures: ModelFigures): string[] {
  const { check, engine, kvRead, step, loop } = figures;
  const { submits, ...others } = loop.perToken;
  const created = Object.entries(others);
  return [
    row('load from memory, ms', figures.loadMs.toFixed(0)),
    row('first token of 15, ms', range(figures.timeToFirstTokenMs)),
    ...figures.prefill.map(({ tokens, tokensPerSecond, shareOfPeak }) =>
      row(
        `prefill ${tokens}, tokens/s`,
        `${range(tokensPerSecond, 0)}  ${(100 * shareOfPeak).toFixed(0)} % of the FLOP peak`,
      ),
    ),
    row(
      'engine, tokens/s',
      `${range(engine.tokensPerSecond)}  settles on ${engine.stepsPerSubmit} steps a submit`,
    ),
    ...figures.decode.map(({ context, tokens, tokensPerSecond, bytesPerToken, shareOfBandwidth }) =>
      row(
        `decode at ${context}, tokens/s`,
        `${range(tokensPerSecond)}  ${loop.stepsPerSubmit} steps a submit, samples of ${tokens}; ${mb(bytesPerToken)} a token, ${(100 * shareOfBandwidth).toFixed(0)} % of the bandwidth`,
      ),
    ),
    ...(kvRead
      ? [
          row(
            `a token at ${kvRead.to} less ${kvRead.from}`,
            `${kvRead.extraUs.toFixed(1)} µs, reading its keys and values ${kvRead.readUs.toFixed(1)} µs: ratio ${kvRead.ratio.toFixed(2)}`,
          ),
        ]
      : []),
    row(
      'output',
      `${check.tokens} tokens as step by step; ${check.mostProbable} the most probable of a prefill, the rest within ${check.largestGap.toExponential(1)}`,
    ),
    row('GPU buffers', mb(figures.gpuBytes)),
    row('buffers kept by 99 generations', `${figures.buffersKept}`),
    row('dispatches a token', `${loop.dispatchesPerToken}`),
    row('submits a token', submits.toFixed(3)),
    row(
      'created or written a token',
      `${created.reduce((sum, [, count]) => sum + count, 0)} (${created.map((pair) => pair.join(' ')).join(', ')})`,
    ),
    row('CPU a token, ms', range(loop.cpuMsPerToken, 3)),
    row(
      'a step must do',
      `${(step.flops / 1e6).toFixed(1)} MFLOP; ${mb(step.weightBytes)} of weights, ${mb(step.stateBytes)} of state, ${mb(step.activationBytes)} between`,
    ),
  ];
}

function kernelLines({ timedBy, context, stepUs, kernels }: KernelFigures): string[] {
  const percent = (share: number | null): string => (share === null ? '?' : `${(100 * share).toFixed(1)} %`);
  const columns = (cells: string[]): string => {
    const widths = [36, 20, 10, 10, 11, 10, 8];
    return cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('');
  };
  const unknown = kernels
    .filter(({ flops }) => flops === null)
    .map(({ part, kernel }) => `${part} ${kernel}`);
  return [
    '',
    `kernels of a step at ${context}: ${stepUs.toFixed(0)} µs in all, by ${timedBy}`,
    columns(['  kernel × a token', 'µs a dispatch', 'kB', 'MFLOP', 'bandwidth', 'FLOP peak', 'step']),
    ...kernels.map(({ part, kernel, perToken, us, bytes, flops, ...shares }) =>
      columns([
        `  ${part} ${kernel} × ${perToken}`,
        range(us),
        bytes === null ? '?' : (bytes / 1e3).toFixed(1),
        flops === null ? '?' : (flops / 1e6).toFixed(3),
        percent(shares.shareOfBandwidth),
        percent(shares.shareOfPeak),
        percent(shares.shareOfStep),
      ]),
    ),
    ...(unknown.length > 0 ? [`  bench/costs.ts does not know: ${unknown.join(', ')}`] : []),
  ];
}

function prefillKernelLines({ timedBy, tokens, chunkUs, kernels }: PrefillKernelFigures): string[] {
  return [
    '',
    `kernels of a chunk of ${tokens} tokens: ${chunkUs.toFixed(0)} µs in all, by ${timedBy}`,
    ...kernels.map(({ part, kernel, perChunk, us, shareOfChunk }) =>
      row(
        `  ${part} ${kernel} × ${perChunk}`,
        `${range(us).padStart(26)} ${(100 * shareOfChunk).toFixed(1).padStart(6)} %`,
      ),
    ),
  ];
}

function longLines(long: LongFigures | { failed: string }): string[] {
  if ('failed' in long) return ['', row('long context', `FAILED: ${long.failed}`)];
  return [
    '',
    `a context of ${long.contextLength}, a chunk of ${long.chunkTokens} tokens by ${long.timedBy}`,
    ...long.parts.flatMap(({ part, usPerToken, ratio }) => [
      ...usPerToken.map((us, i) =>
        row(`  prefill at ${long.positions[i]}, ${part}, µs`, `${range(us)} a token`),
      ),
      row(`  … ratio, ${part}`, range(ratio, 3)),
    ]),
    ...long.decode.map(({ context, tokens, tokensPerSecond }) =>
      row(`  decode at ${context}, tokens/s`, `${range(tokensPerSecond, 2)}  samples of ${tokens}`),
    ),
    row('  GPU buffers', `${mb(long.gpuBytes)}, at most ${mb(long.peakBytes)}`),
  ];
}

function startLines(starts: Starts): string[] {
  const kinds: [keyof Starts, string][] = [
    ['cold', 'fresh profile'],
    ['warm', 'reloaded, from IndexedDB'],
  ];
  return [
    '',
    'from opening the page to the first token, ms',
    ...kinds.flatMap(([kind, meaning]) => {
      const times = starts[kind];
      if (times.length === 0) return [];
      const took = (from: keyof StartTimes | null, to: keyof StartTimes): string =>
        spread(times.map((time) => time[to] - (from ? time[from] : 0))).median.toFixed(0);
      const { files, fromNetwork } = times.at(-1)!;
      return [
        row(`  ${kind}: ${meaning}`, range(spread(times.map(({ firstToken }) => firstToken)), 0)),
        row(
          '',
          `page ${took(null, 'script')}, worker ${took('script', 'worker')}, manifest ${took('worker', 'manifest')}, core ${took('manifest', 'core')}, pipelines ${took('core', 'ready')}, first token ${took('ready', 'firstToken')}`,
        ),
        row('', `${files} files, ${fromNetwork} from the network`),
      ];
    }),
  ];
}

function row(label: string, value: string): string {
  return `${label.padEnd(36)} ${value}`;
}

function range({ median, min, max }: Spread, digits = 1): string {
  return `${median.toFixed(digits)} [${min.toFixed(digits)}–${max.toFixed(digits)}]`;
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
