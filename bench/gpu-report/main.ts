// The running half of `npm run gpu-report`: bundled into one file, it measures the machine it is started on.
//
// Starts itself once for each part, with `--part`, which is internal.

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AdapterFigures } from '../adapter.ts';
import { type Command, sendMessage } from './child.ts';
import { chooseAdapter, openAdapter } from './choose-adapter.ts';
import { parseReportArguments, type ReportArguments, reportHelp } from './command-line.ts';
import { conduct } from './conductor.ts';
import { setUpVulkan } from './driver.ts';
import { reportMarkdown } from './markdown.ts';
import { neighbourRequest } from './neighbour.ts';
import { type GpuPart, gpuParts } from './parts.ts';
import { planParts } from './plan.ts';
import { type GpuReport, type PartName, writeReport } from './report.ts';

/** The folder of this file, with hugging_face.py, build.json and lib/ in it. */
const self = fileURLToPath(import.meta.url);
const folder = dirname(self);

/** A part's input in addition to the report's arguments, as JSON in an environment variable. */
interface PartOrder {
  part: GpuPart;
  adapter: string | null;
  measured: AdapterFigures | null;
}
const orderVariable = 'GPU_REPORT_PART';

const order = process.env[orderVariable];
try {
  const args = parseReportArguments(process.argv.slice(2));
  if (order !== undefined) await runPart(JSON.parse(order) as PartOrder, args);
  else process.exitCode = await main(args);
} catch (error) {
  const problem = error instanceof Error ? error.message : String(error);
  if (order !== undefined) sendMessage({ failed: problem });
  else console.error(`gpu-report: ${problem}`);
  process.exitCode = 1;
}
process.exit();

async function main(args: ReportArguments): Promise<number> {
  if (args.help) {
    console.log(reportHelp);
    return 0;
  }
  const links = await mkdtemp(join(tmpdir(), 'gpu-report-lib-'));
  try {
    const { env, ...vulkan } = setUpVulkan(join(folder, 'lib'), links, process.env);
    const environment = { ...process.env, ...env };
    const plan = planParts(args.parts, args.minutes);
    const report = await conduct({
      plan,
      report: {
        schema: 1,
        date: new Date().toISOString(),
        rehearsal: args.rehearse,
        source: build().source,
        host: { ...describeHost(), ...vulkan },
        limitSeconds: Math.round(args.minutes * 60),
        adapter: null,
      },
      command: (part, soFar) => partCommand(part, soFar, args, environment),
      save: (report) => writeReport(args.json, report),
      onProgress: (what) => console.error(what),
    });
    console.log(reportMarkdown(report));
    return report.adapter && report.parts.every(({ state }) => state !== 'failed') ? 0 : 1;
  } finally {
    await rm(links, { recursive: true, force: true });
  }
}

function partCommand(part: PartName, report: GpuReport, args: ReportArguments, env: Command['env']): Command {
  if (part === 'hugging-face') {
    const request = JSON.stringify(neighbourRequest(args.rehearse));
    return { program: args.python, args: [join(folder, 'hugging_face.py'), request], env: process.env };
  }
  const measured = report.parts.find(({ name }) => name === 'adapter')?.figures as AdapterFigures | null;
  const given: PartOrder = { part, adapter: report.adapter?.name ?? null, measured: measured ?? null };
  return {
    program: process.execPath,
    args: [self, ...process.argv.slice(2)],
    env: { ...env, [orderVariable]: JSON.stringify(given) },
  };
}

async function runPart({ part, adapter, measured }: PartOrder, args: ReportArguments): Promise<void> {
  const dawn = await import('webgpu');
  let name = adapter;
  if (name === null) {
    const chosen = await chooseAdapter(dawn, { name: args.adapter, software: args.rehearse });
    sendMessage({ figures: { chosen } });
    sendMessage({
      progress: `${chosen.name} (${chosen.description}${chosen.software ? ', software' : ''}), of ${chosen.offered.join(', ')}`,
    });
    name = chosen.name;
  }
  const onAdapter = name;
  await gpuParts[part](
    {
      openGpu: (without) => openAdapter(dawn, onAdapter, without),
      rehearsal: args.rehearse,
      fixture: args.fixture,
      adapter: measured,
      progress: (progress) => sendMessage({ progress }),
    },
    (figures: Record<string, unknown>) => sendMessage({ figures }),
  );
  sendMessage({ done: true });
}

function describeHost(): Pick<GpuReport['host'], 'kernel' | 'cpu' | 'cores' | 'memoryBytes' | 'runtime'> {
  const cores = cpus();
  return {
    kernel: release(),
    cpu: cores[0]?.model ?? 'unknown CPU',
    cores: cores.length,
    memoryBytes: totalmem(),
    runtime: `Dawn (webgpu ${build().webgpu}) in Node ${process.version}`,
  };
}

/** What the packing half wrote beside this file. */
function build(): { source: GpuReport['source']; webgpu: string } {
  return JSON.parse(readFileSync(join(folder, 'build.json'), 'utf8'));
}
