// A model on a server: the protocols of several servers as their documentation has them, and everything that can break.

import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createOpenAIFetch } from '../../src/adapters/openai/create-openai-fetch.ts';
import type { ChatModel } from '../../src/contract/chat-model.ts';
import type { GenerateOptions, Part } from '../../src/contract/generate.ts';
import type { Message } from '../../src/contract/messages.ts';
import { type ConnectOptions, connectModel } from '../../src/remote/connect-model.ts';
import { eventStream, events, startEventServer } from '../support/event-server.ts';
import { scriptModel } from '../support/scripted-model.ts';

const tools = [
  { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
];
const chunk = (delta: object, more: object = {}) => ({ choices: [{ index: 0, delta, ...more }] });
const finish = (reason: string) => chunk({}, { finish_reason: reason });
const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 };

function connect(url: string, options: Partial<ConnectOptions> = {}): ChatModel {
  return connectModel({ baseURL: url, model: 'm', ...options });
}

async function ask(model: ChatModel, question: string | Message[] = 'Hi', options: GenerateOptions = {}) {
  const run = model.generate(question, options);
  const parts: Part[] = [];
  for await (const part of run) parts.push(part);
  return { parts, result: await run.result };
}

describe('the conversation of a model on this device', () => {
  const thought = '<think>\n1 + 1\n</think>\n\nTwo: \u{1f98a}.';
  const call =
    '<tool_calls>\n{"name": "get_weather", "arguments": {"city": "Rome", "n": 12345678901234567890}}\n</tool_calls>';
  const brokenCall =
    '<tool_calls>\n{"name": "get_weather", "arguments": {"city": "Rome"}, "x": ]]\n</tool_calls>';

  it.each([
    ['text', 'One, two.'],
    ['thinking', thought],
    ['a call', `Let me see.${call}`],
    ['a call that is none', brokenCall],
    ['text that was thinking', 'a thought</think>Yes.'],
  ])('is the same through its API: %s', async (_, text) => {
    const local = scriptModel([text], { name: 'm' });
    const remote = connect('http://m1/v1', { fetch: createOpenAIFetch(local.model) });
    const expected = await ask(local.model, 'Hi', { tools, seed: 1 });
    const actual = await ask(remote, 'Hi', { tools, seed: 1 });
    const { experts: _experts, timings: _timings, malformedToolCalls: _calls, ...rest } = expected.result;
    expect(actual.result).toMatchObject(rest);
    expect(actual.result.experts).toBeUndefined();
    const summary = (parts: Part[]) =>
      parts.flatMap((part) => (part.type === 'tool-call-delta' ? [] : [part.type])).join();
    expect(summary(actual.parts)).toBe(summary(expected.parts));
    const args = (parts: Part[]) =>
      parts.map((part) => (part.type === 'tool-call-delta' ? part.argumentsDelta : '')).join('');
    if (!expected.parts.some(({ type }) => type === 'tool-call-retracted'))
      expect(args(actual.parts)).toBe(args(expected.parts));
  });

  it('reads the same prompt', async () => {
    const scripted = scriptModel(['x'], { name: 'm' });
    const remote = connect('http://m1/v1', { fetch: createOpenAIFetch(scripted.model) });
    const messages: Message[] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
      {
        role: 'assistant',
        thinking: 'I ask.',
        toolCalls: [{ name: 'get_weather', arguments: { city: 'Rome' } }],
      },
      { role: 'tool', name: 'get_weather', content: 'sunny' },
      { role: 'assistant', content: 'It is sunny.' },
      { role: 'user', content: 'Thanks.' },
    ];
    await ask(scripted.model, messages, { tools });
    await ask(remote, messages, { tools });
    expect(scripted.promptOf(1)).toBe(scripted.promptOf(0));
  });
});

