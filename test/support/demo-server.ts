// The built demo behind Vite's preview server, with its headers, a log of requests, and faults on request.

import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { type Connect, preview } from 'vite';

export interface DemoServer {
  /** Address of the server, with a slash at its end. */
  readonly url: string;
  /** The path of every request, in order, without the leading slash. */
  readonly requests: string[];
  /** Statuses to answer with instead of files, by path. */
  readonly faults: Map<string, number>;
  /** Ends every connection; calling it again does nothing. */
  close(): Promise<void>;
}

/** Files that are not on disk: an empty page with the library. */
const scripts: Record<string, string> = {
  'blank.html':
    '<!doctype html><html lang="en"><title>blank</title><link rel="icon" href="/favicon.svg"><script type="module" src="/library.js"></script>',
  'library.js': "import * as library from '/lib/index.js'; globalThis.pocketM1 = library;",
};

const contentTypes: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

export interface DemoServerOptions {
  /** Default: any free port. */
  port?: number;
  /** The folder of the built demo. Default: dist-demo. */
  build?: string;
}

/** Serves the demo at the root, dist/ under lib/, the files above, and more folders by their prefix. */
export async function startDemoServer(
  folders: Record<string, string> = {},
  { port = 0, build = 'dist-demo' }: DemoServerOptions = {},
): Promise<DemoServer> {
  const served: Record<string, string> = { 'lib/': 'dist', ...folders };
  const requests: string[] = [];
  const faults = new Map<string, number>();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    for (const [name, value] of Object.entries(server.config.preview.headers ?? {})) {
      response.setHeader(name, value as string);
    }
    const path = new URL(request.url ?? '', 'http://server').pathname.slice(1);
    requests.push(path);
    const fault = faults.get(path);
    if (fault) {
      response.writeHead(fault).end();
      return true;
    }
    const script = scripts[path];
    if (script !== undefined) {
      response.setHeader('Content-Type', contentTypes[extname(path)]!).end(script);
      return true;
    }
    const prefix = Object.keys(served).find((folder) => path.startsWith(folder));
    if (prefix === undefined) return false;
    const file = join(served[prefix]!, path.slice(prefix.length));
    response.setHeader('Content-Type', contentTypes[extname(file)] ?? 'application/octet-stream');
    response.end(await readFile(file));
    return true;
  };
  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    handle(request, response).then((done) => done || next(), next);
  };

  const server = await preview({
    root: 'demo',
    configFile: 'vite.config.ts',
    mode: 'demo',
    logLevel: 'error',
    build: { outDir: resolve(build) },
    preview: { port, strictPort: port !== 0, host: 'localhost' },
    plugins: [
      {
        name: 'log-and-misbehave',
        configurePreviewServer: ({ middlewares }) => {
          middlewares.use(middleware);
        },
      },
    ],
  });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= server.close();
    return closed;
  };
  return { url: server.resolvedUrls!.local[0]!, requests, faults, close };
}
