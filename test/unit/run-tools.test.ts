// Runs with tools, of a model and of sessions over real message channels, with a scripted engine.

import { afterEach, describe, expect, it } from 'vitest';
import { createOpenAIFetch } from '../../src/adapters/openai/create-openai-fetch.ts';
import { runTools } from '../../src/agent/run-tools.ts';
import type { Message } from '../../src/contract/messages.ts';
import type { RunToolsOptions, ToolRunPart } from '../../src/contract/tools.ts';
import { DownloadError } from '../../src/errors.ts';
import { connectModel } from '../../src/remote/connect-model.ts';
import { loadNanoTokenizer } from '../fixtures/text/load.ts';
import { scriptModel } from '../support/scripted-model.ts';
import { MemoryStore, openSessionSite, type SessionSite } from '../support/session-site.ts';

const tokenizer = loadNanoTokenizer();
const sites: SessionSite[] = [];

afterEach(() => {
  for (const site of sites.splice(0)) site.close(new Error('the test is over'));
});

/** A model that answers with these texts, one after another. */
function answering(...texts: string[]): SessionSite {
  const site = openSessionSite(new MemoryStore());
  site.engine.texts = texts;
  sites.push(site);
  return site;
}

const calling = (...calls: [name: string, args: object][]): string =>
  `<tool_calls>\n${calls.map(([name, args]) => JSON.stringify({ name, arguments: args })).join('\n')}\n</tool_calls>`;

const sums: RunToolsOptions['tools'] = {
  add: {
    description: 'Add two numbers.',
    schema: {
      type: 'object',
      properties: { a: { type: 'number' }, b: { type: 'number', minimum: 0 } },
      required: ['a', 'b'],
    },
    run: ({ a, b }) => Number(a) + Number(b),
  },
};

const contents = (messages: readonly Message[]): string[] =>
  messages.map(({ role, content }) => `${role}: ${content}`);

