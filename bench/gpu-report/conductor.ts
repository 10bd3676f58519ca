// Runs the parts one after the other, each within its time limit, and rewrites the report after each of their messages.

import { type ChildOutcome, type Command, type Message, runChild } from './child.ts';
import type { AdapterDescription } from './choose-adapter.ts';
import type { PlannedPart } from './plan.ts';
import type { GpuReport, Part, PartName } from './report.ts';

export interface ConductorOptions {
  plan: readonly PlannedPart[];
  /** The report without its parts. */
  report: Omit<GpuReport, 'parts' | 'seconds'>;
  /** Starts a part; the report so far contains the adapter, once one is chosen. */
  command: (part: PartName, soFar: GpuReport) => Command;
  /** Called after every change. */
  save: (report: GpuReport) => void;
  onProgress: (what: string) => void;
  /** Milliseconds. Default: `performance.now`. */
  now?: () => number;
}

/** A part does not start with less time than this. */
const leastSeconds = 3;

export async function conduct(options: ConductorOptions): Promise<GpuReport> {
  const { plan, save, onProgress, now = () => performance.now() } = options;
  const started = now();
  const secondsSince = (time: number): number => Math.round((now() - time) / 100) / 10;
  const report: GpuReport = {
    ...options.report,
    seconds: 0,
    parts: plan.map(({ name, limitSeconds }) => ({
      name,
      state: 'waiting',
      problem: null,
      limitSeconds,
      seconds: 0,
      figures: null,
    })),
  };
  const saveNow = (): void => {
    report.seconds = secondsSince(started);
    save(report);
  };
  saveNow();
  for (const part of report.parts) {
    const left = report.limitSeconds - secondsSince(started);
    const reason = whyNotStart(report, left);
    if (reason) {
      Object.assign(part, { state: 'skipped', problem: reason } satisfies Partial<Part>);
      saveNow();
      continue;
    }
    part.state = 'running';
    part.limitSeconds = limitOf(part, report, left);
    saveNow();
    const begun = now();
    const outcome = await runPart(part, report, options, () => {
      part.seconds = secondsSince(begun);
      saveNow();
    });
    Object.assign(part, outcome, { seconds: secondsSince(begun) });
    saveNow();
    onProgress(
      `${part.name}: ${part.state} after ${part.seconds} s${part.problem ? `. ${part.problem}` : ''}`,
    );
  }
  return report;
}

function whyNotStart({ parts, adapter, limitSeconds }: GpuReport, secondsLeft: number): string | undefined {
  const tried = parts.find(({ name, state }) => name !== 'hugging-face' && state !== 'waiting');
  if (tried && adapter === null) return `There is no adapter to measure: ${tried.problem}`;
  if (secondsLeft < leastSeconds) return `The report's ${limitSeconds} s were used up.`;
  return undefined;
}

/** A part may use its own time and what earlier parts saved, but not the time of later parts. */
function limitOf(part: Part, { parts }: GpuReport, secondsLeft: number): number {
  const later = parts.slice(parts.indexOf(part) + 1).reduce((sum, { limitSeconds }) => sum + limitSeconds, 0);
  return Math.round(Math.min(secondsLeft, Math.max(part.limitSeconds, secondsLeft - later)));
}

function runPart(
  part: Part,
  report: GpuReport,
  { command, onProgress }: ConductorOptions,
  changed: () => void,
): Promise<ChildOutcome> {
  const onMessage = (message: Message): void => {
    if ('progress' in message) onProgress(`${part.name}: ${message.progress}`);
    if (!('figures' in message)) return;
    const { chosen, ...figures } = message.figures;
    if (chosen) report.adapter = chosen as AdapterDescription;
    if (Object.keys(figures).length > 0) part.figures = { ...part.figures, ...figures };
    changed();
  };
  return runChild(command(part.name, report), part.limitSeconds * 1000, onMessage);
}
