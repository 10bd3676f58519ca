// A chat model without a worker: a scripted engine and m1-nano's text.

import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/contract/generate.ts';
import { scriptModel } from '../support/scripted-model.ts';

const long = 'one two three four five six seven eight nine ten eleven twelve';

describe('a model in this thread', () => {
  it('answers with parts that end with the result', async () => {
    const { model, promptOf } = scriptModel(['<think>\n1 + 1\n</think>\n\nTwo.']);
    const run = model.generate('What is 1 + 1?');
    const parts: Part[] = [];
    for await (const part of run) parts.push(part);
    const { text, thinking } = await run.result;
    expect([thinking, text]).toEqual(['1 + 1', 'Two.']);
    expect(parts.map(({ type }) => type)).toEqual(expect.arrayContaining(['thinking', 'text']));
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'stop' });
    expect(promptOf(0)).toContain('What is 1 + 1?');
  });

  it('completes a text, and reports progress', async () => {
    const { model, promptOf } = scriptModel([' and so on']);
    const { text } = await model.complete(['Once upon', ' a time']).result;
    expect(text).toBe(' and so on');
    expect(promptOf(0)).toContain('Once upon a time');
  });

  it('reads a message whose text arrives in pieces', async () => {
    const { model, promptOf } = scriptModel(['Two.', 'Two.']);
    const { usage } = await model.generate('What is 1 + 1?').result;
    const content = ['What is', ' 1 + 1?'].values();
    const again = await model.generate([{ role: 'user', content }]).result;
    expect(promptOf(1)).toBe(promptOf(0));
    expect(again.usage.promptTokens).toBe(usage.promptTokens);
  });

  it('counts the tokens of the prompt that it would read', async () => {
    const { model } = scriptModel(['Hello']);
    const counted = await model.countTokens('Hi');
    expect((await model.generate('Hi').result).usage.promptTokens).toBe(counted);
  });

  it.each([
    ['an option', () => scriptModel(['x']).model.generate('Hi', { temperature: -1 })],
    ['a message', () => scriptModel(['x']).model.generate([])],
    ['a prompt', () => scriptModel(['x']).model.complete(7 as never)],
  ])('rejects invalid %s in its run', async (_, start) => {
    await expect(start().result).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('answers one question at a time, in order', async () => {
    const scripted = scriptModel([long, 'second', 'third']);
    const most: number[] = [];
    const ended: string[] = [];
    const runs = ['a', 'b', 'c'].map(async (question) => {
      for await (const _ of scripted.model.generate(question)) most.push(scripted.running);
      ended.push(question);
    });
    await Promise.all(runs);
    expect(ended).toEqual(['a', 'b', 'c']);
    expect(Math.max(...most)).toBe(1);
  });

  it('skips an answer that is aborted while it waits', async () => {
    const scripted = scriptModel([long, 'after']);
    const stop = new AbortController();
    const first = scripted.model.generate('a').result;
    const second = scripted.model.generate('b', { signal: stop.signal }).result;
    const third = scripted.model.generate('c').result;
    stop.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect((await first).text).toBe(long);
    expect((await third).text).toBe('after');
    expect(scripted.engines.flatMap(({ requests }) => requests)).toHaveLength(2);
  });

  it('stops running and waiting answers when it is disposed, and then the engine', async () => {
    const scripted = scriptModel([long]);
    const runs = [scripted.model.generate('a'), scripted.model.generate('b')];
    for await (const _ of runs[0]!) break;
    const running = scripted.model.generate('c').result;
    await Promise.all([scripted.model.dispose(), scripted.model.dispose()]);
    await expect(runs[1]!.result).rejects.toMatchObject({ code: 'disposed' });
    await expect(running).rejects.toMatchObject({ code: 'disposed' });
    await expect(scripted.model.generate('d').result).rejects.toMatchObject({ code: 'disposed' });
    await expect(scripted.model.countTokens('d')).rejects.toMatchObject({ code: 'disposed' });
    expect([scripted.disposals, scripted.running]).toEqual([1, 0]);
  });
});
