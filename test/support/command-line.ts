// Runs the command line in a test and captures its output.

import { type CommandIo, runCommand } from '../../src/cli/command-line.ts';

export async function run(args: string[], io: Partial<CommandIo> = {}) {
  let stdout = '';
  let stderr = '';
  const code = await runCommand(args, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    isTerminal: false,
    signal: new AbortController().signal,
    version: () => '1.2.3',
    ...io,
  });
  return { code, stdout, stderr };
}
