// The page's tokenizer over real message channels, with m1-nano's in the worker.

import { afterEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../src/api/connection.ts';
import { Model } from '../../src/api/model.ts';
import type { TokenizeOptions } from '../../src/contract/tokens.ts';
import { textPieces } from '../../src/text/text-pieces.ts';
import { detokenize, serveEncoder } from '../../src/worker/encoder.ts';
import type { Host } from '../../src/worker/protocol.ts';
import { toWireError } from '../../src/worker/wire-error.ts';
import { loadNanoTokenizer } from '../fixtures/text/load.ts';
import { connectHost } from '../support/connected-host.ts';

const tokenizer = loadNanoTokenizer();
const opened: Connection[] = [];

afterEach(() => {
  for (const connection of opened.splice(0)) connection.close(new Error('the test is over'));
});

function openModel(): Model {
  const host: Partial<Host> = {
    openEncoder: (specialTokens) => serveEncoder(tokenizer, specialTokens),
    async detokenize(ids) {
      try {
        return detokenize(tokenizer, ids);
      } catch (error) {
        throw toWireError(error);
      }
    },
  };
  const { connection } = connectHost(host);
  opened.push(connection);
  return new Model(connection, { name: 'test' } as never);
}

const sentence = 'The <think> 😀 fox jumps over 12 dogs. ';
const long = sentence.repeat(1000);

function* pieces(text: string, length: number): Generator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

async function* later(text: Iterable<string>): AsyncGenerator<string> {
  for (const piece of text) {
    await Promise.resolve();
    yield piece;
  }
}

describe('tokenizing', () => {
  const model = openModel;

  it.each<[string, (text: string) => Parameters<Model['tokenize']>[0]]>([
    ['a string', (text) => text],
    ['a list', (text) => [...pieces(text, 999)]],
    ['an iterable', (text) => pieces(text, 1)],
    ['an async iterable', (text) => later(pieces(text, 333))],
  ])('%s gives the ids of the whole text', async (_, source) => {
    const m1 = model();
    for (const text of ['', 'Hi', long]) {
      expect([...(await m1.tokenize(source(text)))]).toEqual(tokenizer.encode([text]));
      const ids = await m1.tokenize(source(text), { specialTokens: 'structure' });
      expect([...ids]).toEqual(tokenizer.encode(text));
      expect(await m1.detokenize(ids)).toBe(text);
    }
  });

  it('arrives in batches, and pulls text no faster than they are consumed', async () => {
    let asked = 0;
    const counted = (function* () {
      for (const piece of pieces(long, 1000)) {
        asked += piece.length;
        yield piece;
      }
    })();
    const batches: number[][] = [];
    let encoded = 0;
    for await (const ids of model().tokenize(counted, { stream: true })) {
      batches.push([...ids]);
      encoded += tokenizer.decode(ids).length;
      await new Promise((resolve) => setTimeout(resolve, 2));
      expect(asked - encoded).toBeLessThan(10_000);
    }
    expect(batches.length).toBeGreaterThan(3);
    expect(batches.flat()).toEqual(tokenizer.encode([long]));
  });

  it('ends the source when it is left early, and continues with another text', async () => {
    let ended = false;
    const endless = (function* () {
      try {
        for (;;) yield sentence;
      } finally {
        ended = true;
      }
    })();
    const m1 = model();
    for await (const _ of m1.tokenize(endless, { stream: true })) break;
    expect(ended).toBe(true);
    expect([...(await m1.tokenize('Hi'))]).toEqual(tokenizer.encode('Hi'));
  });

  it('rejects with the error that the source throws', async () => {
    const broken = new RangeError('the file is gone');
    const source = (function* () {
      yield long;
      throw broken;
    })();
    await expect(model().tokenize(source)).rejects.toBe(broken);
  });

  it.each<[unknown, unknown, string]>([
    [5, {}, 'tokenize: the text is 5, expected a string or an iterable of strings.'],
    [{}, {}, 'tokenize: the text is {}, expected a string or an iterable of strings.'],
    [['a', 5], {}, 'piece 1 of the text is 5, expected a string.'],
    ['a', { special_tokens: 'text' }, 'tokenize has no option "special_tokens". Did you mean specialTokens?'],
    ['a', { stream: 1 }, 'stream is 1, expected true or false.'],
    ['a', { specialTokens: 'none' }, 'specialTokens is "none", expected "text" or "structure".'],
    ['a', [], 'tokenize: the options are [], expected an object.'],
  ])('rejects %j with %j', async (text, options, message) => {
    const refused = model().tokenize(text as string, options as TokenizeOptions & { stream: false });
    await expect(refused).rejects.toMatchObject({ code: 'invalid-argument', message });
  });

  it('fails through its iterator when it is a stream', async () => {
    const batches = model().tokenize(5 as never, { stream: true });
    await expect(batches[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('fails when the worker ends', async () => {
    const m1 = model();
    const source = (async function* () {
      yield long;
      await m1.dispose();
      yield long;
    })();
    await expect(m1.tokenize(source)).rejects.toMatchObject({ code: 'disposed' });
  });
});

describe('ids to text', () => {
  it.each<[unknown, string]>([
    [[1, 4096], 'ids[1] is 4096, which is no token of this model.'],
    [[1, -1], 'ids[1] is -1, expected a token id.'],
    [[0.5], 'ids[0] is 0.5, expected a token id.'],
    [5, 'detokenize: the ids are 5, expected an iterable of numbers.'],
  ])('rejects %j', async (ids, message) => {
    await expect(openModel().detokenize(ids as number[])).rejects.toMatchObject({
      code: 'invalid-argument',
      message,
    });
  });

  it('reads half a character as U+FFFD', async () => {
    const ids = tokenizer.encode('😀');
    expect(ids.length).toBeGreaterThan(1);
    expect(await openModel().detokenize(ids.slice(0, 1))).toBe('\ufffd');
  });
});

it('pieces of a text have a reasonable size for messages, and add up to it', async () => {
  for (const length of [1, 5000, long.length]) {
    const sizes: number[] = [];
    let text = '';
    for await (const piece of textPieces(pieces(long, length))) {
      sizes.push(piece.length);
      text += piece;
    }
    expect(text).toBe(long);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(65_536);
    expect(sizes.slice(0, -1).every((size) => size >= 4096)).toBe(true);
  }
});
