// Runs a part in a separate process, so that a driver that crashes or hangs ends only that part. The process sends one JSON
// message per line through file descriptor 3, because drivers print to stdout and stderr.

import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export type Message =
  /** What is being measured, for people. */
  | { progress: string }
  /** Figures, merged over those before. */
  | { figures: Record<string, unknown> }
  /** Why the part cannot run here. */
  | { skip: string }
  /** Why it failed; the last message … */
  | { failed: string }
  /** … or that everything is measured: a driver that crashes during shutdown loses no figures. */
  | { done: true };

export interface ChildOutcome {
  state: 'done' | 'failed' | 'out of time' | 'skipped';
  problem: string | null;
}

export interface Command {
  program: string;
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
}

const messageFd = 3;

export function sendMessage(message: Message): void {
  writeSync(messageFd, `${JSON.stringify(message)}\n`);
}

/** Runs until the process ends or `limitMs` have passed. Passes each message on as soon as it arrives. */
export async function runChild(
  { program, args, env }: Command,
  limitMs: number,
  onMessage: (message: Message) => void,
): Promise<ChildOutcome> {
  const child = spawn(program, args, { env: { ...env }, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let told: ChildOutcome | undefined;
  const lastWords: string[] = [];
  const exit = new Promise<{ code: number | null; signal: string | null; missing?: Error }>((resolve) => {
    child.on('error', (missing) => resolve({ code: null, signal: null, missing }));
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, limitMs);
  createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
    const message = parseMessage(line);
    if (!message) return;
    if ('skip' in message) told = { state: 'skipped', problem: message.skip };
    if ('failed' in message) told = { state: 'failed', problem: message.failed };
    if ('done' in message) told = { state: 'done', problem: null };
    onMessage(message);
  });
  createInterface({ input: child.stderr! }).on('line', (line) => {
    lastWords.push(line);
    if (lastWords.length > 8) lastWords.shift();
  });
  const { code, signal, missing } = await exit;
  clearTimeout(timer);
  if (missing) return { state: 'skipped', problem: `${program} cannot be started: ${missing.message}.` };
  if (late) return { state: 'out of time', problem: `It was stopped after ${Math.round(limitMs / 1000)} s.` };
  if (told) return told;
  if (code === 0) return { state: 'done', problem: null };
  const end = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
  return {
    state: 'failed',
    problem: `Its process ${end}: ${lastWords.join(' ').trim() || 'it said nothing.'}`,
  };
}

/** A line that a kill cut off is not a message. */
function parseMessage(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}
