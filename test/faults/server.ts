// The server of one test: a page with the built library, the model, and the faults. Every test has its own server, and so its
// own origin, storage and log.

import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Behaviour } from './behaviours.ts';

export interface ModelRequest {
  /** Path within the model's folder. */
  file: string;
  /** First byte requested. */
  from: number;
  /** 'cut' if the connection ended before the answer did. */
  answer: 'pending' | 'complete' | 'cut';
}

export interface FaultServer {
  /** Address of the page, with a slash at its end. */
  readonly url: string;
  /** Address of the model's folder. */
  readonly modelUrl: string;
  /** Every request for a file of the model, in order. */
  readonly requests: ModelRequest[];
  /** Whether range requests are supported. Default: true. */
  ranges: boolean;
  /** Files of the model require this `Authorization`. Default: none. */
  authorization: string | undefined;
  /** Part of every ETag. */
  version: number;
  /** Answers the next `times` requests for these files of the model with `behaviour`. */
  misbehave(files: RegExp, behaviour: Behaviour, times?: number): void;
  /** Answers the first request for each of `count` of these files of the model with `behaviour`. */
  misbehaveOnce(files: RegExp, behaviour: Behaviour, count: number): void;
  /** Serves another folder as the model's. */
  serve(modelFolder: string): void;
  /** Stops all faults. */
  heal(): void;
  /** Number of requests by shard. */
  shardRequests(): Record<string, number>;
  /** Ends every connection. Calling it again does nothing. */
  close(): Promise<void>;
}

const page =
  '<!doctype html><html lang="en"><title>faults</title><link rel="icon" href="data:,"><script type="module" src="page.js"></script>';

/** Files by path. */
const scripts: Record<string, string> = {
  'page.js': 'test/faults/page.js',
  'worker.js': 'test/faults/instrumented-worker.js',
};

/** `modelFolder` is a shard folder on disk. */
export async function startFaultServer(modelFolder: string): Promise<FaultServer> {
  // With the chunks that the library's entries share.
  const library = readdirSync('dist').filter((file) => file.endsWith('.js'));
  const files = [
    ...Object.entries(scripts),
    ...library.map((file) => [`lib/${file}`, `dist/${file}`] as const),
  ];
  const pages = new Map(files.map(([path, file]) => [path, readFileSync(file)]));
  pages.set('', Buffer.from(page));
  let model = readFolder(modelFolder);

  let faults: { files: RegExp; behaviour: Behaviour; times: number; spared?: Set<string> }[] = [];
  const http = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://server').pathname.slice(1);
    if (path.startsWith('model/')) return serveModel(path.slice('model/'.length), request, response);
    const content = pages.get(path);
    const type = path === '' ? 'text/html' : 'text/javascript';
    response.writeHead(content ? 200 : 404, { 'Content-Type': type }).end(content);
  });

  const serveModel = (file: string, request: IncomingMessage, response: ServerResponse): void => {
    const etag = `"${server.version}"`;
    const from = server.ranges ? firstByte(request, etag) : 0;
    const logged: ModelRequest = { file, from, answer: 'pending' };
    server.requests.push(logged);
    response.on('close', () => {
      logged.answer = response.writableFinished ? 'complete' : 'cut';
    });
    if (server.authorization !== undefined && request.headers.authorization !== server.authorization) {
      response.writeHead(401).end();
      return;
    }
    const whole = model.get(file);
    if (!whole) {
      response.writeHead(404).end();
      return;
    }
    const content = whole.subarray(from);
    const type = file.endsWith('.json') ? 'application/json' : 'application/octet-stream';
    response.setHeader('Content-Type', type).setHeader('Content-Length', content.byteLength);
    // Nothing is read from the HTTP cache, so the log shows what the library stores.
    response.setHeader('Cache-Control', 'no-store');
    if (server.ranges) response.setHeader('Accept-Ranges', 'bytes').setHeader('ETag', etag);
    if (from > 0) {
      response.statusCode = 206;
      response.setHeader('Content-Range', `bytes ${from}-${whole.byteLength - 1}/${whole.byteLength}`);
    }
    const fault = faults.find(
      ({ files, times, spared }) => times > 0 && files.test(file) && !spared?.has(file),
    );
    if (!fault) {
      response.end(content);
      return;
    }
    fault.times -= 1;
    fault.spared?.add(file);
    fault.behaviour(content, response);
  };

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  let closed: Promise<void> | undefined;
  const server: FaultServer = {
    url,
    modelUrl: `${url}model/`,
    requests: [],
    ranges: true,
    authorization: undefined,
    version: 1,
    misbehave(files, behaviour, times = Number.POSITIVE_INFINITY) {
      faults.push({ files, behaviour, times });
    },
    misbehaveOnce(files, behaviour, count) {
      faults.push({ files, behaviour, times: count, spared: new Set() });
    },
    serve(folder) {
      model = readFolder(folder);
      server.version += 1;
    },
    heal() {
      faults = [];
    },
    shardRequests() {
      const counts: Record<string, number> = {};
      for (const { file } of server.requests) {
        if (file.endsWith('.safetensors')) counts[file] = (counts[file] ?? 0) + 1;
      }
      return counts;
    },
    close() {
      closed ??= new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
      return closed;
    },
  };
  return server;
}

function readFolder(folder: string): Map<string, Buffer> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path)]),
  );
}

function firstByte({ headers }: IncomingMessage, etag: string): number {
  const [, from] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
  const same = headers['if-range'] === undefined || headers['if-range'] === etag;
  return same ? Number(from ?? 0) : 0;
}