describe('the protocol', () => {
  it('sends the conversation and the options', async () => {
    const server = await startEventServer(events(chunk({ content: 'x' }), finish('stop')));
    const model = connect(`${server.url}/`, {
      headers: { Authorization: 'Bearer key' },
      capabilities: ['top-k', 'min-p', 'thinking-budget', 'structured'],
    });
    await ask(model, 'Hi', {
      presencePenalty: 0.5,
      frequencyPenalty: 0.25,
      logitBias: { 17: 5 },
      n: 1,
      logprobs: false,
      thinkingBudget: 64,
      temperature: 0,
      topP: 0.5,
      topK: 4,
      minP: 0.1,
      repetitionPenalty: 1.5,
      seed: 7,
      maxTokens: 9,
      stop: 'END',
      tools: tools.map((tool) => ({ ...tool, strict: true })),
      toolChoice: { name: 'get_weather' },
      parallelToolCalls: false,
    });
    expect(server.headers[0]).toMatchObject({
      authorization: 'Bearer key',
      'content-type': 'application/json',
    });
    expect(server.bodies[0]).toEqual({
      path: '/v1/chat/completions',
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
      stream_options: { include_usage: true },
      presence_penalty: 0.5,
      frequency_penalty: 0.25,
      logit_bias: { '17': 5 },
      n: 1,
      logprobs: false,
      thinking_token_budget: 64,
      temperature: 0,
      top_p: 0.5,
      top_k: 4,
      min_p: 0.1,
      repetition_penalty: 1.5,
      seed: 7,
      max_tokens: 9,
      stop: ['END'],
      tools: [{ type: 'function', function: { ...tools[0], strict: true } }],
      tool_choice: { type: 'function', function: { name: 'get_weather' } },
      parallel_tool_calls: false,
    });
  });

  it.each<[GenerateOptions['responseFormat'], object]>([
    [
      { type: 'json_schema', schema: { type: 'object' } },
      { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: { type: 'object' } } },
    ],
    [{ type: 'json_object' }, { type: 'json_object' }],
    [
      { type: 'regex', pattern: 'a+' },
      { type: 'regex', pattern: 'a+' },
    ],
  ])('sends the format %j', async (responseFormat, sent) => {
    const server = await startEventServer(events(chunk({ content: 'x' }), finish('stop')));
    await ask(connect(server.url, { capabilities: ['structured'] }), 'Hi', { responseFormat });
    expect(server.bodies[0]!.response_format).toEqual(sent);
  });

  it.each<[GenerateOptions['toolChoice'], unknown]>([
    ['required', 'required'],
    ['none', 'none'],
    [{ name: 'get_weather' }, { type: 'function', function: { name: 'get_weather' } }],
  ])('sends the choice of tools %j', async (toolChoice, sent) => {
    const server = await startEventServer(events(chunk({ content: 'x' }), finish('stop')));
    const options = { tools, toolChoice, parallelToolCalls: false };
    await ask(connect(server.url), 'Hi', options);
    expect(server.bodies[0]).toMatchObject({ tool_choice: sent, parallel_tool_calls: false });
  });

  it("has the application's headers in place of its own, in any case", async () => {
    const server = await startEventServer(events(chunk({ content: 'x' }), finish('stop')));
    await ask(connect(server.url, { headers: { 'Content-Type': 'application/json', ACCEPT: '*/*' } }));
    expect(server.headers[0]).toMatchObject({ 'content-type': 'application/json', accept: '*/*' });
  });

  it('has integers of any size in calls and schemas', async () => {
    const server = await startEventServer(events(chunk({ content: 'x' }), finish('stop')));
    const args = '{"n": 12345678901234567890, "s": "12345678901234567890"}';
    const call = { id: 'a', type: 'function', function: { name: 'count', arguments: args } };
    const messages = [
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'a', content: '1' },
    ] as unknown as Message[];
    const parameters = { properties: { n: { maximum: 12345678901234567890n } } };
    await ask(connect(server.url), messages, { tools: [{ name: 'count', parameters }] });
    const [sent] = server.bodies[0]!.messages as [{ tool_calls: [typeof call] }];
    expect(sent.tool_calls[0].function.arguments).toBe(
      '{"n":12345678901234567890,"s":"12345678901234567890"}',
    );
    expect(server.bodies[0]!.tools).toEqual([
      {
        type: 'function',
        function: {
          name: 'count',
          parameters: { properties: { n: { maximum: Number('12345678901234567890') } } },
        },
      },
    ]);
  });

  it('sends nothing about calls without tools, and no disabled options', async () => {
    const server = await startEventServer(events(chunk({ content: 'x' }), finish('stop')));
    const off: GenerateOptions = {
      routing: false,
      expertThreshold: 0,
      contextOverflow: 'error',
      ignoreEos: false,
    };
    await ask(connect(server.url), 'Hi', { toolChoice: 'none', parallelToolCalls: false, ...off });
    expect(Object.keys(server.bodies[0]!).toSorted()).toEqual([
      'messages',
      'model',
      'path',
      'stream',
      'stream_options',
    ]);
  });

  it('sends that an answer does not end', async () => {
    const server = await startEventServer(events(chunk({ content: 'x' }), finish('length')));
    await ask(connect(server.url, { capabilities: ['top-k'] }), 'Hi', { ignoreEos: true });
    expect(server.bodies[0]!.ignore_eos).toBe(true);
  });

  it('of vLLM has reasoning and one call in pieces', async () => {
    const server = await startEventServer(
      events(
        chunk({ role: 'assistant', content: '' }),
        chunk({ reasoning: 'I ' }),
        chunk({ reasoning: 'ask.' }),
        chunk({
          tool_calls: [
            { id: 'chatcmpl-tool-1', type: 'function', index: 0, function: { name: 'get_weather' } },
          ],
        }),
        chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city": ' } }] }),
        chunk({ tool_calls: [{ index: 0, function: { arguments: '"Rome"}' } }] }),
        chunk({ content: '' }, { finish_reason: 'tool_calls', stop_reason: null }),
        { choices: [], usage: { ...usage, prompt_tokens_details: { cached_tokens: 3 } } },
      ),
    );
    const { result, parts } = await ask(connect(server.url), 'Hi', { tools });
    expect(result).toMatchObject({
      thinking: 'I ask.',
      text: '',
      toolCalls: [{ id: 'chatcmpl-tool-1', name: 'get_weather', arguments: { city: 'Rome' } }],
      finishReason: 'tool-calls',
      usage: { promptTokens: 5, cachedTokens: 3, completionTokens: 7, thinkingTokens: 0 },
    });
    expect(parts.map(({ type }) => type)).toEqual([
      'thinking',
      'thinking',
      'tool-call-delta',
      'tool-call-delta',
      'tool-call-delta',
      'tool-call',
      'finish',
    ]);
  });

  it('of DeepSeek and SGLang has reasoning_content and usage in the last chunk', async () => {
    const last = {
      ...finish('stop'),
      usage: { ...usage, prompt_cache_hit_tokens: 2, completion_tokens_details: { reasoning_tokens: 4 } },
    };
    const server = await startEventServer(
      events(
        chunk({ role: 'assistant', content: null, reasoning_content: '' }),
        chunk({ content: null, reasoning_content: 'Hm.' }),
        chunk({ content: 'Yes.', reasoning_content: null }),
        last,
      ),
    );
    const { result } = await ask(connect(server.url));
    expect(result).toMatchObject({
      thinking: 'Hm.',
      text: 'Yes.',
      finishReason: 'stop',
      usage: { promptTokens: 5, cachedTokens: 2, completionTokens: 7, thinkingTokens: 4 },
    });
  });

  it('of llama.cpp has timings, several calls, and the finish reason "stop" after calls', async () => {
    const entry = (index: number, id: string, city: string) => ({
      index,
      id,
      type: 'function',
      function: { name: 'get_weather', arguments: JSON.stringify({ city }) },
    });
    const server = await startEventServer(
      events(
        chunk({ role: 'assistant', content: null }),
        chunk({ tool_calls: [entry(0, 'a', 'Rome')] }),
        chunk({ tool_calls: [entry(1, 'b', 'Oslo')] }),
        { ...finish('stop'), timings: { prompt_n: 5 } },
        { choices: [], usage, timings: { prompt_n: 5 } },
      ),
    );
    const { result } = await ask(connect(server.url), 'Hi', { tools });
    expect(result.finishReason).toBe('tool-calls');
    expect(result.toolCalls.map(({ id, arguments: { city } }) => `${id} ${city}`)).toEqual([
      'a Rome',
      'b Oslo',
    ]);
  });

  it('may give all calls one index, or none, or no id', async () => {
    const named = (id: string | undefined, city: string, index?: number) => ({
      ...(id && { id }),
      ...(index !== undefined && { index }),
      function: { name: 'get_weather', arguments: JSON.stringify({ city }) },
    });
    const server = await startEventServer(
      events(
        chunk({ tool_calls: [named('a', 'Rome', 0), named('b', 'Oslo', 0)] }),
        chunk({ tool_calls: [named('c', 'Bern')] }),
        finish('tool_calls'),
      ),
    );
    const { result } = await ask(connect(server.url), 'Hi', { tools });
    expect(result.toolCalls.map(({ arguments: { city } }) => city)).toEqual(['Rome', 'Oslo', 'Bern']);
    const alone = await startEventServer(
      events(chunk({ tool_calls: [named(undefined, 'Rome', 0)] }), finish('stop')),
    );
    const [call] = (await ask(connect(alone.url), 'Hi', { tools })).result.toolCalls;
    expect(call!.id).toMatch(/^call_\w{8}$/);
  });

  it.each(['', 'eu.'])('of %sapi.openai.com has max_completion_tokens, no thinking', async (region) => {
    const sent: string[] = [];
    const model = connect(`https://${region}api.openai.com/v1`, {
      fetch: async (_, init) => {
        sent.push(String(init!.body));
        const text = `data: ${JSON.stringify(chunk({ content: 'x' }, { finish_reason: 'length' }))}\n\n`;
        return new Response(text, { headers: eventStream });
      },
    });
    const messages: Message[] = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'a', thinking: 'b' },
      { role: 'user', content: 'And?' },
    ];
    const { result } = await ask(model, messages, { maxTokens: 3 });
    expect(result.finishReason).toBe('length');
    const body = JSON.parse(sent[0]!);
    expect(body.max_completion_tokens).toBe(3);
    expect(body).not.toHaveProperty('max_tokens');
    expect(body.messages[1]).toEqual({ role: 'assistant', content: 'a' });
  });

  it('may have comments, other fields, other newlines and data of several lines', async () => {
    const server = await startEventServer((response) => {
      response.writeHead(200, eventStream);
      const [first, second] = JSON.stringify(chunk({ content: 'a' })).split('"delta"');
      response.write(`: waiting\r\n\r\nevent: x\rid: 7\rdata: ${first}\rdata:"delta"${second}\r\r`);
      response.end(`data:${JSON.stringify(finish('stop'))}\n\ndata: [DONE]\n\n`);
    });
    expect((await ask(connect(server.url))).result.text).toBe('a');
  });

  it('sends thinking by both names, of which vLLM reads one and others the other', async () => {
    const server = await startEventServer(events(chunk({ content: 'x' }), finish('stop')));
    const messages: Message[] = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'a', thinking: 'b' },
      { role: 'user', content: 'And?' },
    ];
    await ask(connect(server.url), messages);
    expect((server.bodies[0]!.messages as object[])[1]).toEqual({
      role: 'assistant',
      content: 'a',
      reasoning_content: 'b',
      reasoning: 'b',
    });
  });

  describe('to a server that takes no thinking', () => {
    const messages: Message[] = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'a', thinking: 'b' },
      { role: 'user', content: 'And?' },
    ];
    const hasThinking = ({ messages: sent }: Record<string, unknown>) =>
      (sent as object[]).some((message) => 'reasoning' in message || 'reasoning_content' in message);
    const refuse = (response: ServerResponse, status: number) =>
      response.writeHead(status).end('{"detail": "Extra inputs are not permitted"}');

    it.each([400, 422])('goes without it after status %i, and is then not sent it again', async (status) => {
      const server = await startEventServer((response, request) =>
        hasThinking(server.bodies[request]!)
          ? void refuse(response, status)
          : events(chunk({ content: 'x' }), finish('stop'))(response, request),
      );
      const model = connect(server.url);
      expect((await ask(model, messages)).result.text).toBe('x');
      expect((await ask(model, messages)).result.text).toBe('x');
      expect(server.bodies.map(hasThinking)).toEqual([true, false, false]);
    });

    it('fails if it is refused for something else', async () => {
      const server = await startEventServer((response) => void refuse(response, 400));
      const model = connect(server.url);
      for (let i = 0; i < 2; i++) {
        await expect(ask(model, messages)).rejects.toMatchObject({
          code: 'http-status',
          details: { status: 400 },
        });
      }
      await expect(ask(model)).rejects.toMatchObject({ code: 'http-status' });
      expect(server.bodies.map(hasThinking)).toEqual([true, false, true, false, false]);
    });
  });

  it('may come in a response that is not of the global class, as that of an npm package', async () => {
    const server = await startEventServer(events(chunk({ content: 'x' }), finish('stop')));
    const foreign: typeof fetch = async (...asked) => {
      const { ok, status, headers, body } = await fetch(...asked);
      return { ok, status, headers, body } as Response;
    };
    expect((await ask(connect(server.url, { fetch: foreign }))).result.text).toBe('x');
  });

  it('may be split anywhere, also inside a character', async () => {
    const server = await startEventServer(async (response) => {
      response.writeHead(200, eventStream);
      const bytes = Buffer.from(`data: ${JSON.stringify(chunk({ content: '\u{1f98a}é' }))}\r\n\r\n`);
      for (const byte of bytes) {
        response.write(Buffer.of(byte));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end(`data: ${JSON.stringify(finish('stop'))}\n\n`);
    });
    expect((await ask(connect(server.url))).result.text).toBe('\u{1f98a}é');
  });

  it('with a call whose arguments are not JSON has it as text', async () => {
    const server = await startEventServer(
      events(
        chunk({
          tool_calls: [{ index: 0, id: 'a', function: { name: 'get_weather', arguments: '{"city": ' } }],
        }),
        finish('length'),
      ),
    );
    const { parts, result } = await ask(connect(server.url), 'Hi', { tools });
    expect(parts.map(({ type }) => type)).toEqual([
      'tool-call-delta',
      'tool-call-retracted',
      'text',
      'finish',
    ]);
    expect(result).toMatchObject({
      toolCalls: [],
      finishReason: 'length',
      malformedToolCalls: [result.text],
    });
    expect(result.text).toContain('city');
  });
});

