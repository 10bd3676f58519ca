// The local server's checks: who asks, how much, how many at a time, and who has disconnected.

import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createOpenAIFetch } from '../../src/adapters/openai/create-openai-fetch.ts';
import { createHttpServer, type HttpOptions } from '../../src/cli/http-server.ts';
import type { OpenAIBody } from '../support/openai-requests.ts';
import { type ScriptedModel, scriptModel } from '../support/scripted-model.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Served {
  port: number;
  scripted: ScriptedModel;
}

async function serve(options: Partial<HttpOptions> = {}, texts = ['Two.']): Promise<Served> {
  const scripted = scriptModel(texts);
  return { port: await listen(createOpenAIFetch(scripted.model), options), scripted };
}

/** Returns the port. */
async function listen(handler: typeof fetch, options: Partial<HttpOptions> = {}): Promise<number> {
  const server = createHttpServer(handler, {
    hosts: [],
    corsOrigins: [],
    maxBodyBytes: 10_000,
    maxWaiting: 5,
    ...options,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  error: OpenAIBody['error'];
}

async function ask(
  { port }: Served,
  {
    path = 'models',
    method = 'GET',
    headers = {},
    body,
  }: { path?: string; method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port, path: `/v1/${path}`, method, headers });
  asked.on('error', () => {}); // because the body is not read to its end
  asked.end(body);
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  const error = response.statusCode < 400 ? undefined : JSON.parse(text).error;
  return { status: response.statusCode, headers: response.headers, text, error };
}

function question(more: object = {}): { path: string; method: string; body: string } {
  const body = { model: 'scripted', messages: [{ role: 'user', content: 'Hi' }], ...more };
  return { path: 'chat/completions', method: 'POST', body: JSON.stringify(body) };
}

const long = 'one two three four five six seven eight nine ten '.repeat(200);

describe('a server', () => {
  it('answers like the fetch behind it', async () => {
    const served = await serve();
    const answer = await ask(served, question());
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).choices[0].message.content).toBe('Two.');
    const stream = await ask(served, question({ stream: true }));
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(stream.text).toMatch(/^data: \{.*\n\ndata: \[DONE\]\n\n$/s);
    expect((await ask(served, { path: 'nothing' })).status).toBe(404);
  });

  it.each([
    ['localhost:1234', 200],
    ['127.0.0.1', 200],
    ['127.8.9.10:80', 200],
    ['[::1]:8080', 200],
    ['LocalHost', 200],
    ['my-machine.lan:8080', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example:8080', 403],
    ['192.168.0.7', 403],
  ])('whose Host header is %s answers with %i', async (host, status) => {
    const served = await serve({ hosts: ['my-machine.lan'] });
    const answer = await ask(served, { headers: { host } });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.error.code).toBe('host_not_allowed');
  });

  it('rejects a request without a Host header', async () => {
    const { port } = await serve();
    const socket = connect(port, '127.0.0.1');
    socket.end('GET /v1/models HTTP/1.0\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(/^HTTP\/1\.1 403 /);
  });

  it.each([
    ['GET //[/v1/models', 200],
    ['GET http://[/v1/models', 404],
    ['TRACE /v1/models', 404],
    ['GET //elsewhere/v1/models', 200],
    ['GET http://elsewhere/v1/models', 200],
  ])('answers %s', async (line, status) => {
    const { port } = await serve();
    const socket = connect(port, '127.0.0.1');
    socket.end(`${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it('rejects pages, which send their origin, unless they are allowed', async () => {
    const served = await serve({ corsOrigins: ['https://app.example'] });
    const from = (origin: string) => ask(served, { ...question(), headers: { origin } });
    const refused = await from('https://evil.example');
    expect([refused.status, refused.error.code]).toEqual([403, 'origin_not_allowed']);
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    expect(served.scripted.engines[0]!.requests).toEqual([]);
    const allowed = await from('https://app.example');
    expect(allowed.status).toBe(200);
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      vary: 'Origin',
    });
    expect((await ask(await serve(), { headers: { origin: 'null' } })).status).toBe(403);
  });

  it("answers a browser's preflight", async () => {
    const served = await serve({ corsOrigins: ['*'] });
    const answer = await ask(served, {
      ...question(),
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, x-stainless-lang',
        'access-control-request-private-network': 'true',
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, x-stainless-lang',
      'access-control-allow-private-network': 'true',
    });
  });

  it.each<[string, Record<string, string>]>([
    ['that says its length', {}],
    ['that comes in chunks', { 'transfer-encoding': 'chunked' }],
  ])('rejects a body %s if it is too large', async (_, headers) => {
    const served = await serve({ maxBodyBytes: 1000 });
    const body = JSON.stringify({
      model: 'scripted',
      messages: [{ role: 'user', content: 'a'.repeat(5000) }],
    });
    const answer = await ask(served, { ...question(), headers, body });
    expect([answer.status, answer.error.code]).toEqual([413, 'request_too_large']);
    expect((await ask(served, question())).status).toBe(200);
  });

  it('queues a number of requests, and asks others to retry', async () => {
    const served = await serve({ maxWaiting: 2 }, [long, 'b', 'c', 'd']);
    const first = ask(served, question());
    await expect.poll(() => served.scripted.running, { interval: 2 }).toBe(1);
    const others = [1, 2, 3, 4].map(() => ask(served, question()));
    const refused = await Promise.race(others);
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.headers['x-should-retry']).toBeUndefined();
    expect(refused.error).toMatchObject({ type: 'rate_limit_error', code: 'queue_full' });
    expect((await ask(served)).status).toBe(200); // the list of models does not wait
    const answers = await Promise.all([first, ...others]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 429, 429]);
    expect((await ask(served, question())).status).toBe(200);
  });

  it.each([true, false])('frees the engine when the client disconnects (streamed: %s)', async (stream) => {
    const served = await serve({}, [long, 'next']);
    const { path, method, body } = question({ stream });
    const asked = request({ host: '127.0.0.1', port: served.port, path: `/v1/${path}`, method });
    asked.on('error', () => {});
    asked.end(body);
    await expect.poll(() => served.scripted.running, { interval: 2 }).toBe(1);
    asked.destroy();
    await expect.poll(() => served.scripted.running, { interval: 2 }).toBe(0);
    const { text } = await ask(served, question());
    expect(JSON.parse(text).choices[0].message.content).toBe('next');
  });

  it('frees the place of a client that leaves while it waits', async () => {
    const served = await serve({ maxWaiting: 1 }, [long, 'next']);
    const first = ask(served, question());
    await expect.poll(() => served.scripted.running, { interval: 2 }).toBe(1);
    const { path, method, body } = question();
    const waiting = request({ host: '127.0.0.1', port: served.port, path: `/v1/${path}`, method });
    waiting.on('error', () => {});
    waiting.end(body);
    await expect.poll(async () => (await ask(served, question({ n: 0 }))).status, { interval: 2 }).toBe(429);
    waiting.destroy();
    await expect.poll(async () => (await ask(served, question({ n: 0 }))).status, { interval: 2 }).toBe(400);
    expect(served.scripted.running).toBe(1);
    expect((await first).status).toBe(200);
    expect(JSON.parse((await ask(served, question())).text).choices[0].message.content).toBe('next');
  });

  it('writes no faster than the client reads', async () => {
    const warnings: string[] = [];
    const warn = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', warn);
    onTestFinished(() => void process.off('warning', warn));
    const chunks = 200;
    let made = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        if (made++ < chunks) controller.enqueue(new Uint8Array(100_000));
        else controller.close();
      },
    });
    const port = await listen(async () => new Response(body));
    const asked = request({ host: '127.0.0.1', port, path: '/' });
    asked.end();
    const [response] = await once(asked, 'response');
    let bytes = 0;
    let most = 0;
    for await (const chunk of response) {
      bytes += chunk.length;
      // The connection's buffers hold a few megabytes.
      most = Math.max(most, made * 100_000 - bytes);
      if (bytes < 2e6) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(bytes).toBe(chunks * 100_000);
    expect(most).toBeLessThan(bytes / 2);
    expect(warnings).toEqual([]);
  });

  it('continues when clients disconnect without reading', async () => {
    const served = await serve({ maxWaiting: 50 }, [long]);
    for (let i = 0; i < 20; i++) {
      const socket = connect(served.port, '127.0.0.1');
      socket.on('error', () => {});
      const { body } = question({ stream: true });
      socket.write(
        `POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      await new Promise((resolve) => setTimeout(resolve, i));
      socket.resetAndDestroy();
    }
    await expect.poll(() => served.scripted.running, { interval: 5 }).toBe(0);
    expect((await ask(served)).status).toBe(200);
  });
});
