// The benchmark's pages, built like those of an application (a development server would serve every module separately), and
// a server for them and for the model.

import { createReadStream, existsSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { build, preview } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const configFile = join(root, 'vite.config.ts');

/**
 * Builds `pages` of bench/ into `outDir` and serves them, and with `folder` a shard folder at /model/, through `link`.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function openSite({ pages, outDir, folder, link = directLink }) {
  const common = { root: join(root, 'bench'), configFile, mode: 'bench', logLevel: 'warn' };
  const input = pages.map((page) => join(root, 'bench', page));
  await build({
    ...common,
    build: { outDir, emptyOutDir: true, target: 'es2023', rolldownOptions: { input } },
  });
  const model = { name: 'model', configurePreviewServer: serveFolder('/model/', folder, link) };
  const site = await preview({
    ...common,
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
    plugins: folder ? [model] : [],
  });
  return {
    url: `http://127.0.0.1:${site.httpServer.address().port}`,
    close: async () => {
      site.httpServer.closeAllConnections();
      await site.close();
    },
  };
}

/** A slow connection: all answers share `bitsPerSecond`, and each starts a round trip after its request. */
export function slowLink({ bitsPerSecond, roundTripMs }) {
  let free = 0;
  return async (read, response) => {
    await sleep(roundTripMs);
    for await (const chunk of read) {
      // Small chunks take turns, as packets would.
      for (let at = 0; at < chunk.length && !response.destroyed; at += 4096) {
        const piece = chunk.subarray(at, at + 4096);
        free = Math.max(free, performance.now()) + (piece.length * 8000) / bitsPerSecond;
        await sleep(free - performance.now());
        response.write(piece);
      }
    }
    response.end();
  };
}

const directLink = async (read, response) => void read.pipe(response);

const textTypes = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** Serves all files of a folder through `link`, text compressed, as web servers do. */
export function serveCompressed(folder, link) {
  return ({ middlewares, config }) =>
    void middlewares.use((request, response, next) => {
      const { pathname } = new URL(request.url, 'http://localhost');
      const file = join(
        folder,
        decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname),
      );
      if (!file.startsWith(folder + sep) || !existsSync(file)) return next();
      for (const [name, value] of Object.entries(config.preview.headers)) response.setHeader(name, value);
      const type = textTypes[extname(file)];
      response.setHeader('Content-Type', type ?? 'application/octet-stream');
      if (type) response.setHeader('Content-Encoding', 'gzip');
      const read = createReadStream(file);
      void link(type ? read.pipe(createGzip()) : read, response);
    });
}

function serveFolder(prefix, folder, link) {
  return ({ middlewares }) =>
    void middlewares.use((request, response, next) => {
      const { pathname } = new URL(request.url, 'http://localhost');
      if (!pathname.startsWith(prefix)) return next();
      const file = join(folder, decodeURIComponent(pathname.slice(prefix.length)));
      if (!file.startsWith(folder + sep) || !existsSync(file)) {
        response.statusCode = 404;
        return response.end();
      }
      const type = file.endsWith('.json') ? 'application/json' : 'application/octet-stream';
      response.setHeader('Content-Type', type);
      void link(createReadStream(file), response);
    });
}

function sleep(ms) {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;
}
