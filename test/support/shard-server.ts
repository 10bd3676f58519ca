// An HTTP server of shard folders with faults on request. Every first path segment is a separate site of the same folder, so
// that parallel tests do not interfere: GET /<site>/<file>. A test configures a site by POST /control/<site> (a SiteControl)
// and reads its log by GET /control/<site> (a list of LoggedRequest).
//
// Used as a vitest globalSetup; tests find the server by `inject('shardServer')`.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { buildShardFolder, type Revision } from './shard-folder.ts';

export type Fault =
  | { kind: 'refuse' } // the connection is dropped before an answer
  | { kind: 'status'; status: number; retryAfter?: string }
  | { kind: 'html' } // 200 with an HTML page
  | { kind: 'html-as-binary' } // the same, of type application/octet-stream
  | { kind: 'reset' } // the connection breaks in the middle of the body
  | { kind: 'truncate' } // a well-formed answer with half of the file
  | { kind: 'extend' } // a few bytes too many
  | { kind: 'corrupt' } // as many bytes, one of them wrong
  | { kind: 'stall' } // half of the file, then silence
  | { kind: 'slow' } // the file in sixteen pieces, 50 ms apart
  | { kind: 'wrong-range' } // 206 with other bytes than the requested ones
  | { kind: 'body'; body: string };

export interface SiteControl {
  /** The served revision of the folder. */
  revision?: Revision;
  /** Added to the faults of this file ('*': of every file), for this many requests. */
  faults?: { file: string; fault: Fault; times?: number }[];
  /** Forgets all faults first. */
  heal?: boolean;
  /**
   * How the server handles Range. Default 'exposed': correctly, with ETag and Content-Range readable from other origins.
   * 'hidden': correctly, but other origins may read neither. 'simple': as 'exposed', but other origins may not send If-Range.
   * 'closed': the same, and the preflight request for it is answered with 403. 'none': always answers with the whole file.
   */
  ranges?: 'exposed' | 'hidden' | 'simple' | 'closed' | 'none';
  /** Part of every ETag; a different one makes each file look changed. */
  version?: string;
  /** Answers every request for a shard with a redirect to its path below this address, with a signature. */
  redirectTo?: string;
  /** The Content-Type of every file. */
  contentType?: string;
  /** The rate limit: `burst` requests at once, and `perSecond` more each second. Others are rejected. */
  limit?: { perSecond: number; burst: number; status: 429 | 503; retryAfter?: string };
}

export interface LoggedRequest {
  file: string;
  fault: Fault['kind'] | 'refused' | 'redirected' | null;
  /** First byte requested. */
  from: number;
  /** 'cut' if the client disconnected, or the fault ended it, before the answer was complete. */
  answer: 'pending' | 'complete' | 'cut';
}

export interface ShardServer {
  /** Address of the server, with a slash at its end. */
  url: string;
  /** An address where nothing listens. */
  deadUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    shardServer: ShardServer;
  }
}

interface Site {
  revision: Revision;
  faults: { file: string; fault: Fault; times: number }[];
  ranges: NonNullable<SiteControl['ranges']>;
  version: string;
  redirectTo?: string;
  contentType?: string;
  limit?: NonNullable<SiteControl['limit']> & { tokens: number; at: number };
  log: LoggedRequest[];
}

