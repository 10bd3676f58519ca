// Serves each example at the address of its folder, and the model folder at /models/m1-nano/.

import { env } from 'node:process';
import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: '../demo/public',
  server: {
    // `pocket-m1` is a link to the repository.
    fs: { allow: ['..'] },
    proxy: {
      // The server of 08-remote-fallback.
      '/v1': {
        target: env.SERVER ?? 'http://127.0.0.1:8080',
        // To that server, whoever asks is this one and not a page, which it would refuse.
        configure: (proxy) => proxy.on('proxyReq', (request) => request.removeHeader('origin')),
      },
    },
  },
});
