// Answering a conversation whose texts arrive in pieces: from the page over real message channels to a scripted engine.

import { afterEach, describe, expect, it } from 'vitest';
import type { GenerateOptions } from '../../src/contract/generate.ts';
import type { Message, StreamedMessage } from '../../src/contract/messages.ts';
import type { TextSource } from '../../src/contract/tokens.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { closeReadingModels, openReadingModel } from '../support/reading-model.ts';
import { MemoryStore, openSessionSite } from '../support/session-site.ts';

const tokenizer = loadNanoTokenizer();
const template = createChatTemplate(
  chatTemplateSources(readJson('m1-nano/tokenizer_config.json')),
  tokenizer,
);

afterEach(closeReadingModels);

const long = 'The <think> 😀 fox jumps over 12 dogs. '.repeat(500);

async function* later(text: string, length = 1001): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

function asks(content: TextSource): (Message | StreamedMessage)[] {
  return [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content } as Message,
    { role: 'assistant', content: 'I have read it.' },
    { role: 'user', content: 'Who is quick?' },
  ];
}

const idsOf = (messages: readonly unknown[]): number[] =>
  tokenizer.encode(template.render(messages as Message[]).pieces);

describe('a message whose text arrives in pieces', () => {
  it('is read like the whole text, and parts report progress', async () => {
    const { model, prompts } = openReadingModel('The fox.');
    const run = model.generate(asks(later(long)));
    const types = new Set<string>();
    for await (const part of run) types.add(part.type);
    expect(types).toEqual(new Set(['prompt', 'text', 'finish']));
    const ids = idsOf(asks(long));
    expect(prompts).toEqual([ids]);
    expect(await run.result).toMatchObject({ text: 'The fox.', usage: { promptTokens: ids.length } });
  });

  it('is answered as its options say: in a form, with calls or without', async () => {
    const { model, guides } = openReadingModel('{}');
    const tools = [{ name: 'add', parameters: { type: 'object' } }];
    const asked: GenerateOptions[] = [
      { toolChoice: 'required' },
      { toolChoice: 'none' },
      { parallelToolCalls: false },
      { responseFormat: { type: 'json_object' } },
    ];
    for (const options of asked) {
      for (const content of [later(long), long])
        await model.generate(asks(content), { tools, ...options }).result;
    }
    expect(new Set(guides).size).toBe(guides.length);
    const automata = guides.map((guide) => guide?.automaton);
    expect(automata).toEqual(automata.map(() => expect.anything()));
    expect(new Set(automata).size).toBe(asked.length);
  });

  it('may be next to others, and may be empty', async () => {
    const { model, prompts } = openReadingModel();
    const texts = ['first '.repeat(900), ' \n', 'last'];
    const messages = (content: (text: string) => TextSource) =>
      texts.map((text) => ({ role: 'user', content: content(text) }) as Message);
    await model.generate(messages((text) => later(text, 500))).result;
    expect(prompts).toEqual([idsOf(messages((text) => text))]);
  });

  it('fails with the error that it throws, and the next one is answered', async () => {
    const { model } = openReadingModel();
    const broken = new RangeError('the file is gone');
    const failing = (async function* () {
      yield long;
      throw broken;
    })();
    const run = model.generate(asks(failing));
    const next = model.generate(asks(later('Hi')));
    await expect(run.result).rejects.toBe(broken);
    expect((await next.result).text).toBe(' and so on');
  });

  it('ends when the run is stopped', async () => {
    const { model } = openReadingModel();
    let ended = false;
    const endless = (async function* () {
      try {
        for (;;) yield long;
      } finally {
        ended = true;
      }
    })();
    for await (const part of model.generate(asks(endless))) if (part.type === 'prompt') break;
    await expect.poll(() => ended).toBe(true);
  });

  it.each<[string, (model: ReturnType<typeof openReadingModel>['model']) => unknown, RegExp]>([
    [
      'drops the oldest turns',
      (model) => model.generate(asks(later('Hi')), { contextOverflow: 'drop-oldest' }).result,
      /contextOverflow is .*drop-oldest.*, expected "error" when the text of a message is an iterable/,
    ],
    [
      'counts tokens',
      (model) => model.countTokens(asks(later('Hi')) as Message[]),
      /^messages\[1\]\.content is an iterable, which countTokens would use up: pass a string\.$/,
    ],
    [
      'is not the user’s',
      (model) => model.generate([{ role: 'system', content: later('Hi') } as never]).result,
      /messages\[0\]\.content/,
    ],
    [
      'has pieces that are no strings',
      (model) => model.generate(asks([1, 2].values() as never)).result,
      /piece 0 of the text is 1, expected a string/,
    ],
  ])('is rejected if it %s', async (_, work, message) => {
    await expect(work(openReadingModel().model)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(message),
    });
  });

  it('is rejected a second time if it is an iterator or a stream, and read again if it is a list', async () => {
    const { model, prompts } = openReadingModel();
    const stream = new Blob([long]).stream().pipeThrough(new TextDecoderStream());
    for (const content of [later('Hi'), stream as unknown as AsyncIterable<string>]) {
      await model.generate(asks(content)).result;
      await expect(model.generate(asks(content)).result).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringMatching(
          /^messages\[1\]\.content is an iterator or a stream that was given to/,
        ),
      });
    }
    const list = new Set(['a b', ' c']);
    for (let i = 0; i < 2; i++) await model.generate(asks(list)).result;
    expect(prompts.slice(2)).toEqual([idsOf(asks('a b c')), idsOf(asks('a b c'))]);
  });
});

describe('a session', () => {
  it('keeps a text that arrives in pieces as a string', async () => {
    const { model, engine, close } = openSessionSite(new MemoryStore());
    const session = model.createSession();
    await session.generate({ role: 'user', content: later('What is 12 + 34?', 3) }).result;
    expect(session.messages[0]).toMatchObject({ role: 'user', content: 'What is 12 + 34?' });
    expect(tokenizer.decode(engine.requests[0]!.prompt)).toContain('What is 12 + 34?');
    close(new Error('the test is over'));
  });

  it('does not change when the text fails or does not arrive', async () => {
    const { model, engine, close } = openSessionSite(new MemoryStore());
    const session = model.createSession();
    const broken = new RangeError('the file is gone');
    const failing = (async function* (): AsyncGenerator<string> {
      yield 'What';
      throw broken;
    })();
    await expect(session.generate({ role: 'user', content: failing }).result).rejects.toBe(broken);
    const never = (async function* (): AsyncGenerator<string> {
      await new Promise(() => {});
    })();
    const stop = new AbortController();
    const run = session.generate({ role: 'user', content: never }, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(run.result).rejects.toThrow('enough');
    expect([session.messages, session.resumable, engine.requests]).toEqual([[], false, []]);
    expect((await session.generate('Hi').result).text).toBe('An answer.');
    close(new Error('the test is over'));
  });
});
