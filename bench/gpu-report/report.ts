// The report's JSON: its type, how it is parsed, and how it is written while the report is still running.

import { renameSync, writeFileSync } from 'node:fs';
import type { GoldenReport } from '../../test/golden/evaluate.ts';
import type { AdapterFigures } from '../adapter.ts';
import type { ModelDescription } from '../bench-model.ts';
import type { LongFigures } from '../long-context.ts';
import type { ModelFigures } from '../model.ts';
import type { ModelSize } from '../random-model.ts';
import type { AdapterDescription } from './choose-adapter.ts';

export interface GpuReport {
  schema: 1;
  date: string;
  /** A software adapter was accepted, and the work was reduced to suit it: none of these figures is a GPU's. */
  rehearsal: boolean;
  /** The measured version. `dirty`: with uncommitted changes. */
  source: { version: string; commit: string; dirty: boolean };
  host: Host;
  /** Time limit of all parts together, and the seconds used. */
  limitSeconds: number;
  seconds: number;
  adapter: AdapterDescription | null;
  /** In the order in which they run. */
  parts: Part[];
}

export interface Host {
  kernel: string;
  cpu: string;
  cores: number;
  memoryBytes: number;
  /** The WebGPU implementation and its runtime. */
  runtime: string;
  /** Shared libraries that the machine lacked and the pack provided. */
  broughtLibraries: string[];
  /** Vulkan driver files in VK_DRIVER_FILES; null: the loader's default. */
  driverFiles: string | null;
}

export type PartState = 'waiting' | 'running' | 'done' | 'failed' | 'out of time' | 'skipped';

export interface Part {
  name: PartName;
  state: PartState;
  /** Why it failed, was stopped or was skipped. */
  problem: string | null;
  limitSeconds: number;
  seconds: number;
  /** What it measured, complete or not. */
  figures: Partial<PartFigures[PartName]> | null;
}

/** Each part's figures, by its name. */
export type PartFigures = {
  adapter: AdapterFigures;
  'self-test': SelfTestFigures;
  golden: GoldenFigures;
  'hugging-face': NeighbourFigures;
  'long-context': LongFigures;
} & Record<ModelSize, SizeFigures>;

export type PartName = 'adapter' | 'self-test' | 'golden' | ModelSize | 'hugging-face' | 'long-context';

export interface SelfTestFigures {
  /** Each variant's problem: null when every answer was right. */
  verdicts: { variant: string; verdict: string | null }[];
}

export interface GoldenFigures extends GoldenReport {
  fixture: string;
  /** Every expert and token is the recorded one and every logit is within `tolerance`. */
  exact: boolean;
  tolerance: number;
}

export interface SizeFigures extends ModelFigures {
  model: ModelDescription;
}

/** Hugging Face's `MiniMaxForCausalLM` with random weights, greedy, one sequence. */
export interface NeighbourFigures {
  torch: string;
  transformers: string;
  device: string;
  rows: NeighbourRow[];
  /** Shapes that failed or were skipped, and why. */
  problems: string[];
}

export interface NeighbourRow {
  size: ModelSize;
  dtype: 'bfloat16' | 'float32';
  parameters: number;
  /** How its experts and its softmax attention are computed, in transformers' words. */
  experts: string;
  attention: string;
  prefill: { tokens: number; tokensPerSecond: number; samples: number }[];
  /** After a prompt of `context` tokens. */
  decode: { context: number; tokens: number; tokensPerSecond: number; samples: number }[];
}

/** Maximum size: a report is copied by hand and read by people. */
export const maxReportBytes = 1_000_000;
const maxProblemLength = 600;

/** The report as text, without the figures of parts that exceed the limit. */
export function serializeReport(report: GpuReport): string {
  const parts = report.parts.map((part) => ({ ...part, problem: shortened(part.problem) }));
  for (;;) {
    const text = `${JSON.stringify({ ...report, parts }, null, 1)}\n`;
    if (Buffer.byteLength(text) <= maxReportBytes) return text;
    const sizes = parts.map(({ figures }) => JSON.stringify(figures).length);
    const largest = parts[sizes.indexOf(Math.max(...sizes))]!;
    if (largest.figures === null) {
      throw new Error(
        `The report takes ${text.length} bytes without any figures, expected ${maxReportBytes}.`,
      );
    }
    largest.problem = `Its figures take too many bytes for a report of ${maxReportBytes} and were left out.`;
    largest.figures = null;
  }
}

/** Replaces the file atomically, so that readers and kills never leave half of it. */
export function writeReport(file: string, report: GpuReport): void {
  writeFileSync(`${file}.tmp`, serializeReport(report));
  renameSync(`${file}.tmp`, file);
}

/** @throws Error with one sentence that says what is wrong with the file. */
export function parseReport(text: string, file: string): GpuReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON.`, { cause });
  }
  const report = value as Partial<GpuReport> | null;
  if (typeof report !== 'object' || report === null || !Array.isArray(report.parts)) {
    throw new Error(`${file} is no GPU report: it has no list of parts.`);
  }
  if (report.schema !== 1) {
    throw new Error(`${file} has the schema ${JSON.stringify(report.schema)}, expected 1.`);
  }
  for (const [i, part] of report.parts.entries()) {
    if (typeof part?.name !== 'string' || typeof part.state !== 'string') {
      throw new Error(`${file}: part ${i} has no name or no state.`);
    }
  }
  return report as GpuReport;
}

function shortened(problem: string | null): string | null {
  return problem && problem.length > maxProblemLength ? `${problem.slice(0, maxProblemLength)}…` : problem;
}
