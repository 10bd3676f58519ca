// OpenAI's API in a page: requests, answers and errors in its format, with a scripted engine.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createOpenAIFetch } from '../../src/adapters/openai/create-openai-fetch.ts';
import type {
  AnswerPart,
  GeneratedTokenLogprob,
  GenerationResult,
  TokenLogprob,
} from '../../src/contract/generate.ts';
import { DownloadError, PocketM1Error } from '../../src/errors.ts';
import { Run } from '../../src/run.ts';
import {
  eventsOf,
  type Json,
  type OpenAIBody,
  type OpenAIMessage,
  post,
} from '../support/openai-requests.ts';
import { scriptedRouting } from '../support/scripted-engine.ts';
import { scriptModel } from '../support/scripted-model.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const messages = [{ role: 'user', content: 'What is 1 + 1?' }];
const thought = '<think>\n1 + 1\n</think>\n\nTwo.';
const called =
  '<tool_calls>\n{"name": "get_weather", "arguments": {"city": "Rome", "at": {"hour": 7}}}\n</tool_calls>';
const weather = {
  type: 'function',
  function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};

/** A handler for one model that answers with these texts. */
function serve(...texts: string[]) {
  const scripted = scriptModel(texts);
  return { ...scripted, scripted, handler: createOpenAIFetch(scripted.model) };
}

function chat(handler: typeof fetch, body: Json, init?: RequestInit) {
  return post(handler, 'chat/completions', { model: 'scripted', messages, ...body }, init);
}

async function stream(handler: typeof fetch, body: Json, path = 'chat/completions') {
  const response = await handler(`http://m1/v1/${path}`, {
    method: 'POST',
    body: JSON.stringify({ model: 'scripted', stream: true, ...body }),
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const events = await eventsOf(response);
  expect(events.at(-1)).toBe('[DONE]');
  return events.slice(0, -1) as OpenAIBody[];
}

const deltas = (chunks: OpenAIBody[]): OpenAIMessage[] =>
  chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));

describe('several answers', () => {
  const paths = [
    ['chat/completions', { messages }],
    ['completions', { prompt: '1 + 1 =' }],
  ] as const;

  it.each(paths)('have their index, and the sum of their tokens: %s', async (path, request) => {
    const { handler } = serve('One.', 'Two, or more.');
    const { body } = await post(handler, path, { model: 'scripted', n: 2, ...request });
    expect(
      body.choices.map(({ index, text, message, finish_reason }) => [
        index,
        text ?? message.content,
        finish_reason,
      ]),
    ).toEqual([
      [0, 'One.', 'stop'],
      [1, 'Two, or more.', 'stop'],
    ]);
    const single = await post(serve('One.').handler, path, { model: 'scripted', ...request });
    expect(body.usage.prompt_tokens).toBe(single.body.usage.prompt_tokens);
    expect(body.usage.completion_tokens).toBeGreaterThan(single.body.usage.completion_tokens);
  });

  it.each(paths)('are streamed with their index: %s', async (path, request) => {
    const { handler } = serve('One.', 'Two, or more.');
    const chunks = await stream(handler, { n: 2, stream_options: { include_usage: true }, ...request }, path);
    for (const [index, expected] of ['One.', 'Two, or more.'].entries()) {
      const own = chunks.flatMap(({ choices }) => choices.filter((choice) => choice.index === index));
      expect(own.map((choice) => choice.text ?? choice.delta.content ?? '').join('')).toBe(expected);
      expect(own.map((choice) => choice.finish_reason)).toEqual([...own.slice(1).map(() => null), 'stop']);
    }
    const whole = await post(serve('One.', 'Two, or more.').handler, path, {
      model: 'scripted',
      n: 2,
      ...request,
    });
    expect(chunks.at(-1)!.usage).toMatchObject({
      completion_tokens: whole.body.usage.completion_tokens,
    });
  });
});

