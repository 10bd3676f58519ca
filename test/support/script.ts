// Runs the scripts of package.json like a user.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);

/** Runs scripts/<name>.mjs to its end, within a test. */
export async function runScript(name: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const running = run('node', [`scripts/${name}.mjs`, ...args]);
  // A test that times out leaves no process running.
  onTestFinished(() => void running.child.kill());
  try {
    const { stdout, stderr } = await running;
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

/** Whether the requirements of tests are met; if CI is set, the tests fail without them, otherwise they are skipped with a message. */
export function isPresent(find: () => unknown): boolean {
  try {
    find();
    return true;
  } catch (error) {
    if (process.env.CI) throw error;
    console.warn(`Skipped: ${(error as Error).message}`);
    return false;
  }
}
