// The program in Deno, on wgpu and naga: Firefox has the same implementation of WebGPU.

import { createRequire } from 'node:module';
import { adapterEnvironment } from './adapters.mjs';
import { openProcess } from './process.mjs';

/** @returns {Promise<import('./supervise.mjs').Program>} */
export async function open({ site, adapter }) {
  const { file, folder } = await site.bundle();
  const args = ['run', '--quiet', '--no-config', '--no-lock', '--allow-all', '--unstable-webgpu', file];
  return openProcess('Deno', requireDeno(), args, {
    ...adapterEnvironment(adapter),
    DENO_DIR: folder,
    DENO_NO_UPDATE_CHECK: '1',
  });
}

/** Path of the executable in the package `deno` for this machine. */
export function requireDeno() {
  return createRequire(import.meta.url)('deno/install_api.cjs').runInstall();
}