describe('addresses', () => {
  it('lists the models by their served names', async () => {
    const [a, b] = [scriptModel(['A']), scriptModel(['B'])];
    const handler = createOpenAIFetch({ first: a.model, second: b.model });
    const { data, object } = await (await handler('https://any.host/some/path/v1/models')).json();
    expect(object).toBe('list');
    expect(data).toEqual(
      ['first', 'second'].map((id) => ({
        id,
        object: 'model',
        created: expect.any(Number),
        owned_by: 'pocket-m1',
      })),
    );
    const answers = await Promise.all(['second', 'first'].map((model) => chat(handler, { model })));
    expect(answers.map(({ body }) => body.choices[0].message.content)).toEqual(['B', 'A']);
  });

  it('describe one model', async () => {
    const { model } = scriptModel(['x']);
    const handler = createOpenAIFetch({ plain: model, 'some/one 1': model });
    const get = async (path: string) => {
      const response = await handler(`http://m1/v1/models/${path}`);
      return { status: response.status, body: await response.json() };
    };
    const described = (id: string) => ({
      status: 200,
      body: { id, object: 'model', created: expect.any(Number), owned_by: 'pocket-m1' },
    });
    expect(await get('plain')).toEqual(described('plain'));
    expect(await get('some/one%201')).toEqual(described('some/one 1'));
    expect(await get('some%2Fone%201')).toEqual(described('some/one 1'));
    for (const unknown of ['other', '%zz']) {
      expect(await get(unknown)).toMatchObject({ status: 404, body: { error: { code: 'model_not_found' } } });
    }
  });

  it.each([
    ['a string', 'http://m1/v1/models', {}],
    ['a URL', new URL('http://m1/v1/models'), {}],
    ['a relative address', '/v1/models', {}],
    ['a request', new Request('http://m1/v1/models'), {}],
    [
      'a request whose method is replaced',
      new Request('http://m1/v1/models', { method: 'PUT' }),
      { method: 'GET' },
    ],
  ])('accepts %s', async (_, input, init) => {
    const response = await serve('x').handler(input, init);
    expect(response.status).toBe(200);
  });

  it('has the headers of the list of models', async () => {
    const response = await serve('x').handler('http://m1/v1/models', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await response.text()).toBe('');
  });

  it('reads the body of a request', async () => {
    const body = JSON.stringify({ model: 'scripted', messages });
    const request = new Request('http://m1/v1/chat/completions', { method: 'POST', body });
    const response = await serve('Two.').handler(request);
    expect((await response.json()).choices[0].message.content).toBe('Two.');
  });

  it.each([
    ['POST', 'models'],
    ['GET', 'chat/completions'],
    ['POST', 'embeddings'],
    ['POST', 'constructor'],
  ])('has no %s %s', async (method, path) => {
    const response = await serve('x').handler(`http://m1/v1/${path}`, { method });
    expect(response.status).toBe(404);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect((await response.json()).error).toMatchObject({
      type: 'invalid_request_error',
      code: 'unknown_url',
      param: null,
    });
  });
});

describe('an answer', () => {
  it('has the shape of a chat completion', async () => {
    const { status, body } = await chat(serve(thought).handler, {});
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^chatcmpl-/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'scripted',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: 'Two.',
            refusal: null,
            reasoning_content: '1 + 1',
            reasoning: '1 + 1',
          },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: {
        prompt_tokens: expect.any(Number),
        completion_tokens: expect.any(Number),
        total_tokens: expect.any(Number),
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: expect.any(Number) },
      },
    });
    const { prompt_tokens, completion_tokens, total_tokens } = body.usage;
    expect(total_tokens).toBe(prompt_tokens + completion_tokens);
    expect(body.usage.completion_tokens_details.reasoning_tokens).toBeGreaterThan(0);
  });

  it('comes in chunks that each have choices, and ends with [DONE]', async () => {
    const chunks = await stream(serve(thought).handler, { messages });
    expect(new Set(chunks.map(({ id, object, model }) => `${id} ${object} ${model}`)).size).toBe(1);
    for (const { choices, usage } of chunks) {
      expect(choices).toHaveLength(1);
      expect(choices[0]).toMatchObject({ index: 0, delta: expect.any(Object), logprobs: null });
      expect(usage).toBeUndefined();
    }
    const all = deltas(chunks);
    expect(all[0]).toEqual({ role: 'assistant', content: '' });
    expect(all.map((delta) => delta.content ?? '').join('')).toBe('Two.');
    expect(all.map((delta) => delta.reasoning_content ?? '').join('')).toBe('1 + 1');
    expect(all.map((delta) => delta.reasoning ?? '').join('')).toBe('1 + 1');
    const reasons = chunks.map(({ choices }) => choices[0].finish_reason);
    expect(reasons.filter((reason) => reason !== null)).toEqual(['stop']);
    expect(reasons.at(-1)).toBe('stop');
  });

  it('ends its chunks with the usage on request', async () => {
    const { handler } = serve(thought);
    const chunks = await stream(handler, { messages, stream_options: { include_usage: true } });
    const last = chunks.at(-1)!;
    expect(last.choices).toEqual([]);
    expect(last.usage).toEqual((await chat(handler, {})).body.usage);
    expect(chunks.slice(0, -1).map(({ usage }) => usage)).toEqual(chunks.slice(0, -1).map(() => null));
  });

  it('may be asked for with options that are null', async () => {
    const { handler } = serve('x');
    const options = { include_usage: null, include_obfuscation: null };
    const chunks = await stream(handler, { messages, stream_options: options });
    expect(chunks.at(-1)!.choices[0].finish_reason).toBe('stop');
  });

  it('that is cut off has the finish reason length', async () => {
    const { model } = scriptModel(['one two'], { finishReason: 'length' });
    const { body } = await chat(createOpenAIFetch(model), {});
    expect(body.choices[0].finish_reason).toBe('length');
  });

  it('whose text turns out to be thinking sends it again as thinking', async () => {
    const chunks = await stream(serve('a thought</think>Yes.').handler, { messages });
    const again = deltas(chunks).find((delta) => delta.text_was_thinking);
    expect(again).toMatchObject({ reasoning_content: 'a thought', reasoning: 'a thought' });
  });
});

