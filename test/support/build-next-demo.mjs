// Builds the demo as its next version would be, into the folder given: one suggestion is another. A program of its own,
// because Vitest's way of loading modules does not suit the plugin that writes the service worker.

import { build } from 'vite';

await build({
  root: 'demo',
  configFile: 'vite.config.ts',
  mode: 'demo',
  logLevel: 'error',
  build: { outDir: process.argv[2] },
  plugins: [
    {
      name: 'next-version',
      enforce: 'pre',
      transform(code, id) {
        if (!id.endsWith('/demo/suggestions.ts')) return null;
        const next = code.replace('capital of France', 'capital of Norway');
        if (next === code)
          throw new Error(`${id} suggests no capital of France, so the next version would be this one`);
        return next;
      },
    },
  ],
});
