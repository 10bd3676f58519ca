// Parts are real processes here: small programs that send a part's messages, and end in all known ways.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { AdapterDescription } from '../../bench/gpu-report/choose-adapter.ts';
import { conduct } from '../../bench/gpu-report/conductor.ts';
import { defaultMinutes, partNames, planParts } from '../../bench/gpu-report/plan.ts';
import {
  type GpuReport,
  maxReportBytes,
  type PartName,
  parseReport,
  serializeReport,
  writeReport,
} from '../../bench/gpu-report/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'gpu-report-conductor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const header: Omit<GpuReport, 'parts' | 'seconds'> = {
  schema: 1,
  date: '2026-01-02T03:04:05.000Z',
  rehearsal: false,
  source: { version: '1.2.3', commit: 'abcdef0', dirty: false },
  host: {
    kernel: '6',
    cpu: 'a CPU',
    cores: 2,
    memoryBytes: 1e9,
    runtime: 'Dawn',
    broughtLibraries: [],
    driverFiles: null,
  },
  limitSeconds: 60,
  adapter: null,
};
const adapter = { name: 'A GPU' } as AdapterDescription;

const send = (message: unknown): string =>
  `require('fs').writeSync(3, ${JSON.stringify(JSON.stringify(message))} + '\\n');`;
const choose = send({ figures: { chosen: adapter, emptyDispatchUs: 1 } });

interface Times {
  /** Seconds reserved for the part. Default: 30. */
  limits?: Partial<Record<PartName, number>>;
  /** Seconds that the part takes by the conductor's clock. Default: 0. */
  takes?: Partial<Record<PartName, number>>;
}

/** Runs these programs, by part, within 60 s of a clock that only `takes` advances. */
async function conducted(
  programs: Partial<Record<PartName, string>>,
  { limits = {}, takes = {} }: Times = {},
) {
  let clock = 0;
  const saved: GpuReport[] = [];
  const names = Object.keys(programs) as PartName[];
  const report = await conduct({
    plan: names.map((name) => ({ name, limitSeconds: limits[name] ?? 30 })),
    report: header,
    command: (part, { adapter: chosen }) => {
      clock += 1000 * (takes[part] ?? 0);
      return {
        program: part === 'hugging-face' ? 'no-such-python' : process.execPath,
        args: ['-e', programs[part]!],
        env: { ...process.env, CHOSEN: chosen?.name },
      };
    },
    now: () => clock,
    save: (one) => saved.push(structuredClone(one)),
    onProgress: () => {},
  });
  const states = Object.fromEntries(report.parts.map(({ name, state }) => [name, state]));
  const problems = Object.fromEntries(report.parts.map(({ name, problem }) => [name, problem]));
  return { report, saved, states, problems };
}