describe('calls of tools', () => {
  it('are a message without content', async () => {
    const { body } = await chat(serve(called).handler, { tools: [weather] });
    const [{ message, finish_reason }] = body.choices;
    expect(finish_reason).toBe('tool_calls');
    expect(message.content).toBeNull();
    expect(message.tool_calls).toEqual([
      {
        id: expect.stringMatching(/^call_/),
        type: 'function',
        function: { name: 'get_weather', arguments: '{"city":"Rome","at":{"hour":7}}' },
      },
    ]);
  });

  it('are streamed with their index, and with id, type and name once', async () => {
    const { handler } = serve(called);
    const chunks = await stream(handler, { messages, tools: [weather], seed: 1 });
    const entries = deltas(chunks).flatMap(({ tool_calls = [] }) => tool_calls);
    expect(entries.length).toBeGreaterThan(2);
    expect(new Set(entries.map(({ index }) => index))).toEqual(new Set([0]));
    const [first, ...rest] = entries;
    expect(first).toMatchObject({ id: expect.stringMatching(/^call_/), type: 'function' });
    expect(first!.function.name).toBe('get_weather');
    for (const entry of rest)
      expect(Object.keys({ ...entry, ...entry.function })).toEqual(['index', 'function', 'arguments']);
    const args = entries.map((entry) => entry.function.arguments).join('');
    expect(JSON.parse(args)).toEqual({ city: 'Rome', at: { hour: 7 } });
    expect(chunks.at(-1)!.choices[0].finish_reason).toBe('tool_calls');
    const whole = await chat(handler, { tools: [weather], seed: 1 });
    expect(whole.body.choices[0].message.tool_calls![0]!.id).toBe(first!.id);
  });

  it('that are retracted never become valid JSON', async () => {
    // Complete arguments, and then the call does not end.
    const broken =
      '<tool_calls>\n{"name": "get_weather", "arguments": {"city": "Rome"}, "x": ]]\n</tool_calls>';
    const chunks = await stream(serve(broken).handler, { messages, tools: [weather] });
    const all = deltas(chunks);
    const args = all
      .flatMap(({ tool_calls = [] }) => tool_calls)
      .map((entry) => entry.function.arguments)
      .join('');
    expect(args).toContain('Rome');
    expect(() => JSON.parse(args)).toThrow();
    expect(all).toContainEqual({ tool_call_retracted: 0 });
    expect(all.map((delta) => delta.content ?? '').join('')).toContain('"city": "Rome"');
    expect(chunks.at(-1)!.choices[0].finish_reason).toBe('stop');
  });

  it("are sent back with their results in OpenAI's format", async () => {
    const { handler, promptOf } = serve('It is sunny.');
    const { status } = await chat(handler, {
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
        {
          role: 'assistant',
          content: null,
          refusal: null,
          reasoning: 'I ask.',
          reasoning_content: 'I ask.',
          // What OpenAI's client adds to an answer that it parses.
          parsed: {},
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: {
                name: 'get_weather',
                arguments: '{"city":"Rome"}',
                parsed_arguments: { city: 'Rome' },
              },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'sunny' },
      ],
      tools: [weather],
      tool_choice: 'auto',
      parallel_tool_calls: true,
    });
    expect(status).toBe(200);
    for (const text of ['Be brief.', 'Weather?', 'I ask.', 'Rome', 'tool name: get_weather', 'sunny']) {
      expect(promptOf(0)).toContain(text);
    }
  });
});

describe("what OpenAI's client makes of a stream", () => {
  const broken =
    '<tool_calls>\n{"name": "get_weather", "arguments": {"city": "Rome"}, "x": ]]\n</tool_calls>';

  /** Texts and arguments are joined; of other fields, the last one stays. */
  function messageOf(chunks: OpenAIBody[]): OpenAIMessage {
    const message: OpenAIMessage = {};
    for (const { content, tool_calls: entries = [], ...rest } of deltas(chunks)) {
      Object.assign(message, rest);
      if (content) message.content = (message.content ?? '') + content;
      for (const entry of entries) {
        message.tool_calls ??= [];
        const call = message.tool_calls[entry.index];
        if (call) call.function.arguments += entry.function.arguments;
        else message.tool_calls[entry.index] = entry;
      }
    }
    return message;
  }

  it.each<[string, string, RegExp, RegExp]>([
    ['text that was thinking', 'a thought</think>Yes.', /\nYes\./, /a thoughtYes/],
    ['a call', called, /get_weather.*Rome/s, /index/],
    ['a call that is retracted', broken, /get_weather.*no JSON/s, /tool_call_retracted/],
  ])('may be sent back: %s', async (_, text, written, unwritten) => {
    const { handler, promptOf } = serve(text, 'Well.');
    const asked = { messages, tools: [weather] };
    const message = messageOf(await stream(handler, asked));
    const results = (message.tool_calls ?? []).map(({ id }) => ({
      role: 'tool',
      tool_call_id: id,
      content: 'no JSON',
    }));
    const next = results.length > 0 ? results : [{ role: 'user', content: 'And?' }];
    const { status, body } = await chat(handler, { ...asked, messages: [...messages, message, ...next] });
    expect([status, body.error]).toEqual([200, undefined]);
    expect(promptOf(1)).toMatch(written);
    expect(promptOf(1)).not.toMatch(unwritten);
  });
});