describe('a failure', () => {
  const failing = (url: string, options: Partial<ConnectOptions> = {}) => ask(connect(url, options));

  it('of the address is "network", after retries', async () => {
    let tries = 0;
    const refused = failing('http://m1/v1', {
      maxRetries: 1,
      fetch: () => {
        tries += 1;
        return Promise.reject(new TypeError('fetch failed'));
      },
    });
    await expect(refused).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('fetch failed'),
    });
    expect(tries).toBe(2);
  });

  it.each([429, 503, 500])('with status %i is retried, and then "http-status"', async (status) => {
    const server = await startEventServer((response) => {
      response.writeHead(status, { 'retry-after': '0' });
      response.end('{"error":{"message":"Come back later."}}');
    });
    await expect(failing(server.url, { maxRetries: 1 })).rejects.toMatchObject({
      name: 'DownloadError',
      code: 'http-status',
      message: expect.stringMatching(/status \d+: Come back later\.$/),
      details: { status, retryAfterMs: 0 },
    });
    expect(server.bodies).toHaveLength(2);
  });

  it('that is temporary is not reported', async () => {
    const answer = events(chunk({ content: 'x' }), finish('stop'));
    const server = await startEventServer((response, request) => {
      if (request > 0) return answer(response, request);
      response.writeHead(503, { 'retry-after': '0' }).end();
    });
    expect((await ask(connect(server.url))).result.text).toBe('x');
  });

  it('that has passed by is not silence', async () => {
    const answer = [chunk({ content: 'x' }), finish('stop')].map(
      (each) => `data: ${JSON.stringify(each)}\n\n`,
    );
    // Without a network, whose answers may take longer.
    const answers = [
      new Response(null, { status: 503, headers: { 'retry-after': '0' } }),
      new Response(answer.join(''), { headers: eventStream }),
    ];
    const fetch = async () => answers.shift()!;
    // Less than the time until the second attempt.
    const model = connect('http://m1/v1', { fetch, silenceMs: 300 });
    expect((await ask(model)).result.text).toBe('x');
    expect(answers).toEqual([]);
  });

  it.each<[string, number, Record<string, string>, object]>([
    ['that asks for a minute and more', 429, { 'retry-after': '120' }, { code: 'http-status' }],
    ['that says it is useless', 500, { 'x-should-retry': 'false' }, { code: 'http-status' }],
    ['of a key', 401, {}, { code: 'http-status' }],
  ])('%s is not retried', async (_, status, headers, error) => {
    const server = await startEventServer((response) => void response.writeHead(status, headers).end('no'));
    await expect(failing(server.url)).rejects.toMatchObject(error);
    expect(server.bodies).toHaveLength(1);
  });

  it.each([
    ['ours', { error: { message: 'Bad.', code: 'invalid-argument' } }, 'invalid-argument'],
    ['OpenAI', { error: { message: 'Long.', code: 'context_length_exceeded' } }, 'context-exceeded'],
    [
      'llama.cpp',
      { error: { code: 400, message: 'Long.', type: 'exceed_context_size_error' } },
      'context-exceeded',
    ],
    [
      'vLLM',
      { error: { message: "This model's maximum context length is 9.", code: 400 } },
      'context-exceeded',
    ],
    [
      'SGLang',
      {
        object: 'error',
        message: "The input (9 tokens) is longer than the model's context length (8 tokens).",
        code: 400,
      },
      'context-exceeded',
    ],
    ['others', { detail: 'no' }, 'http-status'],
  ])('of a request, in the format of %s, has its code', async (_, body, code) => {
    const server = await startEventServer((response) => {
      response.writeHead(400).end(JSON.stringify(body));
    });
    await expect(failing(server.url)).rejects.toMatchObject({ code });
  });

  it.each([
    [{ detail: 'Not Found' }, /status 404: Not Found\.$/],
    [{ error: 'Unauthorized' }, /status 404: Unauthorized\.$/],
    [{ detail: [{ msg: 'Field required' }] }, /status 404: \[.*Field required.*\]\.$/],
  ])("has the server's message: %j", async (body, message) => {
    const server = await startEventServer((response) => {
      response.writeHead(404).end(JSON.stringify(body));
    });
    await expect(failing(server.url)).rejects.toThrow(message);
  });

  it("in the middle of the stream is the server's", async () => {
    const server = await startEventServer(
      events(chunk({ content: 'a' }), { error: { message: 'Lost.', code: 'device-lost' } }),
    );
    await expect(failing(server.url)).rejects.toMatchObject({ code: 'device-lost' });
  });

  it('of the connection in the middle is "truncated"', async () => {
    const server = await startEventServer((response) => {
      response.writeHead(200, eventStream);
      response.write(`data: ${JSON.stringify(chunk({ content: 'a' }))}\n\n`, () => response.destroy());
    });
    await expect(failing(server.url)).rejects.toMatchObject({ code: 'truncated' });
    expect(server.bodies).toHaveLength(1);
  });

  it.each([
    ['without a reason', `data: ${JSON.stringify(chunk({ content: 'a' }))}\n\n`],
    ['inside an event', `data: ${JSON.stringify(chunk({ content: 'a' }))}\n\ndata: {"choi`],
    [
      'inside a character',
      Buffer.concat([Buffer.from('data: {"choices": [], "x": "'), Buffer.of(0xf0, 0x9f)]),
    ],
    ['before it begins', ''],
  ])('of an answer that ends %s is "truncated"', async (_, bytes) => {
    const server = await startEventServer((response) => {
      response.writeHead(200, eventStream).end(bytes);
    });
    await expect(failing(server.url)).rejects.toMatchObject({ code: 'truncated' });
  });

  it.each([
    ['an event that is no JSON', 'data: {"choices"\n\n'],
    ['an event that is no chunk', 'data: {"result": "x"}\n\n'],
    ['an event that is a number', 'data: 7\n\n'],
    ['bytes that are no text', Buffer.of(0x64, 0xff, 0xfe)],
    ['a reason that is unknown', `data: ${JSON.stringify(finish('content_filter'))}\n\n`],
  ])('of %s is "unexpected-content"', async (_, bytes) => {
    const server = await startEventServer((response) => {
      response.writeHead(200, eventStream).end(bytes);
    });
    await expect(failing(server.url)).rejects.toMatchObject({ code: 'unexpected-content' });
  });

  it('of a web page instead of an API is "unexpected-content"', async () => {
    const server = await startEventServer((response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Welcome</p>');
    });
    await expect(failing(server.url)).rejects.toMatchObject({
      code: 'unexpected-content',
      message: expect.stringContaining('text/html'),
    });
  });

  it.each([true, false])('of a silent server is "network" (after its first bytes: %s)', async (hasBegun) => {
    const server = await startEventServer((response) => {
      if (!hasBegun) return;
      response.writeHead(200, eventStream);
      response.write(`data: ${JSON.stringify(chunk({ content: 'a' }))}\n\n`);
    });
    await expect(failing(server.url, { silenceMs: 50 })).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('silent for 0.05 seconds'),
    });
  });
});

