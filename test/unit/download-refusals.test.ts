// Downloads from a host that answers 429 or 503, with a fake clock.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DownloadError } from '../../src/errors.ts';
import { download } from '../../src/shards/download.ts';
import { Host } from '../../src/shards/host.ts';

const URL = 'https://host/m1/tokenizer.json';

/** The host's answer to the nth request for a file, and when it was requested. */
let answer: (file: string, nth: number) => Response;
let asked: { file: string; at: number }[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal('fetch', async (file: string, { signal }: RequestInit) => {
    signal?.throwIfAborted();
    asked.push({ file, at: performance.now() });
    return answer(file, asked.filter((request) => request.file === file).length);
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const refusal = (status: number, retryAfter?: string) =>
  new Response(null, { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } });
const content = () => new Response('{}');

/** Advances time until the download has ended; returns its outcome and the seconds. */
async function outcome(downloading: Promise<ArrayBuffer>) {
  const start = performance.now();
  let seconds = 0;
  const settled = downloading
    .then(
      () => 'done' as const,
      (error: unknown) => error,
    )
    .finally(() => {
      seconds = (performance.now() - start) / 1000;
    });
  await vi.runAllTimersAsync();
  return { result: await settled, seconds };
}

const kinds: [what: string, refuse: () => Response][] = [
  ['429', () => refusal(429)],
  ['503', () => refusal(503)],
  ['429, to be asked again after a second', () => refusal(429, '1')],
  ['503, to be asked again at a date', () => refusal(503, new Date(Date.now() + 3_000).toUTCString())],
  ['429, to be asked again as it likes', () => refusal(429, 'soon')],
];
test.each(kinds)('%s eight times in a row is waited out', async (_, refuse) => {
  answer = (_, nth) => (nth <= 8 ? refuse() : content());
  const { result } = await outcome(download(URL));
  expect(result).toBe('done');
  expect(asked).toHaveLength(9);
});

test.each(kinds)('%s for more than a minute, and nothing else, fails with http-status', async (_, refuse) => {
  answer = refuse;
  const { result, seconds } = await outcome(download(URL));
  expect(result).toBeInstanceOf(DownloadError);
  expect(result).toMatchObject({ code: 'http-status', details: { status: refuse().status } });
  expect((result as Error).message).toContain('try again later');
  expect(seconds).toBeGreaterThanOrEqual(60);
  expect(seconds).toBeLessThan(75);
  expect(asked.length).toBeLessThan(70);
});

test('a Retry-After of more than a minute is not waited for', async () => {
  answer = () => refusal(429, '61');
  const { result, seconds } = await outcome(download(URL));
  expect(result).toMatchObject({ code: 'http-status', details: { status: 429, retryAfterMs: 61_000 } });
  expect(seconds).toBe(0);
});

test('a Retry-After of more than a minute for one file does not hold up the others', async () => {
  const host = new Host();
  const bad = `${URL}.bad`;
  answer = (file) => (file === bad ? refusal(503, '3600') : content());
  const waiting = download(bad, { host }).catch(() => download(`${URL}.later`, { host }));
  const { result, seconds } = await outcome(
    Promise.all([waiting, download(URL, { host })]).then(([first]) => first),
  );
  expect(result).toBe('done');
  expect(seconds).toBeLessThan(1);
  expect(asked).toHaveLength(3);
});

test('a minute without requests does not count as a minute of refusals', async () => {
  const host = new Host();
  answer = () => refusal(429, '61');
  await outcome(download(URL, { host }));
  await vi.advanceTimersByTimeAsync(120_000);
  answer = (_, nth) => (nth <= 3 ? refusal(429) : content());
  expect((await outcome(download(URL, { host }))).result).toBe('done');
});

test('a caller with a fallback tries once', async () => {
  answer = () => refusal(503, '2');
  const { result, seconds } = await outcome(download(URL, { refusedMs: 0 }));
  expect(result).toMatchObject({ code: 'http-status' });
  expect(seconds).toBe(0);
  expect(asked).toHaveLength(1);
});

test('one file that is always rejected fails, and the others are downloaded', async () => {
  const host = new Host();
  const bad = `${URL}.bad`;
  answer = (file) => (file === bad ? refusal(503) : content());
  const downloads = [bad, ...Array.from({ length: 40 }, (_, i) => `${URL}.${i}`)].map((file) =>
    download(file, { host }),
  );
  const results = Promise.allSettled(downloads);
  // Meanwhile the page requests other files.
  const other = setInterval(() => void download(`${URL}.other`, { host }), 1_000);
  setTimeout(() => clearInterval(other), 120_000);
  await vi.runAllTimersAsync();
  const [first, ...others] = await results;
  expect(first).toMatchObject({ status: 'rejected', reason: { code: 'http-status', details: { url: bad } } });
  expect(others.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(asked.filter(({ file }) => file === bad).length).toBeLessThan(40);
});

test('aborting ends the wait for a host that rejects requests', async () => {
  answer = () => refusal(429, '30');
  const controller = new AbortController();
  const downloading = outcome(download(URL, { signal: controller.signal }));
  setTimeout(() => controller.abort(), 5_000);
  const { result, seconds } = await downloading;
  expect(result).toMatchObject({ name: 'AbortError' });
  expect(seconds).toBeCloseTo(5);
  expect(asked).toHaveLength(1);
});