describe('parameters', () => {
  it('become options of the library', async () => {
    const { handler, engines } = serve('x');
    const { status } = await chat(handler, {
      max_completion_tokens: 7,
      max_tokens: 7,
      temperature: 0.5,
      top_p: 0.9,
      seed: 3,
      top_k: 5,
      min_p: 0.1,
      repetition_penalty: 1.1,
      presence_penalty: 0.2,
      frequency_penalty: 0.3,
      logit_bias: { '17': -100 },
      ignore_eos: true,
      expert_threshold: 0.4,
      response_format: { type: 'text' },
      n: null,
      stop: null,
    });
    expect(status).toBe(200);
    expect(engines[0]!.requests[0]!.options).toMatchObject({
      maxTokens: 7,
      sampling: {
        temperature: 0.5,
        topP: 0.9,
        seed: 3,
        topK: 5,
        minP: 0.1,
        repetitionPenalty: 1.1,
        presencePenalty: 0.2,
        frequencyPenalty: 0.3,
        logitBias: { 17: -100 },
        ignoreEos: true,
      },
      expertThreshold: 0.4,
    });
  });

  it('may have no limit as other servers write it', async () => {
    const { handler, engines } = serve('x');
    expect((await chat(handler, { top_k: -1 })).status).toBe(200);
    expect(engines[0]!.requests[0]!.options.sampling).toMatchObject({ topK: 0 });
    expect(await chat(handler, { top_k: -2 })).toMatchObject({
      status: 400,
      body: { error: { param: 'top_k' } },
    });
  });

  it('of effort become thinking budgets', async () => {
    const { handler, promptOf } = serve('Two.');
    for (const effort of ['high', 'xhigh', 'max'])
      expect((await chat(handler, { reasoning_effort: effort })).status).toBe(200);
    expect((await chat(handler, { reasoning_effort: 'none' })).status).toBe(200);
    expect((await chat(handler, { thinking_token_budget: 0, reasoning_effort: 'none' })).status).toBe(200);
    expect(promptOf(0)).not.toContain('</think>');
    for (const answer of [3, 4]) expect(promptOf(answer)).toMatch(/<think>\s*<\/think>\s*$/);
    const refused = await chat(handler, { thinking_token_budget: 7, reasoning_effort: 'low' });
    expect([refused.status, refused.body.error.param]).toEqual([400, 'reasoning_effort']);
    const negative = await chat(handler, { thinking_token_budget: -1 });
    expect([negative.status, negative.body.error.param]).toEqual([400, 'thinking_token_budget']);
  });

  it.each([
    { type: 'json_object' },
    { type: 'json_schema', json_schema: { name: 'n', strict: true, schema: { type: 'object' } } },
    { type: 'regex', pattern: 'a+' },
  ])('of format guide the engine: %j', async (format) => {
    const { handler, engines } = serve('x');
    expect((await chat(handler, {})).status).toBe(200);
    expect((await chat(handler, { response_format: format })).status).toBe(200);
    const [free, guided] = engines[0]!.requests.map(({ options }) => options.guide);
    expect(free).toBeUndefined();
    expect(guided).toBeDefined();
  });

  it.each(['required', { type: 'function', function: { name: 'get_weather' } }])(
    'of the choice of tools guide the engine: %j',
    async (choice) => {
      const { handler, engines } = serve(called);
      const asked = { tools: [weather], tool_choice: choice, parallel_tool_calls: false };
      expect((await chat(handler, asked)).status).toBe(200);
      expect(engines[0]!.requests[0]!.options.guide).toBeDefined();
      const other = { type: 'function', function: { name: 'other' } };
      expect((await chat(handler, { ...asked, tool_choice: other })).status).toBe(400);
      expect((await chat(handler, { ...asked, tools: undefined })).status).toBe(400);
    },
  );

  it('of format that are not supported are rejected with the path', async () => {
    const schema = { type: 'object', properties: { a: { not: { type: 'string' } } } };
    const format = { type: 'json_schema', json_schema: { name: 'n', schema } };
    for (const stream of [false, true]) {
      const refused = await chat(serve('x').handler, { response_format: format, stream });
      expect([refused.status, refused.body.error.param]).toEqual([
        400,
        expect.stringMatching(/^\/properties\/a/),
      ]);
    }
  });

  it('stop ends the text', async () => {
    const { body } = await chat(serve('one two three').handler, { stop: [' two'] });
    expect(body.choices[0]).toMatchObject({ message: { content: 'one' }, finish_reason: 'stop' });
  });

  it("for a server's bookkeeping have no effect", async () => {
    const { status } = await chat(serve('x').handler, {
      user: 'u',
      store: true,
      metadata: { a: 'b' },
      service_tier: 'auto',
      prompt_cache_key: 'k',
      safety_identifier: 's',
    });
    expect(status).toBe(200);
  });

  it.each<[Json, Json]>([
    [{ verbosity: 'low' }, { param: 'verbosity', code: 'unknown_parameter' }],
    [{ functions: [] }, { param: 'functions', code: 'unknown_parameter' }],
    [{ stream: 'yes' }, { param: 'stream', code: 'invalid_type' }],
    [{ stream_options: {} }, { param: 'stream_options' }],
    [
      { stream: true, stream_options: { x: 1 } },
      { param: 'stream_options.x', code: 'unknown_parameter' },
    ],
    [{ max_tokens: 1, max_completion_tokens: 2 }, { param: 'max_completion_tokens' }],
    [{ reasoning_effort: 'extreme' }, { param: 'reasoning_effort', code: 'invalid_value' }],
    [{ response_format: { type: 'xml' } }, { param: 'response_format.type' }],
    [
      { response_format: { type: 'json_schema', json_schema: {} } },
      { param: 'response_format.json_schema.schema' },
    ],
    [{ tool_choice: 'any' }, { param: 'tool_choice' }],
    [{ tool_choice: { type: 'custom' } }, { param: 'tool_choice.type' }],
    [{ parallel_tool_calls: 'no' }, { param: 'parallel_tool_calls' }],
    [{ messages: 'Hi' }, { param: 'messages', code: 'invalid_type' }],
    [{ messages: undefined }, { param: 'messages', code: 'missing_required_parameter' }],
    [{ messages: [] }, { param: 'messages', code: 'invalid-argument' }],
    [{ messages: [{ role: 'user', content: null }] }, { param: 'messages[0].content' }],
    [
      { ignore_eos: true, response_format: { type: 'json_object' } },
      { param: 'response_format', message: expect.stringMatching(/^response_format ends by itself/) },
    ],
    [{ tools: [{ type: 'custom', custom: { name: 'x' } }] }, { param: 'tools[0].type' }],
    [{ temperature: -1 }, { param: 'temperature', code: 'invalid-argument' }],
    [
      { max_tokens: 0 },
      { param: 'max_tokens', code: 'invalid-argument', message: expect.stringMatching(/^max_tokens is 0/) },
    ],
    [
      { logit_bias: { '17': 1000 } },
      { param: 'logit_bias[17]', message: expect.stringMatching(/^logit_bias\[17\] is/) },
    ],
    [{ expert_threshold: 2 }, { param: 'expert_threshold', code: 'invalid-argument' }],
    [{ model: undefined }, { param: 'model', code: 'missing_required_parameter' }],
    [{ model: 7 }, { param: 'model', code: 'invalid_type' }],
    [
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:,' } }] }] },
      { code: 'invalid-argument', message: expect.stringContaining('image_url') },
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }] },
      { code: 'invalid-argument', message: expect.stringContaining('input_audio') },
    ],
  ])('%j is rejected by name', async (body, error) => {
    const { handler, engines } = serve('x');
    const refused = await chat(handler, body);
    expect(refused.status).toBe(400);
    expect(refused.headers.get('x-should-retry')).toBe('false');
    expect(refused.body.error).toMatchObject({ type: 'invalid_request_error', ...error });
    expect(engines[0]!.requests).toEqual([]);
  });

  it('that are invalid are also rejected in a stream, by the status', async () => {
    const refused = await chat(serve('x').handler, { stream: true, temperature: -1 });
    expect([refused.status, refused.body.error.param]).toEqual([400, 'temperature']);
  });

  it('with an unknown model give a 404', async () => {
    const refused = await chat(serve('x').handler, { model: 'gpt' });
    expect(refused.status).toBe(404);
    expect(refused.body.error).toMatchObject({ code: 'model_not_found', param: 'model' });
  });

  it.each(['', '{', '[]', 'null', '7'])('cannot be the body %j', async (body) => {
    const refused = await post(serve('x').handler, 'chat/completions', body);
    expect(refused.status).toBe(400);
    expect(refused.body.error).toMatchObject({ type: 'invalid_request_error', param: null });
  });
});