describe('a run with tools', () => {
  it('continues with the results, until the model calls no tool', async () => {
    const { model, engine } = answering(
      `<think>I add.</think>${calling(['add', { a: 2, b: 3 }])}`,
      calling(['add', { a: 5, b: 4 }]),
      'It is 9.',
    );
    const messages: Message[] = [{ role: 'user', content: 'What is 2 + 3 + 4?' }];
    const run = runTools(model, messages, { tools: sums, temperature: 0 });
    const result = await run.result;
    expect(result).toMatchObject({
      text: 'It is 9.',
      thinking: '',
      toolCalls: [],
      finishReason: 'stop',
      rounds: 3,
    });
    expect(contents(result.messages)).toEqual([
      'assistant: ',
      'tool: 5',
      'assistant: ',
      'tool: 9',
      'assistant: It is 9.',
    ]);
    expect(result.messages[0]).toMatchObject({
      thinking: 'I add.',
      toolCalls: [{ name: 'add', arguments: { a: 2, b: 3 } }],
    });
    expect(messages).toHaveLength(1);
    const prompts = engine.requests.map(({ prompt }) => tokenizer.decode(prompt));
    for (const prompt of prompts) expect(prompt).toContain('Add two numbers.');
    expect(prompts[1]).toContain('"a": 2');
    expect(prompts[2]).toContain('"a": 5');
    for (const { options } of engine.requests) expect(options.sampling.temperature).toBe(0);
    const lengths = engine.requests.map(({ prompt }) => prompt.length);
    expect(result.usage.promptTokens).toBe(lengths[0]! + lengths[1]! + lengths[2]!);
  });

  it('has parts with their round, the results among them', async () => {
    const { model } = answering(`Now: ${calling(['add', { a: 2, b: 3 }])}`, 'It is 5.');
    const parts: (ToolRunPart | { type: 'finish'; rounds: number })[] = [];
    for await (const part of runTools(model, 'What is 2 + 3?', { tools: sums })) parts.push(part);
    const ofRound = (round: number): ToolRunPart[] =>
      parts.filter((part): part is ToolRunPart => 'round' in part && part.round === round);
    const types = (round: number): string[] => [...new Set(ofRound(round).map(({ type }) => type))];
    expect(types(0)).toEqual(['text', 'tool-call-delta', 'tool-call', 'round-finish', 'tool-result']);
    expect(types(1)).toEqual(['text', 'round-finish']);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', rounds: 2, finishReason: 'stop' });
    const call = ofRound(0).find(({ type }) => type === 'tool-call');
    expect(ofRound(0).at(-1)).toEqual({
      type: 'tool-result',
      round: 0,
      id: (call as { id: string }).id,
      name: 'add',
      content: '5',
      isError: false,
    });
    expect(ofRound(0).at(-2)).toMatchObject({ finishReason: 'tool-calls' });
  });

  it("sends a call's error to the model", async () => {
    const { model } = answering(
      calling(
        ['subtract', { a: 1, b: 2 }],
        ['add', { a: 1, b: '2' }],
        ['add', { a: 1, b: -2 }],
        ['add', { a: 1 }],
        ['fail', {}],
        ['throw', {}],
        ['circle', {}],
        ['nothing', {}],
        ['list', {}],
      ),
      'Sorry.',
    );
    const circle: unknown[] = [];
    circle.push(circle);
    const { messages } = await runTools(model, 'Go', {
      tools: {
        ...sums,
        fail: { run: async () => Promise.reject(new Error('The disk is full.')) },
        throw: {
          run: () => {
            throw 'no';
          },
        },
        circle: { run: () => circle },
        nothing: { run: () => {} },
        list: { run: () => [1, { a: 'b' }] },
      },
    }).result;
    expect(contents(messages.slice(1, -1))).toEqual([
      'tool: Error: There is no tool subtract. The tools are add, fail, throw, circle, nothing, list.',
      'tool: Error: The arguments do not match the schema at b: Instance type "string" is invalid. Expected "number".',
      'tool: Error: The arguments do not match the schema at b: -2 is less than 0.',
      'tool: Error: The arguments do not match the schema: Instance does not have required property "b".',
      'tool: Error: The disk is full.',
      'tool: Error: no',
      expect.stringMatching(/^tool: Error: .*circular/),
      'tool: null',
      'tool: [1,{"a":"b"}]',
    ]);
  });

  it('starts the calls of a round in their order and runs them at the same time', async () => {
    const { model } = answering(
      calling(['wait', { end: 3 }], ['wait', { end: 1 }], ['wait', { end: 2 }]),
      'Done.',
    );
    const log: string[] = [];
    const ends = new Map<unknown, () => void>();
    const run = runTools(model, 'Go', {
      tools: {
        wait: {
          run: async ({ end }, { round, id }) => {
            expect([round, id]).toEqual([0, expect.stringMatching(/^call_/)]);
            log.push(`start ${end}`);
            const ended = new Promise<void>((resolve) => ends.set(end, resolve));
            if (ends.size === 3) ends.get(1)!();
            await ended;
            return end;
          },
        },
      },
    });
    const came: string[] = [];
    for await (const part of run) {
      if (part.type !== 'tool-result') continue;
      came.push(part.content);
      ends.get(came.length + 1)?.();
    }
    expect(log).toEqual(['start 3', 'start 1', 'start 2']);
    expect(came).toEqual(['1', '2', '3']);
    expect(contents((await run.result).messages.slice(1, 4))).toEqual(['tool: 3', 'tool: 1', 'tool: 2']);
  });

  it("keeps the model's arguments even if a tool changes them", async () => {
    const { model } = answering(calling(['sort', { list: [2, 1] }]), 'Done.');
    const { messages } = await runTools(model, 'Go', {
      tools: { sort: { run: ({ list }) => (list as number[]).sort() } },
    }).result;
    expect(messages[0]).toMatchObject({ toolCalls: [{ arguments: { list: [2, 1] } }] });
    expect(messages[1]).toMatchObject({ content: '[1,2]' });
  });

  it('requires calls in the first round only, and forbids them in all', async () => {
    const call = calling(['add', { a: 1, b: 1 }]);
    const { model, engine } = answering(call, 'It is 2.', call, 'It is 2.');
    await runTools(model, 'Go', { tools: sums, toolChoice: 'required' }).result;
    expect(engine.requests.map(({ options }) => options.guide !== undefined)).toEqual([true, false]);
    await runTools(model, 'Go', { tools: sums, toolChoice: 'none' }).result;
    expect(engine.requests.slice(2).map(({ options }) => options.guide !== undefined)).toEqual([true, true]);
  });

  it('ends after maxRounds with calls that were not run', async () => {
    const { model, engine } = answering();
    engine.text = calling(['add', { a: 1, b: 1 }]);
    let runs = 0;
    const tools = { add: { run: () => ++runs } };
    const result = await runTools(model, 'Go', { tools, maxRounds: 3 }).result;
    expect(result).toMatchObject({ rounds: 3, finishReason: 'tool-calls', toolCalls: [{ name: 'add' }] });
    expect(runs).toBe(2);
    runs = 0;
    expect(await runTools(model, 'Go', { tools }).result).toMatchObject({ rounds: 8 });
    expect(runs).toBe(7);
  });

  it('does not run the calls of an answer that was cut off', async () => {
    const { model, engine } = answering();
    const first = calling(['add', { a: 1, b: 1 }]);
    engine.text = `${first} and so on`;
    const maxTokens = tokenizer.encode(first).length + 1;
    let runs = 0;
    engine.beforeToken = () => {};
    const cut = engine.generate.bind(engine);
    engine.generate = async function* (prompt, options) {
      return { ...(yield* cut(prompt, options)), finishReason: 'length' as never };
    };
    const tools = { add: { run: () => ++runs } };
    const result = await runTools(model, 'Go', { tools, maxTokens }).result;
    expect(result).toMatchObject({ rounds: 1, finishReason: 'length', toolCalls: [{ name: 'add' }] });
    expect(runs).toBe(0);
  });
});

