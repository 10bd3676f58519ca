// The Prompt API on sessions of a model with a scripted engine.

import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLanguageModel } from '../../src/adapters/prompt-api/create-language-model.ts';
import { PocketM1Error } from '../../src/errors.ts';
import { loadNanoTokenizer } from '../fixtures/text/load.ts';
import { MemoryStore, openSessionSite, type SessionSite } from '../support/session-site.ts';

const tokenizer = loadNanoTokenizer();
const opened: SessionSite[] = [];

afterEach(() => {
  for (const site of opened.splice(0)) site.close(new PocketM1Error('disposed', 'The test is over.'));
});

function open(...texts: string[]) {
  const site = openSessionSite(new MemoryStore());
  opened.push(site);
  site.engine.texts.push(...texts);
  const promptOf = (answer: number): string => tokenizer.decode(site.engine.requests[answer]!.prompt);
  return { site, promptOf, engine: site.engine, LanguageModel: createLanguageModel(site.model) };
}

const called = (city: string): string =>
  `<tool_calls>\n{"name": "get_weather", "arguments": {"city": "${city}"}}\n</tool_calls>`;

const weather = (execute: (args: Record<string, unknown>) => unknown) => ({
  name: 'get_weather',
  description: '',
  inputSchema: {},
  execute,
});

describe('the class', () => {
  it('has no session whose first messages are longer than the context', async () => {
    const { LanguageModel } = open('x');
    // The scripted model counts 10 tokens of each message.
    const asked = (messages: number) =>
      LanguageModel.create({
        initialPrompts: Array.from({ length: messages }, () => ({ role: 'user', content: 'a' })),
      });
    await expect(asked(101)).rejects.toMatchObject({
      name: 'QuotaExceededError',
      requested: 1010,
      quota: 1000,
    });
    expect((await asked(100)).contextUsage).toBe(1000);
    expect(await (await LanguageModel.create()).prompt('Hi')).toBe('x');
  });

  it('is available only for text', async () => {
    const { LanguageModel } = open();
    expect(await LanguageModel.availability()).toBe('available');
    const text = [{ type: 'text' as const, languages: ['en'] }];
    expect(await LanguageModel.availability({ expectedInputs: text, expectedOutputs: text })).toBe(
      'available',
    );
    const image = { expectedInputs: [{ type: 'image' as const }] };
    expect(await LanguageModel.availability(image)).toBe('unavailable');
    await expect(LanguageModel.create(image)).rejects.toMatchObject({ name: 'NotSupportedError' });
  });

  it('creates sessions of itself, and reports that the model is available', async () => {
    const { LanguageModel } = open();
    const progress: number[] = [];
    const handled: number[] = [];
    const session = await LanguageModel.create({
      monitor: (monitor) => {
        monitor.addEventListener('downloadprogress', (event) =>
          progress.push((event as ProgressEvent).loaded),
        );
        monitor.ondownloadprogress = ({ loaded }) => handled.push(loaded);
      },
    });
    expect(session).toBeInstanceOf(LanguageModel);
    expect(session).toBeInstanceOf(EventTarget);
    expect([progress, handled]).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect([session.contextUsage, session.contextWindow]).toEqual([0, 1000]);
  });

  it('accepts sampling modes or numbers', async () => {
    const { LanguageModel, engine } = open();
    const temperatureOf = async (options: object): Promise<number> => {
      await (await LanguageModel.create(options)).prompt('Hi');
      return engine.requests.at(-1)!.options.sampling.temperature;
    };
    expect(await temperatureOf({ samplingMode: 'most-predictable' })).toBe(0);
    expect(await temperatureOf({ samplingMode: 'balanced' })).toBe(0.7);
    expect(await temperatureOf({ temperature: 0.25, topK: 3 })).toBe(0.25);
    const both = { samplingMode: 'balanced', topK: 3 } as never;
    await expect(LanguageModel.create(both)).rejects.toThrow(TypeError);
    await expect(LanguageModel.create({ samplingMode: 'wild' as never })).rejects.toThrow(TypeError);
    await expect(LanguageModel.create({ temperature: -1 })).rejects.toThrow(
      new TypeError('temperature is -1, expected a number from 0 to 100.'),
    );
  });
});