describe('a raw prompt', () => {
  it.each([['Once'], [['Once']]])('%j is continued', async (prompt) => {
    const { handler, promptOf } = serve(' upon a time');
    const { body } = await post(handler, 'completions', { model: 'scripted', prompt, max_tokens: 9 });
    expect(body).toMatchObject({
      object: 'text_completion',
      choices: [{ text: ' upon a time', index: 0, logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: expect.any(Number) },
    });
    expect(promptOf(0)).toMatch(/Once$/);
  });

  it('is continued in chunks', async () => {
    const options = { prompt: 'Once', stream_options: { include_usage: true } };
    const chunks = await stream(serve(' upon a time').handler, options, 'completions');
    const texts = chunks.flatMap(({ choices }) => choices.map(({ text }) => text));
    expect(texts.join('')).toBe(' upon a time');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
    expect(chunks.at(-2)!.choices[0].finish_reason).toBe('stop');
  });

  it('has thinking and calls beside the text', async () => {
    const { handler } = serve(`${thought}${called}`);
    const body = { model: 'scripted', prompt: 'Q' };
    const [choice] = (await post(handler, 'completions', body)).body.choices;
    expect(choice).toMatchObject({ text: 'Two.', reasoning_content: '1 + 1' });
    expect(choice.tool_calls![0]!.function.name).toBe('get_weather');
    const chunks = await stream(handler, body, 'completions');
    const choices = chunks.flatMap(({ choices }) => choices);
    expect(choices.map(({ reasoning = '' }) => reasoning).join('')).toBe('1 + 1');
    expect(choices.flatMap(({ tool_calls = [] }) => tool_calls)).toHaveLength(1);
  });

  it.each([[['a', 'b']], [[1, 2]], [7], [undefined]])('must not be %j', async (prompt) => {
    const refused = await post(serve('x').handler, 'completions', { model: 'scripted', prompt });
    expect(refused.status).toBe(400);
    expect(refused.body.error.param).toBe('prompt');
  });

  it('is rejected for a model that has only messages', async () => {
    const { model } = scriptModel(['x']);
    const { name, contextLength, capabilities } = model;
    const only = {
      name,
      contextLength,
      capabilities,
      generate: model.generate.bind(model),
      countTokens: model.countTokens.bind(model),
      dispose: model.dispose.bind(model),
    };
    const refused = await post(createOpenAIFetch(only), 'completions', { model: 'scripted', prompt: 'x' });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'unsupported']);
  });
});