describe('a run', () => {
  const endless = (closed: () => void) =>
    startEventServer((response) => {
      response.once('close', closed);
      response.writeHead(200, eventStream);
      response.write(`data: ${JSON.stringify(chunk({ content: 'a' }))}\n\n`);
    });

  it('that is aborted rejects with the reason, and disconnects from the server', async () => {
    let closed = false;
    const server = await endless(() => {
      closed = true;
    });
    const stop = new AbortController();
    const run = connect(server.url).generate('Hi', { signal: stop.signal });
    for await (const _ of run) {
      stop.abort(new Error('enough'));
      break;
    }
    await expect(run.result).rejects.toThrow('enough');
    await expect.poll(() => closed).toBe(true);
  });

  it('that is aborted while the server explains a refusal rejects with the reason', async () => {
    const stop = new AbortController();
    const server = await startEventServer((response) => {
      response.writeHead(400).write('{"error":');
    });
    const model = connect(server.url, {
      fetch: async (...asked) => {
        const response = await fetch(...asked);
        setTimeout(() => stop.abort(new Error('enough')));
        return response;
      },
    });
    const run = model.generate('Hi', { signal: stop.signal });
    await expect(run.result).rejects.toThrow('enough');
  });

  it.each<[string, typeof fetch]>([
    ['before the answer', () => new Promise(() => {})],
    ['in the answer', async () => new Response(new ReadableStream(), { headers: eventStream })],
  ])('is aborted and timed though its fetch knows no signals: %s', async (_, fetch) => {
    const options = { fetch };
    const stop = new AbortController();
    const run = connect('http://m1/v1', options).generate('Hi', { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 5);
    await expect(run.result).rejects.toThrow('enough');
    const silent = ask(connect('http://m1/v1', { ...options, silenceMs: 5 }));
    await expect(silent).rejects.toMatchObject({ code: 'network' });
  });

  it('waits as long as it takes for a server that may be silent forever', async () => {
    const server = await startEventServer(async (response, request) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return events(chunk({ content: 'x' }), finish('stop'))(response, request);
    });
    const options = { silenceMs: Number.POSITIVE_INFINITY };
    expect((await ask(connect(server.url, options))).result.text).toBe('x');
  });

  it('ends with its model', async () => {
    const server = await endless(() => {});
    const model = connect(server.url);
    const run = model.generate('Hi');
    for await (const _ of run) {
      void model.dispose();
      break;
    }
    await expect(run.result).rejects.toMatchObject({ code: 'disposed' });
    await expect(model.generate('Hi').result).rejects.toMatchObject({ code: 'disposed' });
  });

  it.each<[string, GenerateOptions, object]>([
    ['topK', { topK: 3 }, { code: 'unsupported', details: { option: 'topK' } }],
    ['minP', { minP: 0.3 }, { code: 'unsupported', details: { option: 'minP' } }],
    ['repetitionPenalty', { repetitionPenalty: 2 }, { code: 'unsupported' }],
    ['thinkingBudget', { thinkingBudget: 3 }, { message: expect.stringContaining("'thinking-budget'") }],
    ['responseFormat', { responseFormat: { type: 'json_object' } }, { code: 'unsupported' }],
    ['n', { n: 0 }, { code: 'invalid-argument' }],
    ['topLogprobs', { topLogprobs: 2 }, { code: 'invalid-argument' }],
    [
      'contextOverflow',
      { contextOverflow: 'drop-oldest' },
      { code: 'unsupported', message: expect.stringMatching(/^contextOverflow is .*leave it out\.$/) },
    ],
    ['expertThreshold', { expertThreshold: 0.3 }, { code: 'unsupported' }],
    ['temperature', { temperature: -1 }, { code: 'invalid-argument' }],
  ])('is rejected %s before any request', async (_, options, error) => {
    const server = await startEventServer(events());
    await expect(ask(connect(server.url), 'Hi', options)).rejects.toMatchObject(error);
    expect(server.bodies).toEqual([]);
  });

  it('rejects results without calls, and structure that a server does not support', async () => {
    const model = connect('http://127.0.0.1:1/v1');
    const result: Message = { role: 'tool', name: 'look', content: 'x' };
    await expect(ask(model, [result])).rejects.toMatchObject({ code: 'invalid-argument' });
    const structure: Message = { role: 'user', content: '<x>', specialTokens: 'structure' };
    await expect(ask(model, [structure])).rejects.toMatchObject({ code: 'unsupported' });
    await expect(model.countTokens('Hi')).rejects.toMatchObject({ code: 'unsupported' });
  });
});