describe('the conductor', () => {
  test('runs one part after the other on the adapter that the first one chose, and saves figures as they arrive', async () => {
    const { report, saved, states } = await conducted({
      adapter: choose,
      nano: `${send({ figures: { loadMs: 3 } })} ${send({ figures: { gpuBytes: 4, loadMs: 5 } })} if (process.env.CHOSEN !== 'A GPU') process.exit(9);`,
    });
    expect(states).toEqual({ adapter: 'done', nano: 'done' });
    expect(report.adapter).toEqual(adapter);
    expect(report.parts.map(({ figures }) => figures)).toEqual([
      { emptyDispatchUs: 1 },
      { loadMs: 5, gpuBytes: 4 },
    ]);
    expect(saved[0]!.parts.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect(saved.some(({ parts }) => JSON.stringify(parts[1]!.figures) === '{"loadMs":3}')).toBe(true);
    expect(saved.at(-1)).toEqual(report);
  });

  test('continues after a part that fails, crashes, exits silently, or sends half a line', async () => {
    const { states, problems } = await conducted({
      adapter: choose,
      'self-test': send({ failed: 'prefill is wrong' }),
      golden: "process.kill(process.pid, 'SIGSEGV'); setTimeout(() => {}, 10_000);",
      nano: "console.error('the driver said so'); process.exit(3);",
      m: "require('fs').writeSync(3, '{\"figures\": {\"lo'); process.exit(0);",
    });
    expect(states).toEqual({
      adapter: 'done',
      'self-test': 'failed',
      golden: 'failed',
      nano: 'failed',
      m: 'done',
    });
    expect(problems['self-test']).toBe('prefill is wrong');
    expect(problems.golden).toContain('SIGSEGV');
    expect(problems.nano).toBe('Its process ended with exit code 3: the driver said so');
  });

  test('accepts a part that crashes only after everything is measured', async () => {
    const crash = "process.kill(process.pid, 'SIGSEGV'); setTimeout(() => {}, 10_000);";
    const { states, problems } = await conducted({ adapter: `${choose} ${send({ done: true })} ${crash}` });
    expect(states).toEqual({ adapter: 'done' });
    expect(problems.adapter).toBeNull();
  });

  test('lets a part use the time that earlier parts saved, but not that of later parts', async () => {
    const { report } = await conducted(
      { adapter: choose, nano: choose, m: choose },
      { limits: { adapter: 20, nano: 10, m: 25 }, takes: { adapter: 4, nano: 40 } },
    );
    // 60 - 10 - 25, 60 - 4 - 25, and then only 16 are left.
    expect(report.parts.map(({ limitSeconds }) => limitSeconds)).toEqual([25, 31, 16]);
    expect(report.parts.map(({ seconds }) => seconds)).toEqual([4, 40, 0]);
  });

  test('stops a part that hangs, keeps its figures, and continues', async () => {
    const { report, states, problems } = await conducted(
      {
        adapter: choose,
        l: `${send({ figures: { loadMs: 1 } })} for (;;);`,
        xl: send({ figures: { loadMs: 2 } }),
      },
      { limits: { l: 1, xl: 54 } },
    );
    expect(states).toEqual({ adapter: 'done', l: 'out of time', xl: 'done' });
    expect(problems.l).toBe('It was stopped after 6 s.');
    expect(report.parts.map(({ figures }) => figures)).toEqual([
      { emptyDispatchUs: 1 },
      { loadMs: 1 },
      { loadMs: 2 },
    ]);
  });

  test('starts nothing after the total time is used up', async () => {
    const { states, problems } = await conducted(
      { adapter: choose, l: choose, xl: choose },
      { takes: { adapter: 10, l: 48 } },
    );
    expect(states).toEqual({ adapter: 'done', l: 'done', xl: 'skipped' });
    expect(problems.xl).toBe("The report's 60 s were used up.");
  });

  test('skips everything without an adapter, and reports the reason', async () => {
    const { states, problems } = await conducted({
      adapter: send({ failed: 'Only software adapters are here.' }),
      nano: choose,
      'hugging-face': '',
    });
    expect(states).toEqual({ adapter: 'failed', nano: 'skipped', 'hugging-face': 'skipped' });
    expect(problems.nano).toBe('There is no adapter to measure: Only software adapters are here.');
  });

  test('skips parts whose program is missing, and parts that skip themselves', async () => {
    const { states, problems } = await conducted({
      'hugging-face': '',
      adapter: choose,
      m: send({ skip: 'It has no PyTorch.' }),
    });
    expect(states).toEqual({ 'hugging-face': 'skipped', adapter: 'done', m: 'skipped' });
    expect(problems['hugging-face']).toContain('no-such-python cannot be started');
    expect(problems.m).toBe('It has no PyTorch.');
  });
});

describe('the plan', () => {
  test('is in order of value, and longer only with more minutes', () => {
    expect(planParts(['xl', 'adapter'], 1).map(({ name }) => name)).toEqual(['adapter', 'xl']);
    const all = planParts(partNames, defaultMinutes);
    const seconds = all.reduce((sum, { limitSeconds }) => sum + limitSeconds, 0);
    expect(seconds).toBeLessThanOrEqual(60 * defaultMinutes);
    expect(planParts(['xl'], 23)[0]!.limitSeconds).toBe(4 * planParts(['xl'], 5.75)[0]!.limitSeconds);
  });
});

describe('the file', () => {
  const report: GpuReport = {
    ...header,
    seconds: 1,
    parts: [
      { name: 'nano', state: 'done', problem: null, limitSeconds: 9, seconds: 1, figures: { loadMs: 1 } },
      { name: 'm', state: 'done', problem: null, limitSeconds: 9, seconds: 1, figures: { loadMs: 2 } },
    ],
  };

  test('is read again as it was written', () => {
    const file = join(folder, 'report.json');
    writeReport(file, report);
    expect(parseReport(readFileSync(file, 'utf8'), file)).toEqual(report);
  });

  test('stays below a megabyte: the largest figures are left out with a note, long problems are shortened', () => {
    const huge = structuredClone(report);
    Object.assign(huge.parts[1]!, { figures: { kernels: 'x'.repeat(maxReportBytes) } });
    huge.parts[0]!.problem = 'y'.repeat(maxReportBytes);
    const text = serializeReport(huge);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxReportBytes);
    const { parts } = parseReport(text, 'r');
    expect(parts[0]!.figures).toEqual({ loadMs: 1 });
    expect(parts[1]).toMatchObject({ figures: null, problem: expect.stringContaining('were left out') });
  });

  test.each([
    ['{', 'r.json is not JSON.'],
    ['null', 'r.json is no GPU report'],
    ['{"schema": 1}', 'r.json is no GPU report: it has no list of parts.'],
    ['{"schema": 2, "parts": []}', 'r.json has the schema 2, expected 1.'],
    ['{"schema": 1, "parts": [{"name": "nano"}]}', 'r.json: part 0 has no name or no state.'],
  ])('%s is rejected in one sentence', (text, message) => {
    expect(() => parseReport(text, 'r.json')).toThrow(message);
  });
});