/** For vitest, which calls the returned function at the end. It may run once per project, so the module has no state. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await startShardServer();
  project.provide('shardServer', { url, deadUrl: await unusedAddress() });
  return close;
}

export async function startShardServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const folders = { 1: buildShardFolder(1), 2: buildShardFolder(2), packed: buildShardFolder('packed') };
  const sites = new Map<string, Site>();
  const server = createServer((request, response) => {
    const [first = '', second = '', ...rest] = new URL(request.url ?? '/', 'http://server').pathname
      .slice(1)
      .split('/');
    const name = first === 'control' ? second : first;
    const site: Site = sites.get(name) ?? {
      revision: 1,
      faults: [],
      ranges: 'exposed',
      version: '1',
      log: [],
    };
    sites.set(name, site);
    for (const [key, value] of Object.entries(corsHeaders(site))) response.setHeader(key, value);
    if (request.method === 'OPTIONS') response.writeHead(site.ranges === 'closed' ? 403 : 204).end();
    else if (first === 'control') void control(site, request, response);
    else void serve(site, folders[site.revision], [second, ...rest].join('/'), request, response);
  });
  const url = await listen(server);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function corsHeaders({ ranges }: Site): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': ranges === 'simple' || ranges === 'closed' ? 'Content-Type' : '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ...(ranges !== 'hidden' && { 'Access-Control-Expose-Headers': 'ETag, Content-Range, Retry-After' }),
  };
}

async function control(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    let text = '';
    for await (const chunk of request) text += chunk;
    const change = JSON.parse(text) as SiteControl;
    const { revision, faults = [], heal = false, ranges, version, redirectTo, contentType, limit } = change;
    if (heal) site.faults = [];
    if (revision) site.revision = revision;
    if (ranges) site.ranges = ranges;
    if (version) site.version = version;
    if (redirectTo) site.redirectTo = redirectTo;
    if (contentType) site.contentType = contentType;
    if (limit) site.limit = { ...limit, tokens: limit.burst, at: performance.now() };
    for (const { file, fault, times = Number.POSITIVE_INFINITY } of faults)
      site.faults.push({ file, fault, times });
  }
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(site.log));
}

async function serve(
  site: Site,
  folder: Map<string, Buffer>,
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answered = (fault: 'refused' | 'redirected') =>
    site.log.push({ file, fault, from: 0, answer: 'complete' });
  if (site.limit && !takeToken(site.limit)) {
    answered('refused');
    const { status, retryAfter } = site.limit;
    response.writeHead(status, retryAfter === undefined ? {} : { 'Retry-After': retryAfter }).end();
    return;
  }
  if (site.redirectTo && file.endsWith('.safetensors')) {
    answered('redirected');
    response.writeHead(302, { Location: `${site.redirectTo}${file}?signature=${site.log.length}` }).end();
    return;
  }
  const planned = site.faults.find((plan) => plan.times > 0 && (plan.file === file || plan.file === '*'));
  if (planned) planned.times -= 1;
  const whole = folder.get(file);
  const etag = `"${site.revision}-${site.version}"`;
  const from = whole && site.ranges !== 'none' ? firstByte(request, etag) : 0;
  const logged: LoggedRequest = { file, fault: planned?.fault.kind ?? null, from, answer: 'pending' };
  site.log.push(logged);
  response.on('close', () => {
    logged.answer = response.writableFinished ? 'complete' : 'cut';
  });
  response.setHeader(
    'Content-Type',
    site.contentType ?? (file.endsWith('.json') ? 'application/json' : 'application/octet-stream'),
  );
  if (whole === undefined) {
    response.writeHead(404).end('not found');
    return;
  }
  if (site.ranges !== 'none') response.setHeader('Accept-Ranges', 'bytes').setHeader('ETag', etag);
  if (from > 0) {
    response.statusCode = 206;
    response.setHeader('Content-Range', `bytes ${from}-${whole.byteLength - 1}/${whole.byteLength}`);
  }
  const content = whole.subarray(from);
  if (planned) await misbehave(planned.fault, content, response);
  else response.setHeader('Content-Length', content.byteLength).end(content);
}

function takeToken(limit: NonNullable<Site['limit']>): boolean {
  const now = performance.now();
  limit.tokens = Math.min(limit.burst, limit.tokens + ((now - limit.at) / 1000) * limit.perSecond);
  limit.at = now;
  if (limit.tokens < 1) return false;
  limit.tokens -= 1;
  return true;
}

function firstByte({ headers }: IncomingMessage, etag: string): number {
  const [, from] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
  const same = headers['if-range'] === undefined || headers['if-range'] === etag;
  return same ? Number(from ?? 0) : 0;
}

async function misbehave(fault: Fault, content: Buffer, response: ServerResponse): Promise<void> {
  const half = content.subarray(0, content.byteLength >> 1);
  const page = '<!doctype html><title>App</title>';
  switch (fault.kind) {
    case 'refuse':
      response.destroy();
      return;
    case 'status':
      if (fault.retryAfter !== undefined) response.setHeader('Retry-After', fault.retryAfter);
      response.writeHead(fault.status).end('no');
      return;
    case 'html':
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page);
      return;
    case 'html-as-binary':
      response.end(page);
      return;
    case 'reset':
      response.setHeader('Content-Length', content.byteLength);
      // Bytes that the page has not read by then are lost.
      response.write(half, () => setTimeout(() => response.destroy(), 100));
      return;
    case 'truncate':
      response.end(half);
      return;
    case 'extend':
      response.end(Buffer.concat([content, Buffer.from('more')]));
      return;
    case 'corrupt': {
      const wrong = Buffer.from(content);
      wrong[wrong.byteLength >> 1]! ^= 1;
      response.end(wrong);
      return;
    }
    case 'wrong-range':
      if (response.statusCode === 206) {
        response.setHeader('Content-Range', `bytes 1-${content.byteLength}/${content.byteLength + 1}`);
      }
      response.end(content);
      return;
    case 'stall':
      response.setHeader('Content-Length', content.byteLength).write(half);
      return;
    case 'slow': {
      response.setHeader('Content-Length', content.byteLength);
      const piece = Math.ceil(content.byteLength / 16);
      for (let start = 0; start < content.byteLength && !response.destroyed; start += piece) {
        response.write(content.subarray(start, start + piece));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      response.end();
      return;
    }
    case 'body':
      response.end(fault.body);
      return;
    default:
      fault satisfies never;
  }
}

function listen(server: ReturnType<typeof createServer>): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    });
  });
}

async function unusedAddress(): Promise<string> {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}
