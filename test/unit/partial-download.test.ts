// How the rest of a file is asked for, given what the server has answered before. The page's origin is https://app.

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
  // What a response that has come over a network says of itself, after redirects too.
  Object.defineProperty(response, 'url', { value: `${origin}/file` });
  return response;
}

/** Takes the first bytes of an answer with the whole file, then the connection breaks. */
function begin(partial: PartialDownload, origin: string, headers?: Record<string, string>): void {
  expect(partial.accept(answer(origin, 200, WHOLE, headers))).toBe(true);
  partial.append(new TextEncoder().encode(WHOLE.slice(0, 3)));
}

function asked(partial: PartialDownload): string {
  const headers = new Headers(partial.request({}).headers);
  return headers.has('if-range') ? 'if-range' : headers.has('range') ? 'range' : 'whole';
}

const rest = (origin: string) => answer(origin, 206, WHOLE.slice(3));

test("the page's own server that does not answer is asked the same again: the connection is to blame", () => {
  const partial = new PartialDownload(WHOLE.length);
  begin(partial, OWN);
  for (let i = 0; i < 4; i++) {
    expect(asked(partial)).toBe('if-range');
    expect(partial.unanswered()).toBe(false);
  }
  expect(partial.accept(rest(OWN))).toBe(true);
  expect(partial.received).toBe(3);
});

test('another origin, such as the target of a redirect, is asked more and more plainly, without a wait', () => {
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
  // What was learnt holds for the next file: it is not to be interrupted.
  const next = new PartialDownload(WHOLE.length, ranges);
  begin(next, CDN);
  expect(next.resumable).toBe(false);
});

test('what another origin takes is asked for at once the next time', () => {
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
  // It has taken that before, so now the connection is to blame.
  expect(next.unanswered()).toBe(false);
  expect(asked(next)).toBe('range');
});

test('what has come is kept through an outage, also when another origin was asked for the whole in vain', () => {
  const partial = new PartialDownload(WHOLE.length);
  begin(partial, CDN);
  const outage = ['if-range', 'range', 'whole', 'if-range'].map((expected) => {
    expect(asked(partial)).toBe(expected);
    return partial.unanswered();
  });
  expect(outage).toEqual([true, true, false, true]);
  expect(partial.received).toBe(3);
});

test('two servers behind one address are each asked as they allow', () => {
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

test('a server that answers with the whole of the same file is not asked for parts again', () => {
  const ranges = new RangeSupport();
  const partial = new PartialDownload(WHOLE.length, ranges);
  begin(partial, OWN);
  asked(partial);
  begin(partial, OWN);
  expect(partial.resumable).toBe(false);
  expect(asked(partial)).toBe('whole');
});

test('a weak ETag does not vouch for a part', () => {
  const partial = new PartialDownload(WHOLE.length);
  begin(partial, OWN, { etag: 'W/"1"' });
  expect(asked(partial)).toBe('range');
});

test('servers that take turns, each with an ETag of its own, are soon asked for the whole only', () => {
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