describe('log-probabilities', () => {
  const token = (text: string, logprob: number): TokenLogprob => ({
    id: 1,
    text,
    bytes: [...new TextEncoder().encode(text)],
    logprob,
  });
  const logprobs: GeneratedTokenLogprob[] = [
    { ...token('Tw', -0.5), top: [token('Tw', -0.5), token('Fo', Number.NEGATIVE_INFINITY)] },
    { ...token('o.', -0.25), top: [] },
  ];
  const chatShape = {
    content: [
      {
        id: 1,
        token: 'Tw',
        logprob: -0.5,
        bytes: [84, 119],
        top_logprobs: [
          { id: 1, token: 'Tw', logprob: -0.5, bytes: [84, 119] },
          { id: 1, token: 'Fo', logprob: -9999, bytes: [70, 111] },
        ],
      },
      { id: 1, token: 'o.', logprob: -0.25, bytes: [111, 46], top_logprobs: [] },
    ],
    refusal: null,
  };
  const completionShape = {
    tokens: ['Tw', 'o.'],
    token_logprobs: [-0.5, -0.25],
    top_logprobs: [{ Tw: -0.5, Fo: -9999 }, {}],
    text_offset: [0, 2],
  };

  /** A model whose answers have them, and the options that it gets. */
  function withLogprobs() {
    const { model } = scriptModel(['Two.']);
    const given: object[] = [];
    const adding =
      (method: 'generate' | 'complete') =>
      (input: never, options: object): never => {
        given.push(options);
        const run = model[method](input, {});
        return new Run<AnswerPart, GenerationResult>(async function* () {
          for await (const part of run) if (part.type === 'text') yield [part];
          return { ...(await run.result), logprobs };
        }) as never;
      };
    const handler = createOpenAIFetch({
      ...model,
      generate: adding('generate'),
      complete: adding('complete'),
      countTokens: async () => 1,
      dispose: async () => {},
    });
    return { handler, given };
  }

  it('are in the choice of a conversation', async () => {
    const { handler, given } = withLogprobs();
    const { body } = await chat(handler, { logprobs: true, top_logprobs: 2 });
    expect(given[0]).toMatchObject({ logprobs: true, topLogprobs: 2 });
    expect(body.choices[0].logprobs).toEqual(chatShape);
  });

  it('have the shape of raw prompts there', async () => {
    const { handler, given } = withLogprobs();
    const { body } = await post(handler, 'completions', { model: 'scripted', prompt: 'Q', logprobs: 2 });
    expect(given[0]).toMatchObject({ logprobs: true, topLogprobs: 2 });
    expect(body.choices[0].logprobs).toEqual(completionShape);
  });

  const answers = [`${thought} é, or so. ${called}`, 'One, or two.'];

  it('are in the chunk of their text, and together those of the whole answer', async () => {
    const asked = { tools: [weather], n: 2, seed: 1, logprobs: true, top_logprobs: 1 };
    const whole = await chat(serve(...answers).handler, asked);
    const chunks = await stream(serve(...answers).handler, { messages, ...asked });
    const choices = chunks.flatMap(({ choices }) => choices);
    for (const { index, message, logprobs } of whole.body.choices) {
      const own = choices.filter((choice) => choice.index === index);
      const tokensOf = (one: unknown) => (one as typeof chatShape | null)?.content ?? [];
      expect(own.flatMap((choice) => tokensOf(choice.logprobs))).toEqual(tokensOf(logprobs));
      const inChunks = own
        .filter(({ delta }) => delta.content)
        .map(
          (choice) =>
            [
              choice.delta.content!,
              tokensOf(choice.logprobs)
                .map(({ token }) => token)
                .join(''),
            ] as const,
        );
      for (const [text, tokens] of inChunks) if (!text.includes('é')) expect(tokens).toContain(text.trim());
      expect(inChunks.map(([text]) => text).join('')).toBe(message.content);
    }
  });

  it('are in the chunks of a raw prompt, with continuing offsets', async () => {
    const asked = { model: 'scripted', prompt: 'Q', n: 2, seed: 1, logprobs: 1 };
    const whole = await post(serve(...answers).handler, 'completions', asked);
    const chunks = await stream(serve(...answers).handler, asked, 'completions');
    const choices = chunks.flatMap(({ choices }) => choices);
    const fields = ['tokens', 'token_logprobs', 'top_logprobs', 'text_offset'] as const;
    for (const { index, logprobs } of whole.body.choices) {
      const parts = choices.flatMap((choice) =>
        choice.index === index && choice.logprobs ? [choice.logprobs as typeof completionShape] : [],
      );
      expect(parts.length).toBeGreaterThan(3);
      for (const field of fields) {
        expect(parts.flatMap((part): unknown[] => part[field])).toEqual(
          (logprobs as typeof completionShape)[field],
        );
      }
    }
  });

  it.each(['stream', 1, 'true'])('cannot be requested with %j', async (given) => {
    const { status, body } = await chat(serve('x').handler, { logprobs: given });
    expect([status, body.error.param, body.error.code]).toEqual([400, 'logprobs', 'invalid_type']);
  });
});

