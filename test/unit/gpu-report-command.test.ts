// Runs the machine's command here, on an archive whose node only prints its arguments.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseReportArguments } from '../../bench/gpu-report/command-line.ts';
import { parsePrepareLine } from '../../bench/gpu-report/prepare-line.ts';
import { maxCommandLength, remoteCommand } from '../../bench/gpu-report/remote-command.ts';

let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'gpu-report-command-'));
  const pack = join(copy, 'the pack');
  const content = join(copy, 'content');
  mkdirSync(pack);
  mkdirSync(join(content, 'bin'), { recursive: true });
  const says = '#!/bin/sh\nshift\necho "options: $*"\n[ -e "$(dirname "$0")/../gpu-report.mjs" ] && exit 7\n';
  writeFileSync(join(content, 'bin/node'), says);
  chmodSync(join(content, 'bin/node'), 0o755);
  execFileSync('tar', ['-cJf', join(pack, 'runtime.tar.xz'), '-C', content, 'bin']);
  writeFileSync(join(content, 'gpu-report.mjs'), '');
  execFileSync('tar', ['-cJf', join(pack, 'report.tar.xz'), '-C', content, 'gpu-report.mjs']);
});
afterAll(() => rmSync(copy, { recursive: true }));

/** Runs it with only these programs. */
function runWith(programs: readonly string[], env: Record<string, string> = {}) {
  const bin = mkdtempSync(join(copy, 'bin-'));
  const temporary = mkdtempSync(join(copy, 'tmp-'));
  for (const program of programs) {
    // The first match may be a shim that needs other programs.
    const find =
      program === 'python3' ? "python3 -c 'import sys; print(sys.executable)'" : `command -v ${program}`;
    symlinkSync(execFileSync('sh', ['-c', find], { encoding: 'utf8' }).trim(), join(bin, program));
  }
  const command = remoteCommand('the pack', ['--fixture', "a b'c"]);
  const run = spawnSync('/bin/bash', ['-c', command], {
    cwd: copy,
    env: { PATH: bin, TMPDIR: temporary, ...env },
    encoding: 'utf8',
  });
  return { ...run, left: readdirSync(temporary) };
}

const always = ['mktemp', 'rm', 'dirname', 'sh', 'tar'];

describe('the command', () => {
  test.each([
    ['xz', [...always, 'xz']],
    ['Python, where there is no xz', [...always, 'python3']],
  ])('unpacks with %s, passes options and exit code on, and leaves nothing', (_, programs) => {
    const { status, stdout, left } = runWith(programs, { OUT: '/some/out' });
    expect(stdout).toBe("options: --json /some/out/gpu-report.json --fixture a b'c\n");
    expect(status).toBe(7);
    expect(left).toEqual([]);
  });

  test('reports what is missing if it can unpack with neither', () => {
    const { status, stderr } = runWith(always);
    expect(stderr).toContain(
      'runtime.tar.xz cannot be unpacked: it takes tar and xz, or Python 3 with lzma.',
    );
    expect(status).not.toBe(0);
  });

  test('writes into the working directory if OUT is not set', () => {
    expect(runWith([...always, 'xz']).stdout).toContain('--json ./gpu-report.json');
  });

  test('is short enough with every option, and rejected if it is not', () => {
    const options =
      '--fixture test/fixtures/hybrid-8 --rehearse --minutes 5.75 --adapter NVIDIA --python python3.12 --parts adapter,self-test,golden,nano,m,l,xl,hugging-face,long-context';
    expect(remoteCommand('.gpu-report/pack', options.split(' ')).length).toBeLessThan(1000);
    expect(() => remoteCommand('p', ['--adapter', 'x'.repeat(maxCommandLength)])).toThrow(
      /The command has \d{4} characters, but the machine takes 2000/,
    );
  });
});

describe('the command line', () => {
  test('without a verb it prepares, and the report takes less than six minutes in all', () => {
    expect(parsePrepareLine([])).toMatchObject({ verb: 'prepare', wait: false, options: [] });
    const { minutes, parts, rehearse } = parseReportArguments([]);
    expect(minutes).toBeLessThan(6);
    expect(parts).toEqual([
      'adapter',
      'self-test',
      'golden',
      'nano',
      'm',
      'l',
      'xl',
      'hugging-face',
      'long-context',
    ]);
    expect(rehearse).toBe(false);
  });

  test('options of the report are passed on, the others are not', () => {
    expect(parsePrepareLine(['--wait', '--minutes', '3'])).toMatchObject({
      verb: 'prepare',
      wait: true,
      options: ['--minutes', '3'],
    });
    expect(parsePrepareLine(['rehearse', '--parts', 'nano,m', '--into', '/x'])).toMatchObject({
      into: '/x',
      options: ['--parts', 'nano,m'],
    });
    expect(parsePrepareLine(['table', 'r.json'])).toMatchObject({ file: 'r.json', options: [] });
  });

  test.each([
    [['pack'], '"pack" is unknown, expected one of prepare, restore, rehearse, measure, table.'],
    [['table'], 'table needs the report'],
    [['restore', '--wait'], 'restore does not take "--wait".'],
    [['prepare', '--parts', 'nano,s'], '--parts names "s", expected some of adapter, self-test'],
    [['prepare', '--minutes', '0'], '--minutes is "0", expected a number from 0.25 to 120.'],
    [['prepare', '--minutes', ''], '--minutes is "", expected'],
    [['prepare', '--json', 'x'], '--json is for measure'],
    [['rehearse', '--into'], '--into needs a value.'],
    [['measure', '--fast'], "Unknown option '--fast'"],
  ])('%j is rejected in one sentence', (line, message) => {
    expect(() => parsePrepareLine(line)).toThrow(message);
  });
});
