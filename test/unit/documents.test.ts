// The documents: their links and commands are valid, and no option or error code is missing. Their code is type-checked in
// test/e2e/package.test.ts.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../../src/cli/command-line.ts';

const files = ['.', 'docs'].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file)),
);
const documents = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const all = [...documents.values()].join('\n');

/** The anchors of a document's headings, as GitHub generates them. */
function anchors(document: string): string[] {
  return [...document.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

function leadsNowhere(target: string, from: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from : join(dirname(from), path);
  if (!existsSync(file)) return true;
  return anchor !== undefined && !anchors(readFileSync(file, 'utf8')).includes(anchor);
}

/** The first groups of `each` in the paragraph of a file of src that starts with `head`. */
function declared(file: string, head: string, each: RegExp): string[] {
  const [, rest = ''] = readFileSync(join('src', file), 'utf8').split(head);
  const [paragraph = ''] = rest.split('\n\n');
  return [...paragraph.matchAll(each)].map(([, name]) => name!);
}

const field = /^ {2}(?:readonly )?(\w+)\??[:(]/gm;

it.each(files)('the links of %s lead to files and headings', (file) => {
  const targets = [...documents.get(file)!.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  const local = targets.filter((target) => !/^https?:/.test(target));
  expect(local.filter((target) => leadsNowhere(target, file))).toEqual([]);
});

it('every block of the documents is in a language that a test checks', () => {
  const languages = [...all.matchAll(/^```([^\n]*)\n.*?^```$/gms)].map(([, language]) => language!);
  expect(new Set(languages)).toEqual(new Set(['ts', 'js', 'sh', 'text']));
});

it('the architecture names every folder of src, and no other', () => {
  const text = documents.get(join('docs', 'architecture.md'))!;
  const [, floors = ''] = /^```text\n(.*?)^```$/ms.exec(text) ?? [];
  const named = [...floors.matchAll(/\bsrc\/(\w+)\//g)].map(([, folder]) => folder!);
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(named.toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
});

it('each npm script in the documents exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = [...all.matchAll(/\bnpm (?:run )?((?<=run )[\w:-]+|test|start)\b/g)].map(([, name]) => name!);
  expect(named).toContain('test:all');
  // `dev` is a script of the application in the README.
  expect(named.filter((name) => name !== 'dev' && scripts[name] === undefined)).toEqual([]);
});

it('each command of pocket-m1 in the documents exists, with its options', async () => {
  let help = '';
  const stdout = (text: string): void => {
    help += text;
  };
  const { signal } = new AbortController();
  await runCommand(['--help'], { stdout, stderr: stdout, isTerminal: false, signal, version: () => '' });
  const calls = [...all.matchAll(/(?:npx |`)pocket-m1 ([\w-]+)([^`\n#]*)/g)].flatMap(([, command, rest]) => [
    command!.startsWith('-') ? command! : `pocket-m1 ${command}`,
    ...(rest!.match(/--[\w-]+/g) ?? []),
  ]);
  expect(calls).toContain('pocket-m1 add-model');
  expect(calls.filter((part) => !help.includes(part))).toEqual([]);
});

it.each([
  ['docs/guide.md', 'contract/generate.ts', 'export interface GenerateOptions', field],
  ['docs/guide.md', 'contract/sampling-params.ts', 'export interface SamplingParams', field],
  ['docs/guide.md', 'contract/load.ts', 'export interface LoadOptions', field],
  ['docs/guide.md', 'contract/session.ts', 'export interface SessionOptions', field],
  ['docs/guide.md', 'contract/session.ts', 'export interface Session {', field],
  ['docs/guide.md', 'contract/session.ts', 'export interface SavedSessions', field],
  ['docs/tools.md', 'contract/tools.ts', 'export interface RunToolsOptions', field],
  ['docs/remote.md', 'remote/connect-model.ts', 'export interface ConnectOptions', field],
  ['docs/guide.md', 'errors.ts', 'export type ErrorCode', /^ {2}\| '([\w-]+)'/gm],
  ['docs/guide.md', 'contract/generate.ts', 'export type AnswerPart', /type: '([\w-]+)'/g],
])('%s names all of %s, %s', (document, file, head, each) => {
  const names = declared(file, head, each);
  expect(names).not.toEqual([]);
  const text = documents.get(document)!;
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});