describe("MiniMax-M1's own endpoint", () => {
  const generate = (handler: typeof fetch, body: Json) => post(handler, 'minimax-m1/generate', body);

  it('answers an input, with the experts of each token', async () => {
    const { handler, engines, promptOf } = serve(thought);
    const { body, status } = await generate(handler, {
      input: 'What is 1 + 1?',
      max_output_tokens: 50,
      expert_threshold: 0.3,
    });
    expect(status).toBe(200);
    const { completion_tokens: tokens } = body.usage;
    const { experts, weights } = scriptedRouting(0, tokens);
    expect(body).toEqual({
      text: 'Two.',
      thinking: '1 + 1',
      usage: expect.objectContaining({ prompt_tokens: expect.any(Number) }),
      routing: { experts: [...experts], weights: [...weights] },
    });
    expect(promptOf(0)).toContain('What is 1 + 1?');
    expect(engines[0]!.requests[0]!.options).toMatchObject({ maxTokens: 50, expertThreshold: 0.3 });
  });

  it('keeps prompt and answer within its window', async () => {
    const { handler, engines, model } = serve('x');
    const promptTokens = await model.countTokens('Hi');
    const maxTokensOf = async (body: Json): Promise<number> => {
      expect((await generate(handler, { input: 'Hi', ...body })).status).toBe(200);
      return engines[0]!.requests.at(-1)!.options.maxTokens!;
    };
    expect(await maxTokensOf({ context_window: promptTokens + 5 })).toBe(5);
    expect(await maxTokensOf({ context_window: promptTokens + 5, max_output_tokens: 3 })).toBe(3);
    expect(await maxTokensOf({ context_window: promptTokens + 5, max_output_tokens: 30 })).toBe(5);
  });

  it.each<[Json, Json]>([
    [{ context_window: 32_769 }, { param: 'context_window', code: 'invalid_value' }],
    [{ context_window: 1 }, { param: 'context_window', code: 'context-exceeded' }],
    [{ context_window: 'all' }, { param: 'context_window', code: 'invalid_type' }],
    [{ max_output_tokens: 0 }, { param: 'max_output_tokens', code: 'invalid-argument' }],
    [
      { max_output_tokens: '5', context_window: 1000 },
      { param: 'max_output_tokens', code: 'invalid-argument' },
    ],
    [{ expert_threshold: -1 }, { param: 'expert_threshold', code: 'invalid-argument' }],
    [{ temperature: 1 }, { param: 'temperature', code: 'unknown_parameter' }],
    [{ input: ['Hi'] }, { param: 'input', code: 'invalid_type' }],
  ])('rejects %j', async (body, error) => {
    const refused = await generate(serve('x').handler, { input: 'Hi', ...body });
    expect(refused.status).toBe(400);
    expect(refused.body.error).toMatchObject(error);
  });

  it('needs a name if there are several models', async () => {
    const [a, b] = [scriptModel(['A']), scriptModel(['B'])];
    const handler = createOpenAIFetch({ a: a.model, b: b.model });
    expect((await generate(handler, { input: 'Hi' })).body.error).toMatchObject({ param: 'model' });
    expect((await generate(handler, { input: 'Hi', model: 'b' })).body).toMatchObject({ text: 'B' });
  });
});

