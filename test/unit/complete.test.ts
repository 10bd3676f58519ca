// Completing a text that arrives in pieces: from the page over real message channels to a scripted engine.

import { afterEach, describe, expect, it } from 'vitest';
import type { CompleteOptions, CompletionPart } from '../../src/contract/generate.ts';
import type { TextSource } from '../../src/contract/tokens.ts';
import { loadNanoTokenizer } from '../fixtures/text/load.ts';
import { closeReadingModels, openReadingModel } from '../support/reading-model.ts';

const tokenizer = loadNanoTokenizer();
afterEach(closeReadingModels);

const sentence = 'The <think> 😀 fox jumps over 12 dogs. ';
const long = sentence.repeat(2000);

async function* later(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) {
    await Promise.resolve();
    yield text.slice(at, at + length);
  }
}

describe('completing', () => {
  it.each<[string, TextSource]>([
    ['a string', long],
    ['a list', [long.slice(0, 777), long.slice(777)]],
    ['an async iterable', later(long, 1001)],
  ])('%s reads the tokens of the whole text, and reports progress', async (_, source) => {
    const { model, prompts } = openReadingModel();
    const parts: CompletionPart[] = [];
    const run = model.complete(source);
    for await (const part of run) parts.push(part);
    const ids = tokenizer.encode([long]);
    expect(prompts).toEqual([ids]);
    const { text, usage, droppedMessages } = await run.result;
    expect(text).toBe(' and so on');
    expect(usage).toMatchObject({ promptTokens: ids.length, cachedTokens: 0 });
    expect(droppedMessages).toEqual([]);
    const read = parts.filter((part) => part.type === 'prompt');
    expect(read.at(-1)).toEqual({ type: 'prompt', tokens: ids.length, cachedTokens: 0 });
    expect(read.length).toBeGreaterThan(1);
    expect(parts.slice(read.length).every(({ type }) => type !== 'prompt')).toBe(true);
  });

  it('reads spelled tokens as structure only on request', async () => {
    const { model, prompts } = openReadingModel();
    await model.complete('a<end_of_sentence>').result;
    await model.complete('a<end_of_sentence>', { specialTokens: 'structure' }).result;
    expect(prompts.map((ids) => ids.includes(3))).toEqual([false, true]);
  });

  it('pulls no more text than is read', async () => {
    const { model } = openReadingModel();
    let asked = 0;
    const endless = (function* () {
      for (;;) {
        asked += sentence.length;
        yield sentence;
      }
    })();
    const run = model.complete(endless);
    for await (const part of run) {
      if (part.type === 'prompt' && part.tokens > 5000) break;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await expect(run.result).rejects.toMatchObject({ name: 'AbortError' });
    const askedThen = asked;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBe(askedThen);
  });

  it('keeps only the newest progress part', async () => {
    const { model } = openReadingModel();
    const run = model.complete(long);
    const all = async (): Promise<CompletionPart[]> => {
      const parts: CompletionPart[] = [];
      for await (const part of run) parts.push(part);
      return parts;
    };
    const [early, late] = [await all(), await all()];
    const progress = early.filter(({ type }) => type === 'prompt');
    expect(progress.length).toBeGreaterThan(1);
    expect(late).toEqual([progress.at(-1), ...early.filter(({ type }) => type !== 'prompt')]);
  });

  it('fails with the error that the text throws, and the next one is answered', async () => {
    const { model } = openReadingModel();
    const broken = new RangeError('the file is gone');
    const run = model.complete(
      (function* () {
        yield long;
        throw broken;
      })(),
    );
    const next = model.complete('Hi');
    await expect(run.result).rejects.toBe(broken);
    expect((await next.result).text).toBe(' and so on');
  });

  it('is aborted while it waits for a piece, and ends the text when the piece arrives', async () => {
    const { model } = openReadingModel();
    let ended = false;
    let isStuck = false;
    let resume = (): void => {};
    const stuck = (async function* () {
      try {
        yield long;
        isStuck = true;
        await new Promise<void>((resolve) => {
          resume = resolve;
        });
        yield long;
      } finally {
        ended = true;
      }
    })();
    const controller = new AbortController();
    const run = model.complete(stuck, { signal: controller.signal });
    const reason = new Error('enough');
    const first = await run[Symbol.asyncIterator]().next();
    expect(first.value).toMatchObject({ type: 'prompt' });
    await expect.poll(() => isStuck).toBe(true);
    controller.abort(reason);
    await expect(run.result).rejects.toBe(reason);
    expect(ended).toBe(false);
    resume();
    await expect.poll(() => ended).toBe(true);
  });

  it('fails when the worker ends', async () => {
    const { model } = openReadingModel();
    const source = (async function* () {
      yield long;
      await model.dispose();
      yield long;
    })();
    await expect(model.complete(source).result).rejects.toMatchObject({ code: 'disposed' });
  });

  it.each<[unknown, unknown, RegExp]>([
    [5, {}, /^complete: the prompt is 5, expected a string or an iterable of strings\.$/],
    [['a', null], {}, /^piece 1 of the text is null, expected a string\.$/],
    ['a', { tools: [] }, /^complete has no option "tools"\. The prompt is the text alone/],
    [
      'a',
      { contextOverflow: 'drop-oldest' },
      /^complete has no option "contextOverflow"\. The prompt is the text/,
    ],
    ['a', { max_tokens: 5 }, /"max_tokens"\. Did you mean maxTokens\?$/],
    ['a', { temperature: -1 }, /^temperature is -1/],
    ['a', { specialTokens: true }, /^specialTokens is true, expected "text" or "structure"\.$/],
  ])('rejects %j with %j', async (prompt, options, message) => {
    const { result } = openReadingModel().model.complete(prompt as string, options as CompleteOptions);
    await expect(result).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(message),
    });
  });
});
