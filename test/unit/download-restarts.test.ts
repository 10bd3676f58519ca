// Downloads over connections that break, from a server that always sends the whole file, with a fake clock.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { download } from '../../src/shards/download.ts';

const BYTES = 64;
let requests: number;

beforeEach(() => {
  vi.useFakeTimers();
  requests = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A response that breaks after some bytes. */
function broken(bytes: number): Response {
  let sent = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (sent) controller.error(new TypeError('The connection was lost.'));
      else controller.enqueue(new Uint8Array(bytes));
      sent = true;
    },
  });
  return new Response(body, { headers: { 'content-length': String(BYTES), 'accept-ranges': 'none' } });
}

test('tries that each start from the first byte end, also if one gets further than the one before', async () => {
  vi.stubGlobal('fetch', async () => {
    requests += 1;
    if (requests > 20) throw new DOMException('The download has not ended.', 'AbortError');
    return broken(requests % 2 === 0 ? (3 * BYTES) / 4 : BYTES / 4);
  });
  const failure = download('https://host/m1/core-0', { bytes: BYTES, sha256: '0'.repeat(64) }).catch(
    (error: unknown) => error,
  );
  await vi.runAllTimersAsync();
  expect(await failure).toMatchObject({ code: 'truncated' });
  expect(requests).toBe(4);
});

test('the error says how many bytes came, also of a file whose size is unknown', async () => {
  vi.stubGlobal('fetch', async () => broken(17));
  expect(await download('https://host/m1/manifest.json', { tries: 1 }).catch((error) => error)).toMatchObject(
    {
      code: 'truncated',
      message: expect.stringContaining('got 17 bytes before the connection ended, expected a JSON file'),
    },
  );
});
