// Downloads over real HTTP, one test per kind of failure.

import { expect, inject, test } from 'vitest';
import { DownloadError, IntegrityError } from '../../src/errors.ts';
import { download } from '../../src/shards/download.ts';
import { PartialDownload } from '../../src/shards/partial-download.ts';
import type { Fault } from '../support/shard-server.ts';
import { failureOf, Site } from '../support/shard-site.ts';

const FILE = 'core-00.safetensors';

async function prepare(fault?: Fault, times?: number) {
  const site = new Site();
  const { bytes, sha256 } = (await site.manifest()).shards.find(({ file }) => file === FILE)!;
  if (fault) await site.fail(FILE, fault, times);
  const requests = async () => (await site.shardRequests())[FILE] ?? 0;
  /** The first requested byte of each request. */
  const starts = async () => (await site.log()).filter(({ file }) => file === FILE).map(({ from }) => from);
  return { site, url: site.url + FILE, bytes, sha256, requests, starts };
}

test('a successful download is one buffer of the exact size, and reports its bytes as they arrive', async () => {
  const { url, bytes, sha256, requests } = await prepare({ kind: 'slow' });
  const reports: number[] = [];
  const content = await download(url, { bytes, sha256, onBytes: (received) => reports.push(received) });
  expect(content.byteLength).toBe(bytes);
  expect(reports.length).toBeGreaterThan(3);
  expect(reports).toEqual(reports.toSorted((a, b) => a - b));
  expect(reports.at(-1)).toBe(bytes);
  expect(await requests()).toBe(1);
});

const passing: [name: string, fault: Fault][] = [
  ['a connection reset in the middle of the body', { kind: 'reset' }],
  ['half a body', { kind: 'truncate' }],
  ['status 500', { kind: 'status', status: 500 }],
  ['status 503', { kind: 'status', status: 503 }],
  ['status 429', { kind: 'status', status: 429 }],
];
for (const [name, fault] of passing) {
  test(`${name} is retried`, async () => {
    const { url, bytes, sha256, requests } = await prepare(fault, 2);
    const content = await download(url, { bytes, sha256 });
    expect(content.byteLength).toBe(bytes);
    expect(await requests()).toBe(3);
  });
}