describe('an abort', () => {
  const long = 'one two three four five six seven eight nine ten eleven twelve'.repeat(100);

  it('before the request rejects with its reason', async () => {
    const { handler, engines } = serve('x');
    const signal = AbortSignal.abort(new Error('never mind'));
    await expect(chat(handler, {}, { signal })).rejects.toThrow('never mind');
    expect(engines[0]!.requests).toEqual([]);
  });

  it.each([true, false])(
    'while the answer is written rejects, and frees the engine (streamed: %s)',
    async (streamed) => {
      const { handler, scripted } = serve(long);
      const stop = new AbortController();
      const answering = (async () => {
        const response = await handler('http://m1/v1/chat/completions', {
          method: 'POST',
          body: JSON.stringify({ model: 'scripted', messages, stream: streamed }),
          signal: stop.signal,
        });
        return response.text();
      })();
      await expect.poll(() => scripted.running).toBe(1);
      stop.abort();
      await expect(answering).rejects.toMatchObject({ name: 'AbortError' });
      await expect.poll(() => scripted.running).toBe(0);
    },
  );

  it.each<[string, (url: string, init: RequestInit) => Parameters<typeof fetch>]>([
    ['an address', (url, init) => [url, init]],
    ['a request', (url, init) => [new Request(url, init)]],
  ])('ends the body of an answer that is complete but not read, asked by %s', async (_, asked) => {
    const { handler, scripted } = serve('one two three four');
    const stop = new AbortController();
    const body = JSON.stringify({ model: 'scripted', messages, stream: true });
    const response = await handler(
      ...asked('http://m1/v1/chat/completions', { method: 'POST', body, signal: stop.signal }),
    );
    const reader = response.body!.getReader();
    await reader.read();
    await expect.poll(() => scripted.running).toBe(0);
    // The next task, because this one may hold the request.
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    stop.abort();
    await expect(reader.read()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('of the body frees the engine', async () => {
    const { handler, scripted } = serve(long);
    const body = JSON.stringify({ model: 'scripted', messages, stream: true });
    const response = await handler('http://m1/v1/chat/completions', { method: 'POST', body });
    const reader = response.body!.getReader();
    await reader.read();
    expect(scripted.running).toBe(1);
    await reader.cancel();
    await expect.poll(() => scripted.running).toBe(0);
  });
});

describe('an error', () => {
  const failing = (error: unknown, parts: AnswerPart[] = []) =>
    createOpenAIFetch({
      name: 'scripted',
      contextLength: 10,
      capabilities: new Set(),
      generate: () =>
        new Run<AnswerPart, GenerationResult>(async function* () {
          yield parts;
          throw error;
        }),
      countTokens: async () => 1,
      dispose: async () => {},
    });

  it.each<[unknown, number, string, string, boolean]>([
    [
      new PocketM1Error('context-exceeded', 'Too long.'),
      400,
      'invalid_request_error',
      'context-exceeded',
      false,
    ],
    [new PocketM1Error('busy', 'Busy.'), 429, 'rate_limit_error', 'busy', true],
    [new PocketM1Error('device-lost', 'Lost.'), 503, 'server_error', 'device-lost', true],
    [new DownloadError('network', 'No network.'), 502, 'server_error', 'network', true],
    [new PocketM1Error('out-of-memory', 'Full.'), 500, 'server_error', 'out-of-memory', false],
    [new PocketM1Error('disposed', 'Gone.'), 500, 'server_error', 'disposed', false],
    [new TypeError('x is undefined'), 500, 'server_error', 'internal', false],
  ])('%s has its status, and tells whether to retry', async (error, status, type, code, retry) => {
    for (const stream of [false, true]) {
      const refused = await chat(failing(error), { stream });
      expect(refused.status).toBe(status);
      expect(refused.body.error).toMatchObject({ type, code, param: null });
      expect(refused.headers.get('x-should-retry')).toBe(retry ? null : 'false');
    }
  });

  it('in the middle of a stream is its last event', async () => {
    const handler = failing(new PocketM1Error('device-lost', 'Lost.'), [{ type: 'text', text: 'a' }]);
    const response = await handler('http://m1/v1/chat/completions', {
      method: 'POST',
      body: JSON.stringify({ model: 'scripted', messages, stream: true }),
    });
    const events = await eventsOf(response);
    expect(events.at(-1)).toEqual({
      error: { message: 'Lost.', type: 'server_error', param: null, code: 'device-lost' },
    });
  });
});
