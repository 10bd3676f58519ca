// Builds the library, once a process: several projects test what is shipped.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

declare global {
  var libraryBuild: Promise<unknown> | undefined;
}

// Not a variable of this module: each project loads its own copy.
export async function buildLibrary(): Promise<void> {
  globalThis.libraryBuild ??= promisify(execFile)('npm', ['run', 'build'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await globalThis.libraryBuild;
}
