// Session files and saved states that have correct hashes and invalid content.

import { expect, it } from 'vitest';
import { decodeSessionFile, encodeSessionFile } from '../../src/chat/session-file.ts';
import { checkSnapshot, type SequenceSnapshot } from '../../src/engine/snapshot.ts';
import { sha256Hex } from '../../src/storage/sha256.ts';

async function fileOf(json: string): Promise<ArrayBuffer> {
  const header = new TextEncoder().encode(json);
  const length = new Uint8Array(Uint32Array.of(header.length).buffer);
  const mark = `pocket-m1 session 1\n${await sha256Hex(header)}`;
  return new Blob([mark, length, header]).arrayBuffer();
}

it.each(['null', '7', '{"messages":{"$integer":"x"}}'])('rejects the header %s by name', async (json) => {
  await expect(decodeSessionFile(await fileOf(json))).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringMatching(/^importSession: the file is damaged: .*messages/),
  });
});

it('returns fields that look like the mark of a long integer unchanged', async () => {
  const metadata = {
    $integer: 'x',
    list: [{ $integer: '5', other: 2n ** 70n }, { $$integer: { $integer: 1 } }],
  };
  const file = await encodeSessionFile({ messages: [], options: {}, metadata, state: undefined });
  expect(await decodeSessionFile(file)).toEqual({ messages: [], options: {}, metadata, state: undefined });
});

it('rejects a state without tokens, to which no sequence can be restored', () => {
  const shape = {
    revision: 'r',
    kvCache: 'f16',
    vocabSize: 10,
    contextLength: 10,
    lightningBytes: [16],
    kvBytes: [0],
  } as const;
  const empty: SequenceSnapshot = {
    format: 1,
    revision: 'r',
    kvCache: 'f16',
    expertThreshold: 0,
    tokens: new Uint32Array(),
    states: [],
    kv: [new ArrayBuffer(0)],
  };
  expect(() => checkSnapshot(empty, shape)).toThrow('number of tokens is 0, expected at least 1');
});
