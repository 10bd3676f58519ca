// The options of the report itself, on the measured machine or in a rehearsal.

import { parseArgs } from 'node:util';
import { defaultMinutes, partNames, rehearsalMinutes } from './plan.ts';
import type { PartName } from './report.ts';

export interface ReportArguments {
  json: string;
  fixture: string;
  rehearse: boolean;
  minutes: number;
  parts: PartName[];
  /** Part of the adapter's name. */
  adapter: string | undefined;
  /** The Python interpreter to try for PyTorch. */
  python: string;
  help: boolean;
}

export const reportHelp = `Options of the report itself:
  --json FILE       where the report is written while it runs (default gpu-report.json)
  --fixture FOLDER  a checkpoint with recorded answers (default test/fixtures/hybrid-8)
  --rehearse        accept a software adapter, measure less, take longer; the figures are not a GPU's
  --minutes N       maximum minutes in all (default ${defaultMinutes}, ${rehearsalMinutes} with --rehearse)
  --parts A,B,…     only these of ${partNames.join(', ')}
  --adapter NAME    the adapter whose name contains NAME (default: the first that is not software)
  --python PROGRAM  the Python that may have PyTorch and transformers (default python3)`;

/** @throws Error with one sentence that names the argument. */
export function parseReportArguments(args: readonly string[]): ReportArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'string', default: 'gpu-report.json' },
      fixture: { type: 'string', default: 'test/fixtures/hybrid-8' },
      rehearse: { type: 'boolean', default: false },
      minutes: { type: 'string' },
      parts: { type: 'string', default: partNames.join(',') },
      adapter: { type: 'string' },
      python: { type: 'string', default: 'python3' },
      help: { type: 'boolean', default: false },
    },
  });
  const { json, fixture, rehearse, minutes, parts, adapter, python, help } = values;
  return {
    json,
    fixture,
    rehearse,
    minutes: parseMinutes(minutes ?? String(rehearse ? rehearsalMinutes : defaultMinutes)),
    parts: parts.split(',').map(parsePart),
    adapter,
    python,
    help,
  };
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (text.trim() !== '' && minutes >= 0.25 && minutes <= 120) return minutes;
  throw new Error(`--minutes is "${text}", expected a number from 0.25 to 120.`);
}

function parsePart(text: string): PartName {
  const part = partNames.find((name) => name === text);
  if (part) return part;
  throw new Error(`--parts names "${text}", expected some of ${partNames.join(', ')}.`);
}
