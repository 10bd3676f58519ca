// What a download says when a file of a folder on this device cannot be read.

import { expect, test } from 'vitest';
import { download } from '../../src/shards/download.ts';
import type { ModelFolder } from '../../src/shards/folder-fetch.ts';
import { Host } from '../../src/shards/host.ts';

const address = 'https://example.test/folders/m1/';

const failureOf = (folder: ModelFolder): Promise<unknown> =>
  download(`${address}core-0`, { host: new Host(address, folder), bytes: 8, tries: 1 }).catch(
    (error) => error,
  );

test('a folder without permission is to be chosen again, and no server is to blame', async () => {
  const forbidden = {
    getFileHandle: () => Promise.reject(new DOMException('Not allowed.', 'NotAllowedError')),
  };
  expect(await failureOf(forbidden as unknown as FileSystemDirectoryHandle)).toMatchObject({
    code: 'network',
    message: `${address}core-0: got no file (Not allowed.), expected a file of the folder; choose the folder again, and let the page read it.`,
  });
});

test('a file that changes while it is read is to be chosen again', async () => {
  let sent = false;
  const changing = new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new DOMException('It has changed.', 'NotReadableError'));
      else controller.enqueue(new Uint8Array(3));
      sent = true;
    },
  });
  const files = new Map([['core-0', changing as unknown as File]]);
  expect(await failureOf(files)).toMatchObject({
    code: 'truncated',
    message: `${address}core-0: got 3 bytes before reading failed, expected a file of 8 bytes; choose the folder again, because its files may have changed.`,
  });
});
