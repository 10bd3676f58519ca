// Builds the library and the demo once before the end-to-end tests, which test the published files.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildLibrary } from '../support/build-library.ts';

export default async function setup(): Promise<void> {
  const buildDemo = promisify(execFile)('npm', ['run', 'build:demo'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await Promise.all([buildLibrary(), buildDemo]);
}
