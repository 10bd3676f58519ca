// The program in a child process that reads calls and writes answers as lines of JSON.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const SAID_CHARACTERS = 600;

/**
 * @param {string} name of the runtime, for error messages
 * @param {string} executable
 * @param {string[]} args
 * @param {Record<string, string>} environment
 * @returns {import('./supervise.mjs').Program}
 */
export function openProcess(name, executable, args, environment) {
  const child = spawn(executable, args, { env: { ...process.env, ...environment }, stdio: 'pipe' });
  let said = '';
  child.stderr.on('data', (text) => {
    said = (said + text).slice(-SAID_CHARACTERS);
  });
  // Errors of writing to an ended process are ignored, because `ended` reports them.
  child.stdin.on('error', () => {});
  const ended = new Promise((_, reject) => {
    child.on('error', (cause) =>
      reject(new Error(`${name} could not be started: ${cause.message}`, { cause })),
    );
    child.on('close', (code, signal) => {
      reject(
        new Error(
          `${name} ended (${signal ?? `exit code ${code}`}). ${said.replace(/\s+/g, ' ').trim()}`.trim(),
        ),
      );
    });
  });
  ended.catch(() => {});

  const answers = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) answers.shift()?.(JSON.parse(line));
    else console.error(line);
  });
  const call = async (name, args) => {
    const answer = new Promise((resolve) => answers.push(resolve));
    child.stdin.write(`${JSON.stringify({ name, args })}\n`);
    const { value, error } = await answer;
    if (error !== undefined) throw new Error(error);
    return value;
  };
  return {
    ended,
    start: () => Promise.resolve(),
    call,
    close: async () => {
      child.kill('SIGKILL');
      await ended.catch(() => {});
    },
  };
}
