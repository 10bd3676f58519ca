// Serves a `fetch` over HTTP to programs on this machine: what a server has to care for that a `fetch` in a page has not.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { errorResponse } from '../adapters/openai/error-response.ts';
import { RequestError } from '../adapters/openai/request-error.ts';

export interface HttpOptions {
  /** Names that the `Host` header may have besides those of the loopback addresses. */
  hosts: readonly string[];
  /** Origins whose pages may ask, or `*` for all. */
  corsOrigins: readonly string[];
  maxBodyBytes: number;
  /** How many requests may wait while one is answered. */
  maxWaiting: number;
}

/** The server does not listen yet. */
export function createHttpServer(handler: typeof fetch, options: HttpOptions): Server {
  let posts = 0;
  return createServer(async (request, response) => {
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    // A client that has left between two chunks; without a listener the error would end the process.
    response.on('error', () => gone.abort());
    try {
      checkHost(request, options.hosts);
      allowOrigin(request, response, options.corsOrigins);
      if (request.method === 'OPTIONS') return void response.writeHead(204).end();
      const asked = await readRequest(request, options.maxBodyBytes, gone.signal);
      const isPost = request.method === 'POST';
      if (isPost && posts > options.maxWaiting) {
        response.setHeader('retry-after', '1');
        throw new RequestError('queue_full', `${posts} requests are answered or wait already.`, {
          status: 429,
        });
      }
      if (isPost) posts += 1;
      try {
        await send(await handler(asked), response);
      } finally {
        if (isPost) posts -= 1;
      }
    } catch (error) {
      if (gone.signal.aborted) return;
      if (response.headersSent) return void response.destroy();
      await send(errorResponse(error, {}), response);
    }
  });
}

/** Pages of the web reach this machine by names of their own, which they point at it (DNS rebinding). */
function checkHost({ headers: { host } }: IncomingMessage, hosts: readonly string[]): void {
  const name = host?.replace(/:\d+$/, '').toLowerCase() ?? '';
  if (isLoopback(name) || hosts.includes(name)) return;
  throw new RequestError(
    'host_not_allowed',
    `The Host header is ${JSON.stringify(host ?? '')}: name it with --allow-host.`,
    {
      status: 403,
    },
  );
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A page can post without being allowed to read the answer, so pages that are not allowed are refused. */
function allowOrigin(
  { headers: { origin, ...headers } }: IncomingMessage,
  response: ServerResponse,
  allowed: readonly string[],
): void {
  if (origin === undefined) return;
  if (!allowed.includes('*') && !allowed.includes(origin)) {
    throw new RequestError('origin_not_allowed', `Pages of ${origin} may not ask: allow them with --cors.`, {
      status: 403,
    });
  }
  response.setHeader('access-control-allow-origin', allowed.includes('*') ? '*' : origin);
  response.setHeader('vary', 'Origin');
  response.setHeader('access-control-expose-headers', 'retry-after, x-should-retry');
  const wanted = headers['access-control-request-headers'];
  if (headers['access-control-request-method'] === undefined) return;
  response.setHeader('access-control-allow-methods', 'GET, POST');
  if (wanted !== undefined) response.setHeader('access-control-allow-headers', wanted);
  if (headers['access-control-request-private-network'] === 'true') {
    response.setHeader('access-control-allow-private-network', 'true');
  }
}

async function readRequest(
  request: IncomingMessage,
  maxBodyBytes: number,
  signal: AbortSignal,
): Promise<Request> {
  const { method = 'GET', url = '/' } = request;
  const chunks: Buffer[] = [];
  let bytes = Number(request.headers['content-length'] ?? 0);
  const refuse = (): never => {
    throw new RequestError('request_too_large', `The body has more than ${maxBodyBytes} bytes.`, {
      status: 413,
    });
  };
  if (bytes > maxBodyBytes) refuse();
  bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes) refuse();
    chunks.push(chunk);
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    return new Request(url.startsWith('/') ? `http://localhost${url}` : url, {
      method,
      signal,
      ...(hasBody && { body: Buffer.concat(chunks) }),
    });
  } catch {
    // An address such as `*`, or a method such as TRACE, which no `fetch` takes.
    throw new RequestError('unknown_url', `There is no ${method} ${url} here.`, { status: 404 });
  }
}

/** Writes as fast as the client reads. Leaving the loop cancels the body, and so the answer. */
async function send({ status, headers, body }: Response, response: ServerResponse): Promise<void> {
  // What is left of a body that was refused is not read.
  if (status === 413) response.setHeader('connection', 'close');
  response.writeHead(status, Object.fromEntries(headers));
  for await (const chunk of body ?? []) {
    if (response.destroyed) return;
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

/** Resolves when more can be written, or when nobody reads any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
    if (response.destroyed) done();
  });
}
