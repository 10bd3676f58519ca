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
      transformIndexHtml: {
        order: 'pre',
        handler(html) {
          const next = html.replace('capital of France', 'capital of Norway');
          if (next === html)
            throw new Error('The page suggests no capital of France, so the next version would be this one');
          return next;
        },
      },
    },
  ],
});
