// The command line of the preparing half: `npm run gpu-report -- [VERB] [options]`.

import { parseReportArguments, reportHelp } from './command-line.ts';

export const verbs = ['prepare', 'restore', 'rehearse', 'measure', 'table'] as const;
export type Verb = (typeof verbs)[number];

export interface PrepareArguments {
  verb: Verb;
  help: boolean;
  /** With prepare: wait for Enter, Ctrl-C or the end of the input, then restore. */
  wait: boolean;
  /** With rehearse: the folder that simulates the bare machine. */
  into: string | undefined;
  /** With table: the report's file. */
  file: string | undefined;
  /** The options of the report itself. */
  options: string[];
}

export const prepareHelp = `npm run gpu-report -- [VERB] [options]

Measures a bare Linux machine (x86-64) with a real GPU: no Node, no packages, no network, only a Vulkan driver.

  prepare      packs Node, Dawn, the Vulkan loader and the benchmark into .gpu-report/pack, moves folders aside that
               would make the working tree too large to copy, and prints the sizes and the command to run there (the default)
               --wait: then waits, and restores on Enter, Ctrl-C or the end of the input
  restore      moves back what prepare moved aside
  rehearse     does everything here, on a software adapter, in a copy of exactly the files that would be copied and without node on
               the PATH. --into FOLDER: where to (default a new temporary folder)
  measure      runs the report here, on this machine's own GPU
  table FILE   prints a report as Markdown tables

${reportHelp}`;

/** @throws Error with one sentence that names the argument. */
export function parsePrepareLine(line: readonly string[]): PrepareArguments {
  const [first = 'prepare', ...others] = line[0]?.startsWith('-') ? ['prepare', ...line] : line;
  const verb = verbs.find((name) => name === first);
  if (!verb) throw new Error(`"${first}" is unknown, expected one of ${verbs.join(', ')}.`);
  const rest = [...others];
  const help = takeFlag(rest, '--help');
  const wait = verb === 'prepare' && takeFlag(rest, '--wait');
  const into = verb === 'rehearse' ? takeValue(rest, '--into') : undefined;
  const file = verb === 'table' ? rest.shift() : undefined;
  if (verb === 'table' && !help && file === undefined)
    throw new Error('table needs the report: name its FILE.');
  const takesOptions = verb !== 'restore' && verb !== 'table';
  if (!takesOptions && rest.length > 0) throw new Error(`${verb} does not take "${rest[0]}".`);
  if (rest.includes('--json') && verb !== 'measure') {
    throw new Error('--json is for measure: on the machine the report is written to $OUT/gpu-report.json.');
  }
  parseReportArguments(rest);
  return { verb, help, wait, into, file, options: rest };
}

function takeFlag(args: string[], flag: string): boolean {
  const at = args.indexOf(flag);
  if (at >= 0) args.splice(at, 1);
  return at >= 0;
}

function takeValue(args: string[], flag: string): string | undefined {
  const at = args.indexOf(flag);
  if (at < 0) return undefined;
  const [, value] = args.splice(at, 2);
  if (value === undefined) throw new Error(`${flag} needs a value.`);
  return value;
}