const lasting: [
  name: string,
  fault: Fault,
  requests: number,
  code: string,
  status: number,
  actual: RegExp,
][] = [
  ['a server error that stays', { kind: 'status', status: 500 }, 2, 'http-status', 500, /status 500/],
  ['a missing file', { kind: 'status', status: 404 }, 1, 'http-status', 404, /status 404/],
  ['a connection reset every time', { kind: 'reset' }, 2, 'truncated', 200, /^\d+ bytes before/],
  ['half a body every time', { kind: 'truncate' }, 2, 'truncated', 200, /^100000 bytes before/],
  ['an HTML page', { kind: 'html' }, 2, 'unexpected-content', 200, /HTML page \(text\/html/],
  [
    'an HTML page that pretends to be binary',
    { kind: 'html-as-binary' },
    2,
    'unexpected-content',
    200,
    /HTML/,
  ],
  ['a body that is too long', { kind: 'extend' }, 2, 'unexpected-content', 200, /at least 200004 bytes/],
  ['a wrong byte', { kind: 'corrupt' }, 2, 'integrity', 200, /^sha-256 [0-9a-f]{64}$/],
];
for (const [name, fault, tries, code, status, actual] of lasting) {
  test(`${name} fails with '${code}' after ${tries} request(s), and works once the server does`, async () => {
    const { site, url, bytes, sha256, requests } = await prepare(fault);
    await site.control({ ranges: 'none' });
    const error = await failureOf(download(url, { bytes, sha256, tries: 2 }));
    expect(error).toBeInstanceOf(code === 'integrity' ? IntegrityError : DownloadError);
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({ url, status });
    expect(error.details.actual).toMatch(actual);
    expect(error.message).toContain(`expected ${error.details.expected}`);
    expect(await requests()).toBe(tries);
    await site.heal();
    expect((await download(url, { bytes, sha256 })).byteLength).toBe(bytes);
  });
}

test.each([
  ['a wrong byte', { kind: 'corrupt' }],
  ['a longer file', { kind: 'extend' }],
  ['a page', { kind: 'html' }],
] as const)('%s in the HTTP cache is solved by a request that bypasses it', async (_, fault) => {
  const { url, bytes, sha256, requests } = await prepare(fault, 1);
  expect((await download(url, { bytes, sha256 })).byteLength).toBe(bytes);
  expect(await requests()).toBe(2);
});

test("a port where nothing listens fails with 'network' and names what to check", async () => {
  const url = `${inject('shardServer').deadUrl}x/${FILE}`;
  const error = await failureOf(download(url, { bytes: 1, sha256: '0'.repeat(64) }));
  expect(error).toBeInstanceOf(DownloadError);
  expect(error.code).toBe('network');
  expect(error.details).toMatchObject({ url, status: null, expected: 'a response' });
  expect(error.message).toContain('check the address');
});

test('a server that stops sending counts as unreachable', async () => {
  const { url, bytes, sha256 } = await prepare({ kind: 'stall' });
  const error = await failureOf(download(url, { bytes, sha256, stallMs: 1000, tries: 1 }));
  expect(error.code).toBe('truncated');
  expect((error.cause as Error).name).toBe('TimeoutError');
});

test('a download resumes where the connection broke', async () => {
  const { url, bytes, sha256, starts } = await prepare({ kind: 'reset' }, 2);
  const reports: number[] = [];
  const content = await download(url, { bytes, sha256, onBytes: (received) => reports.push(received) });
  expect(content.byteLength).toBe(bytes);
  expect(await starts()).toEqual([0, bytes / 2, (bytes * 3) / 4]);
  // No byte was downloaded twice.
  expect(reports).toEqual(reports.toSorted((a, b) => a - b));
});

test('a download that stalled resumes where it stalled', async () => {
  const { url, bytes, sha256, starts } = await prepare({ kind: 'stall' }, 1);
  const content = await download(url, { bytes, sha256, stallMs: 1000 });
  expect(content.byteLength).toBe(bytes);
  expect(await starts()).toEqual([0, bytes / 2]);
});

test('a download continues as long as each connection transfers something', async () => {
  const { url, bytes, sha256, requests } = await prepare({ kind: 'reset' }, 3);
  const content = await download(url, { bytes, sha256, tries: 2 });
  expect(content.byteLength).toBe(bytes);
  expect(await requests()).toBe(4);
});

test('if the server exposes neither ETag nor Content-Range to other origins, the hash verifies the parts', async () => {
  const { site, url, bytes, sha256, starts } = await prepare({ kind: 'reset' }, 1);
  await site.control({ ranges: 'hidden' });
  expect((await download(url, { bytes, sha256 })).byteLength).toBe(bytes);
  expect(await starts()).toEqual([0, bytes / 2]);
});

test('if the server does not allow If-Range from other origins, the rest is requested without it', async () => {
  const { site, url, bytes, sha256, starts } = await prepare({ kind: 'reset' }, 1);
  await site.control({ ranges: 'simple' });
  expect((await download(url, { bytes, sha256 })).byteLength).toBe(bytes);
  expect(await starts()).toEqual([0, bytes / 2]);
});

test('a server without ranges sends the whole file again', async () => {
  const { site, url, bytes, sha256, starts } = await prepare({ kind: 'reset' }, 1);
  await site.control({ ranges: 'none' });
  expect((await download(url, { bytes, sha256 })).byteLength).toBe(bytes);
  expect(await starts()).toEqual([0, 0]);
});

for (const ranges of ['exposed', 'simple'] as const) {
  test(`a file that changed between two parts is downloaded again (ETags, ranges '${ranges}')`, async () => {
    const { site, url, bytes, sha256 } = await prepare({ kind: 'stall' }, 1);
    await site.control({ ranges });
    const downloading = download(url, { bytes, sha256, stallMs: 1000 });
    await expect.poll(async () => (await site.log()).at(-1)?.answer).toBe('pending');
    await site.control({ version: 'other' });
    expect((await downloading).byteLength).toBe(bytes);
    expect((await site.log()).at(-1)).toMatchObject({ from: 0, answer: 'complete' });
  });
}

test('undetected parts of two files fail the hash, and the file is downloaded again', async () => {
  const { site, url, bytes, sha256 } = await prepare();
  // The first half is from a revision in which this file is different.
  const changed = 'core-01.safetensors';
  const former = (await site.manifest()).shards.find(({ file }) => file === changed)!;
  await site.control({ ranges: 'hidden', faults: [{ file: changed, fault: { kind: 'stall' }, times: 1 }] });
  const downloading = download(site.url + changed, { ...former, stallMs: 1000 });
  await expect
    .poll(async () => (await site.log()).at(-1))
    .toMatchObject({ file: changed, answer: 'pending' });
  await site.control({ revision: 2 });
  const error = await failureOf(downloading);
  // The manifest names the earlier revision, so every try fails; the last one requested the whole new file.
  expect(error.code).toBe('integrity');
  const starts = (await site.log()).filter(({ file }) => file === changed).map(({ from }) => from);
  expect(starts).toEqual([0, former.bytes / 2, 0]);
  expect((await download(url, { bytes, sha256 })).byteLength).toBe(bytes);
});

test('an answer with other bytes than the requested ones is rejected', async () => {
  const { site, url, bytes, sha256, starts } = await prepare({ kind: 'reset' }, 1);
  await site.fail(FILE, { kind: 'wrong-range' }, 1);
  expect((await download(url, { bytes, sha256 })).byteLength).toBe(bytes);
  expect(await starts()).toEqual([0, bytes / 2, 0]);
});

test('a later call continues an aborted download', async () => {
  const { url, bytes, sha256, starts } = await prepare({ kind: 'stall' }, 1);
  const partial = new PartialDownload(bytes);
  const controller = new AbortController();
  const onBytes = (received: number) => received === bytes / 2 && controller.abort();
  const aborted = await failureOf(
    download(url, { bytes, sha256, partial, signal: controller.signal, onBytes }),
  );
  expect(aborted.name).toBe('AbortError');
  expect(partial.resumable).toBe(true);
  expect((await download(url, { bytes, sha256, partial })).byteLength).toBe(bytes);
  expect(await starts()).toEqual([0, bytes / 2]);
});

test('a Retry-After is respected, and a long one is not waited for', async () => {
  const { site, url, bytes, sha256, requests } = await prepare(
    { kind: 'status', status: 429, retryAfter: '2' },
    1,
  );
  const start = performance.now();
  await download(url, { bytes, sha256 });
  expect(performance.now() - start).toBeGreaterThan(1_990);
  expect(await requests()).toBe(2);
  const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
  await site.fail(FILE, { kind: 'status', status: 503, retryAfter: inAnHour });
  const error = await failureOf(download(url, { bytes, sha256, fetchOptions: { cache: 'reload' } }));
  expect(error).toMatchObject({ code: 'http-status', details: { status: 503 } });
  expect(Number(error.details.retryAfterMs)).toBeGreaterThan(3_500_000);
  expect(await requests()).toBe(3);
});

test('aborting in the middle of the body ends the request with an AbortError', async () => {
  const { site, url, bytes, sha256 } = await prepare({ kind: 'slow' });
  const controller = new AbortController();
  const error = await failureOf(
    download(url, {
      bytes,
      sha256,
      signal: controller.signal,
      onBytes: (received) => received > 0 && controller.abort(),
    }),
  );
  expect(error).toBeInstanceOf(DOMException);
  expect(error.name).toBe('AbortError');
  await expect
    .poll(async () => (await site.log()).at(-1))
    .toMatchObject({ file: FILE, fault: 'slow', answer: 'cut' });
});

test('aborting during the wait between two tries ends the wait at once', async () => {
  const { url, bytes, sha256, requests } = await prepare({ kind: 'status', status: 503, retryAfter: '30' });
  const controller = new AbortController();
  const failing = failureOf(download(url, { bytes, sha256, signal: controller.signal }));
  await expect.poll(requests).toBe(1);
  const start = performance.now();
  controller.abort();
  expect((await failing).name).toBe('AbortError');
  expect(performance.now() - start).toBeLessThan(5000);
});

test('an already aborted signal sends no request', async () => {
  const { url, bytes, sha256, requests } = await prepare();
  const error = await failureOf(download(url, { bytes, sha256, signal: AbortSignal.abort() }));
  expect(error.name).toBe('AbortError');
  expect(await requests()).toBe(0);
});

test('a file of unknown size is returned whole, and an HTML page in its place is rejected', async () => {
  const { site } = await prepare();
  const url = `${site.url}manifest.json`;
  expect(JSON.parse(new TextDecoder().decode(await download(url)))).toMatchObject({ format: 'pocket-m1' });
  await site.fail('manifest.json', { kind: 'html-as-binary' });
  const error = await failureOf(download(url, { fetchOptions: { cache: 'reload' } }));
  expect(error.code).toBe('unexpected-content');
  expect(error.message).toContain('expected a JSON file');
});

test('a page without crypto.subtle fails before anything is downloaded', async () => {
  const { url, bytes, sha256, requests } = await prepare();
  // As on an insecure origin.
  Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
  try {
    const error = await failureOf(download(url, { bytes, sha256 }));
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error.message).toContain('not a secure origin');
  } finally {
    Reflect.deleteProperty(crypto, 'subtle');
  }
  expect(await requests()).toBe(0);
});
