// Builds the demo once, before its tests: they test what is published.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export default async function setup(): Promise<void> {
  await promisify(execFile)('npm', ['run', 'build:demo'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
