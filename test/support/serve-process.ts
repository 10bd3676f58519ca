// `pocket-m1 serve` with m1-nano, in a separate process.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export const folder: string = resolve('demo/public/models/m1-nano');
export const contextTokens = 1024;

export interface ServerProcess {
  /** Base URL of the API. */
  url: string;
  /** Stops it, and fails unless it exits cleanly. */
  stop(): Promise<void>;
  /** Kills it. */
  kill(): void;
}

/**
 * @param env - In addition to this process's own; selects the GPU.
 * @param options - Of the command.
 */
export async function startServer(
  env: Record<string, string> = {},
  options: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(
    'node',
    ['dist/cli.js', 'serve', folder, '--port', '0', '--context', String(contextTokens), ...options],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  );
  const complaints: string[] = [];
  child.stderr.on('data', (text) => complaints.push(String(text)));
  const url = await readUrl(child, complaints);
  return {
    url,
    kill: () => child.kill('SIGKILL'),
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const [code, signal] = await exited;
      if (code !== 0) throw new Error(`The server ended with ${code ?? signal}: ${complaints.join('')}`);
    },
  };
}

async function readUrl({ stdout }: ChildProcess, complaints: string[]): Promise<string> {
  let printed = '';
  for await (const text of stdout!) {
    printed += text;
    const url = /http:\/\/\S+/.exec(printed)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(`The server has not started: ${printed}${complaints.join('')}`);
}
