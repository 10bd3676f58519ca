// Builds the demo's next version, in which one suggestion differs, into the given folder. It is a separate program because
// Vitest's module loader does not work with the plugin that writes the service worker.

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
