// The project's own modules for scripts, TypeScript or not.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const configFile = join(root, 'vite.config.ts');

/** `load` imports a file of the project, such as '/src/gpu/device.ts'; `close` ends the server that compiles them. */
export async function openProjectModules() {
  const server = await createServer({
    root,
    configFile,
    logLevel: 'warn',
    // Scripts run in Node; no page is served, so none is searched for dependencies.
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, hmr: false, watch: null },
  });
  return { load: (file) => server.ssrLoadModule(file), close: () => server.close() };
}
