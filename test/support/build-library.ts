// Builds the library once per process, because several projects test the built files.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

declare global {
  var libraryBuild: Promise<unknown> | undefined;
}

// Global, because each project loads its own copy of this module.
export async function buildLibrary(): Promise<void> {
  globalThis.libraryBuild ??= promisify(execFile)('npm', ['run', 'build'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await globalThis.libraryBuild;
}
