// Imports the project's modules, TypeScript or not, into scripts.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const configFile = join(root, 'vite.config.ts');

/**
 * `load` imports a file of the project, such as '/src/gpu/device.ts'; `close` stops the server that compiles them.
 * @param {string} checkout of the repository
 */
export async function openProjectModules(checkout = root) {
  const server = await createServer({
    root: checkout,
    configFile: false,
    logLevel: 'warn',
    // No page is served, so Vite need not scan for dependencies.
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, hmr: false, watch: null },
  });
  return { load: (file) => server.ssrLoadModule(file), close: () => server.close() };
}
