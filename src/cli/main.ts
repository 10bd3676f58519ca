// The `pocket-m1` executable: connects the commands to the process.

import { existsSync, readFileSync } from 'node:fs';
import { runCommand } from './command-line.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY ?? false,
  signal: interrupted.signal,
  version: packageVersion,
});

// package.json lies one folder up from dist/cli.js and two from this file.
function packageVersion(): string {
  const candidates = ['../package.json', '../../package.json'].map((path) => new URL(path, import.meta.url));
  const { version } = JSON.parse(readFileSync(candidates.find(existsSync) ?? candidates[0]!, 'utf8')) as {
    version: string;
  };
  return version;
}
