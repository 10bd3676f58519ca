// The built demo behind Vite's preview server, with its headers; it keeps a log and misbehaves on request.

import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { type Connect, preview } from 'vite';

export type Fault =
  | { kind: 'refuse' } // the connection is dropped before an answer
  | { kind: 'status'; status: number }
  | { kind: 'html' } // 200 with an HTML page
  | { kind: 'corrupt' } // as many bytes, the last one wrong
  | { kind: 'truncate' } // a well-formed answer that holds half of the file
  | { kind: 'body'; body: string };

export interface DemoServer {
  /** Address of the server, with a slash at its end. */
  readonly url: string;
  /** The path of every request, in order, without the leading slash. */
  readonly requests: string[];
  /** What to do wrong, by path. */
  readonly faults: Map<string, Fault>;
  /** Ends every connection; calling it again does nothing. */
  close(): Promise<void>;
}

/** Files that are not on disk: an empty page with the library in it, and a worker that can be made to crash. */
const scripts: Record<string, string> = {
  'blank.html':
    '<!doctype html><html lang="en"><title>blank</title><link rel="icon" href="/favicon.svg"><script type="module" src="/library.js"></script>',
  'library.js': "import * as library from '/lib/index.js'; globalThis.pocketM1 = library;",
  'crashing-worker.js': `import '/lib/worker.js';
    addEventListener('message', ({ data }) => { if (data === 'crash') setTimeout(() => { throw new Error('it crashed'); }); });`,
};

const contentTypes: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

export interface DemoServerOptions {
  /** Default: any that is free. */
  port?: number;
  /** Where the build of the demo is. Default: dist-demo. */
  build?: string;
}

/** Serves the demo at the root, dist/ under lib/, the files above, and more folders by their prefix. */
export async function startDemoServer(
  folders: Record<string, string> = {},
  { port = 0, build = 'dist-demo' }: DemoServerOptions = {},
): Promise<DemoServer> {
  const served: Record<string, string> = { 'lib/': 'dist', ...folders };
  const requests: string[] = [];
  const faults = new Map<string, Fault>();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    for (const [name, value] of Object.entries(server.config.preview.headers ?? {})) {
      response.setHeader(name, value as string);
    }
    const path = new URL(request.url ?? '', 'http://server').pathname.slice(1);
    requests.push(path);
    const fault = faults.get(path);
    if (fault) {
      await misbehave(fault, join(build, path), response);
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

async function misbehave(fault: Fault, file: string, response: ServerResponse): Promise<void> {
  switch (fault.kind) {
    case 'refuse':
      response.destroy();
      return;
    case 'status':
      response.writeHead(fault.status).end();
      return;
    case 'html':
      response.setHeader('Content-Type', 'text/html').end(scripts['blank.html']);
      return;
    case 'body':
      response.setHeader('Content-Type', 'application/json').end(fault.body);
      return;
    case 'truncate': {
      const content = await readFile(file);
      response.end(content.subarray(0, content.length / 2));
      return;
    }
    case 'corrupt': {
      const content = await readFile(file);
      content[content.length - 1]! ^= 0xff;
      response.end(content);
      return;
    }
    default:
      fault satisfies never;
  }
}