it.each<[object, RegExp]>([
  [{ model: 'm' }, /^baseURL is/],
  [{ baseURL: 'http://a', model: '' }, /^model is/],
  [{ baseURL: 'http://user:secret@a', model: 'm' }, /^baseURL has a user or a password(?!.*secret)/],
  [{ baseURL: 'http://a', model: 'm', apiKey: 'k' }, /Authorization/],
  [{ baseURL: 'http://a', model: 'm', maxRetries: -1 }, /^maxRetries is -1/],
  [{ baseURL: 'http://a', model: 'm', silenceMs: 'long' }, /^silenceMs is/],
  [{ baseURL: 'http://a', model: 'm', headers: { Authorization: 7 } }, /^headers are/],
  [
    { baseURL: 'http://a', model: 'm', headers: { Authorization: 'Bearer se\u2026' } },
    /^headers\.Authorization (?!.*se)/,
  ],
  [{ baseURL: 'http://a', model: 'm', capabilities: ['routing'] }, /^capabilities is/],
  [{ baseURL: 'http://a', model: 'm', capabilities: 7 }, /^capabilities is 7/],
  [{ baseURL: 'http://a', model: 'm', fetch: 'fetch' }, /^fetch is/],
])('%j connects nothing', (options, message) => {
  expect(() => connectModel(options as ConnectOptions)).toThrow(message);
});
