// A local server of a few folders, cross-origin isolated, because otherwise WebAssembly has no threads.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** @param {Record<string, string>} folders by the first part of the path they are served under; `/` is an empty page. */
export async function serveFolders(folders) {
  const server = createServer(async (request, response) => {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/') {
      response.setHeader('Content-Type', 'text/html');
      return response.end('<!doctype html><title>peers</title><link rel="icon" href="data:,">');
    }
    const [, name, ...rest] = decodeURIComponent(pathname).split('/');
    const folder = folders[name];
    const file = folder && join(folder, normalize(rest.join(sep)));
    const found = file?.startsWith(folder) && (await stat(file).catch(() => undefined));
    if (!found?.isFile()) {
      response.statusCode = 404;
      return response.end();
    }
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    response.setHeader('Content-Length', found.size);
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
