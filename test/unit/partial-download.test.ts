// How the rest of a file is requested, given the server's earlier answers. The page's origin is https://app.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PartialDownload } from '../../src/shards/partial-download.ts';
import { RangeSupport } from '../../src/shards/range-support.ts';

const OWN = 'https://app';
const CDN = 'https://cdn.example';
const WHOLE = 'abcdefgh';

beforeEach(() => void vi.stubGlobal('location', { origin: OWN }));
afterEach(() => void vi.unstubAllGlobals());

function answer(
  origin: string,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): Response {
  const all = { 'content-length': String(body.length), etag: '"1"', ...headers };
  const response = new Response(body, { status, headers: all });
  // The fields of a response from the network, also after redirects.
  Object.defineProperty(response, 'url', { value: `${origin}/file` });
  return response;
}

/** Receives the first bytes of an answer with the whole file, then the connection breaks. */
function begin(partial: PartialDownload, origin: string, headers?: Record<string, string>): void {
  expect(partial.accept(answer(origin, 200, WHOLE, headers))).toBe(true);
  partial.append(new TextEncoder().encode(WHOLE.slice(0, 3)));
}

function asked(partial: PartialDownload): string {
  const headers = new Headers(partial.request({}).headers);
  return headers.has('if-range') ? 'if-range' : headers.has('range') ? 'range' : 'whole';
}

const rest = (origin: string) => answer(origin, 206, WHOLE.slice(3));

test("the page's own server gets the same request again, because only the connection can have failed", () => {
  const partial = new PartialDownload(WHOLE.length);
  begin(partial, OWN);
  for (let i = 0; i < 4; i++) {
    expect(asked(partial)).toBe('if-range');
    expect(partial.unanswered()).toBe(false);
  }
  expect(partial.accept(rest(OWN))).toBe(true);
  expect(partial.received).toBe(3);
});

test('another origin, such as the target of a redirect, gets simpler and simpler requests, without a wait', () => {
  const ranges = new RangeSupport();
  const partial = new PartialDownload(WHOLE.length, ranges);
  begin(partial, CDN);
  expect(asked(partial)).toBe('if-range');
  expect(partial.unanswered()).toBe(true);
  expect(asked(partial)).toBe('range');
  expect(partial.unanswered()).toBe(true);
  expect(asked(partial)).toBe('whole');
  expect(partial.accept(answer(CDN, 200, WHOLE))).toBe(true);
  expect(partial.received).toBe(0);
  // This is remembered for the next file, which must not be interrupted.
  const next = new PartialDownload(WHOLE.length, ranges);
  begin(next, CDN);
  expect(next.resumable).toBe(false);
});

test('the kind of request that another origin accepts is used at once the next time', () => {
  const ranges = new RangeSupport();
  const partial = new PartialDownload(WHOLE.length, ranges);
  begin(partial, CDN);
  asked(partial);
  partial.unanswered();
  expect(asked(partial)).toBe('range');
  expect(partial.accept(rest(CDN))).toBe(true);
  const next = new PartialDownload(WHOLE.length, ranges);
  begin(next, CDN);
  expect(asked(next)).toBe('range');
  // It accepted that before, so now the connection must have failed.
  expect(next.unanswered()).toBe(false);
  expect(asked(next)).toBe('range');
});

test('downloaded bytes are kept through an outage, also after a failed request for the whole file from another origin', () => {
  const partial = new PartialDownload(WHOLE.length);
  begin(partial, CDN);
  const outage = ['if-range', 'range', 'whole', 'if-range'].map((expected) => {
    expect(asked(partial)).toBe(expected);
    return partial.unanswered();
  });
  expect(outage).toEqual([true, true, false, true]);
  expect(partial.received).toBe(3);
});

test('two servers behind one address each get requests that they accept', () => {
  const ranges = new RangeSupport();
  const small = new PartialDownload(WHOLE.length, ranges);
  begin(small, OWN);
  expect(asked(small)).toBe('if-range');
  expect(small.accept(rest(OWN))).toBe(true);
  const large = new PartialDownload(WHOLE.length, ranges);
  begin(large, CDN);
  asked(large);
  expect(large.unanswered()).toBe(true);
  expect(asked(large)).toBe('range');
});

test('a server that answers with the whole file gets no more range requests', () => {
  const ranges = new RangeSupport();
  const partial = new PartialDownload(WHOLE.length, ranges);
  begin(partial, OWN);
  asked(partial);
  begin(partial, OWN);
  expect(partial.resumable).toBe(false);
  expect(asked(partial)).toBe('whole');
});

test('a weak ETag is not used for a part', () => {
  const partial = new PartialDownload(WHOLE.length);
  begin(partial, OWN, { etag: 'W/"1"' });
  expect(asked(partial)).toBe('range');
});

test('alternating servers with different ETags soon get requests for the whole file only', () => {
  const partial = new PartialDownload(WHOLE.length);
  for (let round = 0; round < 2; round++) {
    expect(asked(partial)).toBe('whole');
    begin(partial, OWN, { etag: '"one"' });
    expect(asked(partial)).toBe('if-range');
    expect(partial.accept(answer(OWN, 206, WHOLE.slice(3), { etag: '"two"' }))).toBe(false);
  }
  begin(partial, OWN, { etag: '"one"' });
  expect(asked(partial)).toBe('whole');
});
