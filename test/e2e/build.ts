// Builds the library and the demo once, before the end-to-end tests: they test what is shipped.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export default async function setup(): Promise<void> {
  await run('npm', ['run', 'build'], { env: { ...process.env, NODE_ENV: 'production' } });
  await run('npm', ['run', 'build:demo'], { env: { ...process.env, NODE_ENV: 'production' } });
}
