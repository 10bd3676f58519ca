// The built library in different hosts: insecure pages, frames without an origin, policies, passwords in addresses. There is no
// model at the loaded address; the error that it is missing shows that the worker runs.

import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type Frame, type Page, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chromium } from '../support/chromium.ts';

/** The outcome of loading; 'console' is what the page printed about its policies. */
interface Outcome {
  code: string;
  message: string;
  details: Record<string, unknown>;
}

declare global {
  /** Outcomes of loading a model twice. */
  var outcomes: Promise<Outcome[]>;
}

const page = `<!doctype html><html lang="en"><title>host</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>`;

const script = `
import { loadModel } from '/lib/index.js';
const load = () => loadModel('/no-such-model/').then(
  () => ({ code: 'loaded' }),
  ({ code, message, details }) => ({ code, message, details }),
);
globalThis.outcomes = load().then(async (first) => [first, await load()]);
`;

// With the chunks that the library's entries share.
const library = readdirSync('dist').filter((file) => file.endsWith('.js'));
const files: Record<string, string> = {
  '/': page,
  '/page.js': script,
  ...Object.fromEntries(library.map((file) => [`/lib/${file}`, readFileSync(`dist/${file}`, 'utf8')])),
};

interface Host {
  /** Headers of the page, and of the worker's script. */
  page?: Record<string, string>;
  worker?: Record<string, string>;
  /** More files, by path. */
  files?: Record<string, string>;
  /** The required `Authorization`. */
  authorization?: string;
}

/** The address of a separate server, with a slash at its end. */
async function serve({ page = {}, worker = {}, files: more = {}, authorization }: Host): Promise<string> {
  const content = { ...files, ...more };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://server');
    if (authorization !== undefined && request.headers.authorization !== authorization) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="test"' }).end();
      return;
    }
    const extra = pathname === '/lib/worker.js' ? worker : pathname.endsWith('.js') ? {} : page;
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
    // Frames without an origin import the library from another one.
    const headers = { 'Content-Type': type, 'Access-Control-Allow-Origin': '*', ...extra };
    const body = content[pathname];
    response.writeHead(body === undefined ? 404 : 200, headers).end(body);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

let browser: Browser;

beforeAll(async () => {
  const args = [...chromium.args, '--host-resolver-rules=MAP phone.test 127.0.0.1'];
  browser = await playwright.launch({ ...chromium, args });
});

afterAll(() => browser.close());

async function open(address: string): Promise<{ tab: Page; violations: string[] }> {
  const tab = await browser.newPage();
  onTestFinished(() => tab.close());
  const violations: string[] = [];
  tab.on('console', (message) => {
    if (/Content Security Policy|Trusted/.test(message.text())) violations.push(message.text());
  });
  await tab.goto(address);
  return { tab, violations };
}

async function outcomesIn(frame: Frame | Page): Promise<Outcome[]> {
  await frame.waitForFunction(() => globalThis.outcomes !== undefined);
  return frame.evaluate(() => globalThis.outcomes);
}

/** Loads twice with the same outcome, because loading may be retried after a failure. */
const twice = (outcome: object): object[] => [outcome, outcome].map((one) => expect.objectContaining(one));

/** The worker runs, and reports the missing model. */
const missed = { code: 'http-status', message: expect.stringContaining('/no-such-model/manifest.json') };

describe('a page where browsers offer no WebGPU', () => {
  it('over http from another machine gets an error that names https and localhost', async () => {
    const address = (await serve({})).replace('127.0.0.1', 'phone.test');
    const { tab } = await open(address);
    const message = expect.stringMatching(/http:\/\/phone\.test:\d+ .*https or from localhost/);
    expect(await outcomesIn(tab)).toEqual(twice({ code: 'webgpu-unavailable', message }));
  });

  it.each([
    ['a sandboxed frame', (address: string) => `sandbox="allow-scripts" src="${address}"`],
    [
      'a frame of a data: address',
      (address: string) =>
        `src="data:text/html,${encodeURIComponent(page.replace('/page.js', `${address}page.js`))}"`,
    ],
  ])('%s gets an error that names https and localhost', async (_, attributes) => {
    const inner = await serve({});
    const { tab } = await open(await serve({ files: { '/': `<iframe ${attributes(inner)}></iframe>` } }));
    await expect.poll(() => tab.frames().length).toBe(2);
    const message = expect.stringMatching(/https or from localhost/);
    expect(await outcomesIn(tab.frames()[1]!)).toEqual(twice({ code: 'webgpu-unavailable', message }));
  });
});

