// The program in a process: reads calls as lines of JSON from standard input, and writes answers to standard output.

import { createInterface } from 'node:readline';
import { openNodeGpu } from '../../src/cli/node-gpu.ts';
import { createProgram } from './program.ts';

const call = createProgram(openNodeGpu);

async function answer(line: string): Promise<object> {
  try {
    const { name, args } = JSON.parse(line);
    return { value: await call(name, args) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

// The caller has ended, so nobody waits for running calls.
process.stdin.once('end', () => process.exit());

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
}
