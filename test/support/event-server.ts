// A server whose answers a test specifies, as the bytes of a protocol.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface EventServer {
  /** Base URL of its API. */
  url: string;
  /** The bodies of the requests, in order. */
  bodies: Record<string, unknown>[];
  /** The headers of the requests, in order. */
  headers: IncomingMessage['headers'][];
}

/** Handles each request; the first has index 0. The server closes at the end of the test. */
export type Answer = (response: ServerResponse, request: number) => void | Promise<void>;

export async function startEventServer(answer: Answer): Promise<EventServer> {
  const bodies: EventServer['bodies'] = [];
  const headers: EventServer['headers'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    headers.push(request.headers);
    bodies.push({ path: request.url, ...JSON.parse(body) });
    await answer(response, bodies.length - 1);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, bodies, headers };
}

export const eventStream = { 'content-type': 'text/event-stream' };

/** A stream of these events and its end. */
export function events(...data: (object | string)[]): Answer {
  return (response) => {
    response.writeHead(200, eventStream);
    for (const one of data)
      response.write(`data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`);
    response.end('data: [DONE]\n\n');
  };
}
