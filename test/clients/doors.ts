// m1-nano behind both doors: as a fetch in this process, and as `pocket-m1 serve` in another one.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createOpenAIFetch } from '../../src/adapters/openai/create-openai-fetch.ts';
import type { LocalModel } from '../../src/chat/local-model.ts';
import { openModel } from '../../src/cli/open-model.ts';
import { requestGpu } from '../../src/gpu/device.ts';

export interface Door {
  name: string;
  baseURL: string;
  /** Counts the requests. */
  fetch: typeof fetch;
  requests: number;
}

export interface Doors {
  doors: Door[];
  /** The model in this process. */
  model: LocalModel;
  close(): Promise<void>;
}

const folder = resolve('demo/public/models/m1-nano');
const contextTokens = 1024;

export async function openDoors(): Promise<Doors> {
  const [{ model }, server] = await Promise.all([
    openModel(folder, {
      openGpu: requestGpu,
      contextLength: contextTokens,
      onWarning: (warning) => {
        throw warning;
      },
    }),
    startServer(),
  ]);
  return {
    model,
    doors: [
      counting('a fetch in this process', 'http://m1/v1', createOpenAIFetch(model)),
      counting('pocket-m1 serve', server.url, fetch),
    ],
    close: async () => {
      await Promise.all([model.dispose(), server.stop()]);
    },
  };
}

function counting(name: string, baseURL: string, inner: typeof fetch): Door {
  const door: Door = {
    name,
    baseURL,
    requests: 0,
    fetch: (input, init) => {
      door.requests += 1;
      return inner(input, init);
    },
  };
  return door;
}

export interface ServerProcess {
  /** Base URL of the API. */
  url: string;
  /** Asks it to end, and fails unless it does so cleanly. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

export async function startServer(...args: string[]): Promise<ServerProcess> {
  const child = spawn(
    'node',
    ['dist/cli.js', 'serve', folder, '--port', '0', '--context', String(contextTokens), ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
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