describe('a worker that', () => {
  it('is missing is named by its address', async () => {
    const address = await serve({ files: { '/lib/worker.js': undefined as never } });
    const message = expect.stringMatching(`${address}lib/worker.js could not be loaded`);
    const { tab } = await open(address);
    expect(await outcomesIn(tab)).toEqual(twice({ code: 'worker-crashed', message }));
  });

  it('an isolated page blocks is named with its address and the policies that may be the reason', async () => {
    const address = await serve({
      page: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'credentialless',
      },
    });
    const message = expect.stringMatching(
      `${address}lib/worker.js could not be loaded.*Cross-Origin-Embedder-Policy.*content security policy`,
    );
    const { tab } = await open(address);
    expect(await outcomesIn(tab)).toEqual(twice({ code: 'worker-crashed', message }));
  });

  it('has the header of the isolated page runs', async () => {
    const isolated = { 'Cross-Origin-Embedder-Policy': 'credentialless' };
    const address = await serve({
      page: { 'Cross-Origin-Opener-Policy': 'same-origin', ...isolated },
      worker: isolated,
    });
    const { tab } = await open(address);
    expect(await outcomesIn(tab)).toEqual(twice(missed));
  });

  it.each(['worker-src https://workers.example', "script-src 'self'; child-src 'none'"])(
    'the policy %s blocks is told of with that policy',
    async (policy) => {
      const address = await serve({ page: { 'Content-Security-Policy': policy } });
      const { tab } = await open(address);
      expect(await outcomesIn(tab)).toEqual(
        twice({
          code: 'worker-crashed',
          message: expect.stringMatching(
            `${address}lib/worker.js could not be loaded, because the page's content security policy blocks it`,
          ),
          details: expect.objectContaining({ url: `${address}lib/worker.js`, policy }),
        }),
      );
    },
  );
});

it('a worker of the application that its policy blocks is named with its address', async () => {
  const files = {
    '/page.js': script.replace(
      "'/no-such-model/'",
      "'/no-such-model/', { worker: new Worker('/workers/mine.js', { type: 'module' }) }",
    ),
  };
  const address = await serve({ files, page: { 'Content-Security-Policy': "worker-src 'none'" } });
  const { tab } = await open(address);
  const message = expect.stringContaining(
    `${address}workers/mine.js could not be loaded, because the page's`,
  );
  expect(await outcomesIn(tab)).toEqual(twice({ code: 'worker-crashed', message }));
});

describe('trusted types', () => {
  it.each([
    "require-trusted-types-for 'script'",
    "require-trusted-types-for 'script'; trusted-types app pocket-m1",
    "trusted-types pocket-m1; script-src 'self'; worker-src 'self'; require-trusted-types-for 'script'",
  ])('let the worker start under %s, without a violation', async (policy) => {
    const { tab, violations } = await open(await serve({ page: { 'Content-Security-Policy': policy } }));
    expect(await outcomesIn(tab)).toEqual(twice(missed));
    expect(violations).toEqual([]);
  });

  it('that do not allow the policy pocket-m1 are reported', async () => {
    const policy = "require-trusted-types-for 'script'; trusted-types app";
    const { tab } = await open(await serve({ page: { 'Content-Security-Policy': policy } }));
    const message = expect.stringMatching(
      /lib\/worker\.js could not be started.*add pocket-m1 to its trusted-types/,
    );
    expect(await outcomesIn(tab)).toEqual(twice({ code: 'worker-crashed', message }));
  });

  it("do not change the page's Worker", async () => {
    const { tab } = await open(await serve({}));
    await outcomesIn(tab);
    expect(await tab.evaluate(() => String(globalThis.Worker))).toContain('[native code]');
  });
});

it.each([{}, { files: { '/lib/worker.js': undefined as never } }])(
  'a password in the address of the page is used, and shown nowhere (%o)',
  async (host) => {
    const authorization = `Basic ${Buffer.from('ann:hush').toString('base64')}`;
    const address = await serve({ ...host, authorization });
    const { tab } = await open(address.replace('//', '//ann:hush@'));
    const outcomes = await outcomesIn(tab);
    expect(outcomes).toEqual(twice('files' in host ? { code: 'worker-crashed' } : missed));
    expect(JSON.stringify(outcomes)).not.toMatch(/hush|ann/);
  },
);