describe('a session', () => {
  it('answers in the conversation so far, without the thinking', async () => {
    const { LanguageModel, promptOf } = open('<think>\n1 + 1\n</think>\n\nTwo.', 'Three.');
    const session = await LanguageModel.create({
      initialPrompts: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello.' },
        { role: 'assistant', content: 'Hi!' },
      ],
    });
    expect(session.contextUsage).toBeGreaterThan(0);
    expect(await session.prompt('What is 1 + 1?')).toBe('Two.');
    const before = session.contextUsage;
    expect(await session.prompt([{ role: 'user', content: [{ type: 'text', value: 'And 1 more?' }] }])).toBe(
      'Three.',
    );
    expect(session.contextUsage).toBeGreaterThan(before);
    for (const text of ['Be brief.', 'Hello.', 'Hi!', 'What is 1 + 1?', 'Two.', 'And 1 more?']) {
      expect(promptOf(1)).toContain(text);
    }
  });

  it('answers without text that turns out to be thinking', async () => {
    const { LanguageModel } = open(`Let me see.${called('Rome')}`, 'a thought</think>Sunny.');
    const session = await LanguageModel.create({ tools: [weather(() => 'sunny')] });
    expect(await session.prompt('Weather?')).toBe('Let me see.Sunny.');
  });

  it('streams its answer', async () => {
    const { LanguageModel } = open('one two three');
    const session = await LanguageModel.create();
    const pieces: string[] = [];
    for await (const piece of session.promptStreaming('Count.')) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe('one two three');
  });

  it('accepts messages without an answer, and continues a prefix', async () => {
    const { LanguageModel, promptOf } = open(' blue.');
    const session = await LanguageModel.create();
    await session.append('The sky is clear.');
    expect(session.contextUsage).toBe(10);
    const prefix = [
      { role: 'user' as const, content: 'Which colour?' },
      { role: 'assistant' as const, content: 'It is', prefix: true },
    ];
    expect(await session.prompt(prefix)).toBe(' blue.');
    expect(promptOf(0)).toMatch(/The sky is clear\..*Which colour\?.*It is$/s);
  });

  it('answers its prompts one after another', async () => {
    const { LanguageModel, promptOf } = open('a', 'b', 'c');
    const session = await LanguageModel.create();
    const answers = [session.prompt('1'), session.append('note'), session.prompt('2'), session.prompt('3')];
    expect(await Promise.all(answers)).toEqual(['a', undefined, 'b', 'c']);
    expect(promptOf(2)).toMatch(/1.*a.*note.*2.*b.*3/s);
  });

  it('runs tools, and sends their results', async () => {
    const { LanguageModel, promptOf } = open(`Let me see.${called('Rome')}`, 'It is sunny.');
    const cities: unknown[] = [];
    const session = await LanguageModel.create({
      tools: [
        {
          name: 'get_weather',
          description: 'Get the weather.',
          inputSchema: { type: 'object', properties: { city: { type: 'string' } } },
          execute: async ({ city }) => {
            cities.push(city);
            return { sky: 'sunny' };
          },
        },
      ],
    });
    expect(await session.prompt('Weather in Rome?')).toBe('Let me see.It is sunny.');
    expect(cities).toEqual(['Rome']);
    expect(promptOf(0)).toContain('Get the weather.');
    expect(promptOf(1)).toContain('{"sky":"sunny"}');
  });

  it('forgets a prompt whose tool fails', async () => {
    const { LanguageModel, promptOf } = open(called('Rome'), 'Fine.');
    const session = await LanguageModel.create({
      tools: [
        {
          name: 'get_weather',
          description: '',
          inputSchema: {},
          execute: () => {
            throw new RangeError('no such city');
          },
        },
      ],
    });
    await session.append('note');
    await expect(session.prompt('Weather?')).rejects.toThrow(new RangeError('no such city'));
    expect(await session.prompt('And you?')).toBe('Fine.');
    expect(promptOf(1)).not.toContain('Weather?');
    expect(promptOf(1)).toContain('note');
  });

  it('has as much context as before after a prompt that failed in a later round', async () => {
    const { LanguageModel } = open(called('Rome'));
    const session = await LanguageModel.create({
      tools: [
        weather(() => {
          throw new RangeError('no such city');
        }),
      ],
    });
    await session.append('note');
    const before = session.contextUsage;
    await expect(session.prompt('Weather?')).rejects.toThrow(RangeError);
    expect(session.contextUsage).toBe(before);
  });

  it('has null for a tool that returns nothing', async () => {
    const { LanguageModel, promptOf } = open(called('Rome'), 'Done.');
    const session = await LanguageModel.create({ tools: [weather(() => undefined)] });
    expect(await session.prompt('Weather?')).toBe('Done.');
    expect(promptOf(1)).toMatch(/tool result: null/);
  });

  it.each(['its signal', 'the end of the session'])('stops while a tool runs, by %s', async (by) => {
    const { LanguageModel } = open(called('Rome'), 'Fine.');
    const stop = new AbortController();
    const session = await LanguageModel.create({
      tools: [
        weather(() => {
          if (by === 'its signal') stop.abort(new Error('enough'));
          else session.destroy();
          return new Promise(() => {});
        }),
      ],
    });
    const asked = session.prompt('Weather?', { signal: stop.signal });
    if (by === 'its signal') {
      await expect(asked).rejects.toThrow('enough');
      expect(await session.prompt('And you?')).toBe('Fine.');
    } else await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is not cloned when the signal aborts meanwhile, and ends with the reason later', async () => {
    const { LanguageModel, engine } = open('a', 'one two three four');
    const session = await LanguageModel.create();
    const [early, late] = [new AbortController(), new AbortController()];
    const cloning = session.clone({ signal: early.signal });
    await Promise.resolve();
    early.abort(new Error('never mind'));
    await expect(cloning).rejects.toThrow('never mind');
    expect(await session.prompt('Hi')).toBe('a');
    const clone = await session.clone({ signal: late.signal });
    engine.beforeToken = (index) => {
      if (index === 2) late.abort(new Error('enough'));
    };
    await expect(clone.prompt('Count.')).rejects.toThrow('enough');
  });

  it('is cloned with its conversation', async () => {
    const { LanguageModel, promptOf } = open('a', 'b', 'c');
    const session = await LanguageModel.create();
    await session.prompt('one');
    await session.append('two');
    const clone = await session.clone();
    expect(clone).toBeInstanceOf(LanguageModel);
    await clone.prompt('three');
    await session.prompt('four');
    expect(promptOf(1)).toMatch(/one.*two.*three/s);
    expect(promptOf(2)).toMatch(/one.*two.*four/s);
    expect(promptOf(2)).not.toContain('three');
  });

  it('measures the tokens that a prompt would add', async () => {
    const { LanguageModel } = open('a');
    const session = await LanguageModel.create();
    // The site counts ten tokens for a message.
    expect(await session.measureContextUsage('Hi')).toBe(10);
    await session.append('note');
    expect(
      await session.measureContextUsage([
        { role: 'user', content: 'a' },
        { role: 'user', content: 'b' },
      ]),
    ).toBe(20);
    expect(session.contextUsage).toBe(10);
  });

  it('drops old turns when its context is full, and reports it', async () => {
    const { LanguageModel, engine, promptOf } = open('a', 'b');
    const session = await LanguageModel.create();
    const events: string[] = [];
    session.oncontextoverflow = ({ type }) => events.push(`handler ${type}`);
    session.addEventListener('contextoverflow', ({ type }) => events.push(`listener ${type}`));
    await session.prompt(`first ${'word '.repeat(300)}`);
    expect(events).toEqual([]);
    await session.prompt(`second ${'word '.repeat(300)}`);
    expect(events.toSorted()).toEqual(['handler contextoverflow', 'listener contextoverflow']);
    expect(promptOf(1)).not.toContain('first');
    await session.prompt('third');
    expect(promptOf(2)).not.toContain('first');
    expect(events).toHaveLength(2);
    // The second and the third turn have four messages.
    await session.append('note');
    expect(session.contextUsage).toBe(50);
    expect((await session.clone()).contextUsage).toBe(50);
    engine.beforeToken = () => {
      throw new PocketM1Error('context-exceeded', 'Too long.');
    };
    await expect(session.prompt('word '.repeat(2000))).rejects.toMatchObject({
      name: 'QuotaExceededError',
      quota: 1000,
    });
  });

  it('stops an answer, in the middle too, and keeps the conversation', async () => {
    const { LanguageModel, engine, promptOf } = open('one two three four five six', 'fine');
    const session = await LanguageModel.create();
    const stop = new AbortController();
    engine.beforeToken = (index) => {
      if (index === 2) stop.abort(new Error('enough'));
    };
    await expect(session.prompt('Count.', { signal: stop.signal })).rejects.toThrow('enough');
    engine.beforeToken = () => {};
    expect(await session.prompt('Hi')).toBe('fine');
    expect(promptOf(1)).not.toContain('Count.');
    await expect(session.prompt('Hi', { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
  });

  it('stops a waiting prompt at once', async () => {
    const { LanguageModel } = open('one two three four five six', 'fine');
    const session = await LanguageModel.create();
    const stop = new AbortController();
    const settled: string[] = [];
    const first = session.prompt('Count.').then(() => settled.push('first'));
    const second = session.prompt('Hi', { signal: stop.signal }).catch(() => settled.push('second'));
    const third = session.prompt('Hi').then(() => settled.push('third'));
    stop.abort();
    await Promise.all([first, second, third]);
    expect(settled).toEqual(['second', 'first', 'third']);
  });

  it.each(['append', 'clone'] as const)('stops a waiting %s at once', async (method) => {
    const { LanguageModel, promptOf } = open('one two three four five six', 'fine');
    const session = await LanguageModel.create();
    const stop = new AbortController();
    const settled: string[] = [];
    const first = session.prompt('Count.').then(() => settled.push('first'));
    const waiting = method === 'append' ? session.append('note', stop) : session.clone(stop);
    const second = waiting.catch(() => settled.push('second'));
    const third = session.prompt('Hi').then(() => settled.push('third'));
    stop.abort();
    await Promise.all([first, second, third]);
    expect(settled).toEqual(['second', 'first', 'third']);
    expect(promptOf(1)).not.toContain('note');
  });

  it('has none of the messages that it failed to append', async () => {
    const { LanguageModel, site, promptOf } = open('fine');
    const session = await LanguageModel.create();
    vi.spyOn(site.model, 'countTokens').mockRejectedValueOnce(new PocketM1Error('template', 'No.'));
    await expect(session.append('note')).rejects.toMatchObject({ name: 'UnknownError' });
    expect(await session.prompt('Hi')).toBe('fine');
    expect(promptOf(0)).not.toContain('note');
  });

  it('frees the state of a clone that fails', async () => {
    const { LanguageModel, site, engine } = open('fine');
    const session = await LanguageModel.create();
    await session.prompt('Hi');
    vi.spyOn(site.model, 'countTokens').mockRejectedValueOnce(new PocketM1Error('template', 'No.'));
    await expect(session.clone()).rejects.toMatchObject({ name: 'UnknownError' });
    await expect.poll(() => engine.log).toContain('release');
  });

  it('is not held by its signal once it is destroyed', async () => {
    const { LanguageModel } = open();
    const { signal } = new AbortController();
    const session = await LanguageModel.create({ signal });
    for (const one of [await session.clone({ signal }), session]) one.destroy();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('can be left in the middle of its stream', async () => {
    const { LanguageModel, promptOf } = open('one two three four five six', 'fine');
    const session = await LanguageModel.create();
    for await (const _ of session.promptStreaming('Count.')) break;
    expect(await session.prompt('Hi')).toBe('fine');
    expect(promptOf(1)).not.toContain('Count.');
  });

  it.each(['Let', 'It'])('forgets a prompt whose stream is left at %j, with more of it here', async (at) => {
    const { LanguageModel, engine, promptOf } = open(`Let me see.${called('Rome')}`, 'It is sunny.');
    engine.batchTokens = 100;
    const session = await LanguageModel.create({ tools: [weather(() => 'sunny')] });
    await session.append('note');
    const before = session.contextUsage;
    for await (const piece of session.promptStreaming('Weather?')) if (piece.startsWith(at)) break;
    await session.clone();
    expect(session.contextUsage).toBe(before);
    engine.texts = ['Fine.'];
    expect(await session.prompt('And you?')).toBe('Fine.');
    const prompt = promptOf(engine.requests.length - 1);
    expect(prompt).not.toContain('Weather?');
    expect(prompt.split('note')).toHaveLength(2);
  });

  it('can be destroyed, also by its signal', async () => {
    const { LanguageModel, engine } = open('one two three four five six');
    const stop = new AbortController();
    const session = await LanguageModel.create({ signal: stop.signal });
    engine.beforeToken = (index) => {
      if (index === 2) stop.abort();
    };
    await expect(session.prompt('Count.')).rejects.toMatchObject({ name: 'AbortError' });
    await expect(session.prompt('Hi')).rejects.toMatchObject({ name: 'InvalidStateError' });
    await expect(session.append('Hi')).rejects.toMatchObject({ name: 'InvalidStateError' });
    await expect(session.clone()).rejects.toMatchObject({ name: 'InvalidStateError' });
    await expect(session.measureContextUsage('Hi')).rejects.toMatchObject({ name: 'InvalidStateError' });
    const reader = session.promptStreaming('Hi').getReader();
    await expect(reader.read()).rejects.toMatchObject({ name: 'InvalidStateError' });
    session.destroy();
  });

  it.each<[string, unknown, string]>([
    ['no messages', [], 'TypeError'],
    ['a number', 7, 'TypeError'],
    ['a system message', [{ role: 'system', content: 'x' }], 'TypeError'],
    ['an unknown role', [{ role: 'robot', content: 'x' }], 'TypeError'],
    ['an answer without a prefix', [{ role: 'assistant', content: 'x' }], 'TypeError'],
    ['a prefix of a user', [{ role: 'user', content: 'x', prefix: true }], 'TypeError'],
    ['an image', [{ role: 'user', content: [{ type: 'image', value: new Blob() }] }], 'NotSupportedError'],
    ['text that is none', [{ role: 'user', content: [{ type: 'text', value: 7 }] }], 'TypeError'],
  ])('refuses %s', async (_, input, name) => {
    const { LanguageModel, engine } = open();
    const session = await LanguageModel.create();
    await expect(session.prompt(input as never)).rejects.toMatchObject({ name });
    expect(engine.requests).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['a schema that has no automaton', { type: 'array', uniqueItems: true }],
    ['a pattern that has none', /(a)\1/],
    ['a pattern without regard to case', /yes|no/i],
  ])('rejects %s as a constraint', async (_, responseConstraint) => {
    const { LanguageModel, engine } = open('x');
    const session = await LanguageModel.create();
    const asked = session.prompt('Hi', { responseConstraint: responseConstraint as RegExp });
    await expect(asked).rejects.toMatchObject({ name: 'NotSupportedError' });
    expect(engine.requests).toEqual([]);
    expect(await session.prompt('Hi')).toBe('x');
  });

  it('answers with a constraint also in a session with tools', async () => {
    const { LanguageModel, engine } = open('"x"');
    const tool = { name: 'now', description: 'Time.', inputSchema: {}, execute: async () => 'noon' };
    const session = await LanguageModel.create({ tools: [tool] });
    expect(await session.prompt('Hi', { responseConstraint: { type: 'string' } })).toBe('"x"');
    expect(engine.requests.map(({ options }) => options.guide)).toEqual([expect.anything()]);
  });

  it('rejects a constraint that is neither schema nor pattern', async () => {
    const { LanguageModel } = open();
    const session = await LanguageModel.create();
    const strange = session.prompt('Hi', { responseConstraint: 'JSON' as never });
    await expect(strange).rejects.toMatchObject({ name: 'TypeError' });
  });
});