describe('a run with tools that is stopped', () => {
  it('aborts the running tools, and does not wait for them', async () => {
    const { model } = answering(calling(['hang', {}]), 'Never.');
    const stop = new AbortController();
    let signal: AbortSignal | undefined;
    const run = runTools(model, 'Go', {
      signal: stop.signal,
      tools: {
        hang: {
          run: (_, call) => {
            signal = call.signal;
            setTimeout(() => stop.abort(new Error('enough')), 5);
            return new Promise(() => {});
          },
        },
      },
    });
    await expect(run.result).rejects.toThrow('enough');
    expect(signal!.aborted).toBe(true);
  });

  it('stops the model when its loop is left', async () => {
    const { model, engine } = answering('A long answer that nobody reads to its end.');
    const run = runTools(model, 'Go', { tools: sums });
    for await (const part of run) if (part.type === 'text') break;
    await expect(run.result).rejects.toMatchObject({ name: 'AbortError' });
    expect(engine.requests[0]!.options.signal!.aborted).toBe(true);
  });

  it('ends with a TimeoutError after timeoutMs', async () => {
    const { model } = answering(calling(['hang', {}]), 'Never.');
    const tools = { hang: { run: () => new Promise(() => {}) } };
    await expect(runTools(model, 'Go', { tools, timeoutMs: 60 }).result).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('continues without a tool that takes longer than toolTimeoutMs', async () => {
    const { model } = answering(calling(['hang', {}], ['add', { a: 1, b: 1 }]), 'Without it.');
    const tools = { ...sums, hang: { run: () => new Promise(() => {}) } };
    const result = await runTools(model, 'Go', { tools, toolTimeoutMs: 10 }).result;
    expect(result.text).toBe('Without it.');
    expect(contents(result.messages.slice(1, 3))).toEqual([
      'tool: Error: The tool gave no result within 10 ms.',
      'tool: 2',
    ]);
  });
});

describe('a run with tools on a session', () => {
  it('adds every round to the session', async () => {
    const { model, engine } = answering(calling(['add', { a: 2, b: 3 }]), 'It is 5.', 'It is 6.');
    const session = model.createSession({ system: 'Be brief.', topK: 7 });
    const result = await runTools(session, 'What is 2 + 3?', { tools: sums }).result;
    expect(contents(session.messages)).toEqual([
      'system: Be brief.',
      'user: What is 2 + 3?',
      'assistant: ',
      'tool: 5',
      'assistant: It is 5.',
    ]);
    expect(contents(result.messages)).toEqual(contents(session.messages.slice(2)));
    for (const { options } of engine.requests) expect(options.sampling.topK).toBe(7);
    await runTools(session, { role: 'user', content: 'And 6?' }, { tools: sums }).result;
    expect(session.messages).toHaveLength(7);
  });

  it('restores the session when it is stopped', async () => {
    const { model, engine } = answering('Hello.', calling(['add', { a: 2, b: 3 }]), 'It is 5.');
    const session = model.createSession();
    await session.generate('Hi').result;
    const stop = new AbortController();
    engine.beforeToken = () => void (engine.requests.length === 3 && stop.abort(new Error('enough')));
    const run = runTools(session, 'What is 2 + 3?', { tools: sums, signal: stop.signal });
    await expect(run.result).rejects.toThrow('enough');
    expect(contents(session.messages)).toEqual(['user: Hi', 'assistant: Hello.']);
  });

  it('keeps the results before an answer that can be resumed', async () => {
    const { model, engine } = answering(calling(['add', { a: 2, b: 3 }]), 'It is exactly 5.');
    const session = model.createSession();
    engine.beforeToken = (i) => {
      if (engine.requests.length === 2 && i === 3) throw new DownloadError('network', 'offline');
    };
    await expect(runTools(session, 'Go', { tools: sums }).result).rejects.toThrow('offline');
    expect(session.resumable).toBe(true);
    engine.text = 'It is exactly 5.';
    await session.resume().result;
    expect(contents(session.messages)).toEqual([
      'user: Go',
      'assistant: ',
      'tool: 5',
      'assistant: It is exactly 5.',
    ]);
  });
});

describe('a run with tools on a server', () => {
  it('works identically', async () => {
    const { model } = scriptModel([calling(['add', { a: 2, b: 3 }], ['subtract', {}]), 'It is 5.']);
    const remote = connectModel({
      baseURL: 'http://m1/v1',
      model: 'scripted',
      fetch: createOpenAIFetch(model),
    });
    const run = runTools(remote, 'What is 2 + 3?', { tools: sums });
    const types: string[] = [];
    for await (const part of run) if (types.at(-1) !== part.type) types.push(part.type);
    expect(types.slice(-5)).toEqual(['round-finish', 'tool-result', 'text', 'round-finish', 'finish']);
    const { messages, text, usage, rounds } = await run.result;
    expect([text, rounds]).toEqual(['It is 5.', 2]);
    expect(contents(messages)).toEqual([
      'assistant: ',
      'tool: 5',
      'tool: Error: There is no tool subtract. The tools are add.',
      'assistant: It is 5.',
    ]);
    expect(usage.promptTokens).toBeGreaterThan(0);
  });
});

describe('a run with tools rejects', () => {
  const run = (options: unknown): Promise<unknown> =>
    runTools(answering().model, 'Go', options as RunToolsOptions).result;

  it.each<[string, unknown]>([
    ['runTools: the options are missing, expected { tools }.', undefined],
    ['tools is missing, expected tools by their names: { name: { description, schema, run } }.', {}],
    ['tools is [], expected tools by their names: { name: { description, schema, run } }.', { tools: [] }],
    ['tools.a.run is missing, expected a function.', { tools: { a: {} } }],
    [
      'tools.a has no field "parameters". Did you mean schema?',
      { tools: { a: { run() {}, parameters: {} } } },
    ],
    ['tools.a.description is 5, expected a string.', { tools: { a: { run() {}, description: 5 } } }],
    ['tools.a.strict is 1, expected true or false.', { tools: { a: { run() {}, strict: 1 } } }],
    ['tools.a.schema is "x", expected a JSON schema.', { tools: { a: { run() {}, schema: 'x' } } }],
    ['maxRounds is 0, expected a whole number above 0.', { tools: {}, maxRounds: 0 }],
    ['timeoutMs is 1.5, expected a whole number above 0.', { tools: {}, timeoutMs: 1.5 }],
    ['toolTimeoutMs is "1", expected a whole number above 0.', { tools: {}, toolTimeoutMs: '1' }],
    ['n is 2, but each round continues with one answer: leave it out.', { tools: {}, n: 2 }],
    ['signal is 1, expected an AbortSignal.', { tools: {}, signal: 1 }],
    ['temperature is -1, expected a number from 0 to 100.', { tools: {}, temperature: -1 }],
  ])('%s', async (message, options) => {
    await expect(run(options)).rejects.toMatchObject({ code: 'invalid-argument', message });
  });

  it('names a schema that turns out to be unsupported', async () => {
    const schema = { properties: { a: { $ref: '#/$defs/missing' } } };
    const { model } = answering(calling(['look', { a: 1 }]));
    const running = runTools(model, 'Go', { tools: { look: { schema, run: () => 1 } } });
    await expect(running.result).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/^tools\.look\.schema cannot be used: Unresolved \$ref/),
    });
  });
});
