// Several answers and log-probabilities of a server: equal to the model's own if the server is ours, and in others' protocols.

import { describe, expect, it } from 'vitest';
import { createOpenAIFetch } from '../../src/adapters/openai/create-openai-fetch.ts';
import type { ChatModel } from '../../src/contract/chat-model.ts';
import type { GenerateOptions, GenerationResult, Part } from '../../src/contract/generate.ts';
import { connectModel } from '../../src/remote/connect-model.ts';
import { type Answer, events, startEventServer } from '../support/event-server.ts';
import { scriptModel } from '../support/scripted-model.ts';

const tools = [
  { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
];
const call = '<tool_calls>\n{"name": "get_weather", "arguments": {"city": "Rome"}}\n</tool_calls>';

async function ask(model: ChatModel, options: GenerateOptions) {
  const run = model.generate('Hi', options);
  const parts: Part[] = [];
  for await (const part of run) parts.push(part);
  return { parts, result: await run.result };
}

async function askServer(answer: Answer, options: GenerateOptions) {
  const server = await startEventServer(answer);
  const asked = ask(connectModel({ baseURL: server.url, model: 'm' }), options);
  return { ...(await asked), body: server.bodies[0]! };
}

/** A chunk of the answer with this index. */
const chunk = (index: number, delta: object, more: object = {}) => ({ choices: [{ index, delta, ...more }] });
const end = (index: number, more: object = {}) => chunk(index, {}, { finish_reason: 'stop', ...more });

describe('several answers', () => {
  it('equal those of the model behind the server, with their parts and log-probabilities', async () => {
    const texts = ['<think>\nHm.\n</think>\n\nTwo.', `Let me see.${call}`, 'a thought</think>Yes.'];
    const remote = connectModel({
      baseURL: 'http://m1/v1',
      model: 'm',
      fetch: createOpenAIFetch(scriptModel(texts, { name: 'm' }).model),
    });
    const options = { n: 3, seed: 1, tools, logprobs: true, topLogprobs: 2 };
    const expected = await ask(scriptModel(texts, { name: 'm' }).model, options);
    const actual = await ask(remote, options);

    const withoutCosts = ({ experts, timings, usage, toolCalls, ...rest }: Partial<GenerationResult>) => ({
      ...rest,
      calls: toolCalls!.map(({ name, arguments: args }) => ({ name, args })),
    });
    expect(actual.result.choices!.map(withoutCosts)).toEqual(expected.result.choices!.map(withoutCosts));
    const { choices, ...first } = actual.result;
    expect(first).toEqual(choices![0]);
    expect(first.logprobs!.length).toBeGreaterThan(3);
    const summary = (parts: Part[]) =>
      parts.flatMap((part) => ('choice' in part && 'text' in part ? [`${part.choice} ${part.text}`] : []));
    expect(summary(actual.parts)).toEqual(summary(expected.parts));

    const total = (field: 'completionTokens' | 'thinkingTokens', { choices }: GenerationResult) =>
      choices!.reduce((sum, { usage }) => sum + usage[field], 0);
    for (const field of ['completionTokens', 'thinkingTokens'] as const) {
      expect(total(field, expected.result)).toBeGreaterThan(0);
      expect(total(field, actual.result)).toBe(total(field, expected.result));
      expect(first.usage[field]).toBe(total(field, expected.result));
    }
  });

  it('may arrive at the same time', async () => {
    const { parts, result, body } = await askServer(
      events(
        chunk(0, { content: 'On' }),
        chunk(1, { content: 'Tw' }),
        chunk(1, { content: 'o.' }),
        chunk(0, { content: 'e.' }),
        end(1),
        end(0, { finish_reason: 'length' }),
      ),
      { n: 2 },
    );
    expect(body.n).toBe(2);
    expect(parts.slice(0, -1)).toEqual([
      { type: 'text', choice: 0, text: 'On' },
      { type: 'text', choice: 1, text: 'Tw' },
      { type: 'text', choice: 1, text: 'o.' },
      { type: 'text', choice: 0, text: 'e.' },
    ]);
    expect(result.choices).toMatchObject([
      { text: 'One.', finishReason: 'length' },
      { text: 'Two.', finishReason: 'stop' },
    ]);
  });

  it.each<[string, object[], string]>([
    ['one that does not end', [chunk(0, { content: 'a' }), end(0), chunk(1, { content: 'b' })], 'truncated'],
    ['one that does not begin', [chunk(0, { content: 'a' }), end(0)], 'truncated'],
    ['more than were asked for', [chunk(2, { content: 'a' })], 'unexpected-content'],
    ['one without an index', [{ choices: [{ delta: { content: 'a' } }] }], 'unexpected-content'],
  ])('with %s fail', async (_, chunks, code) => {
    await expect(askServer(events(...chunks), { n: 2 })).rejects.toMatchObject({ code });
  });
});

describe('log-probabilities', () => {
  const entry = (token: string, more: object = {}) => ({ token, logprob: -0.5, bytes: null, ...more });
  const described = { id: -1, text: 'é', bytes: [0xc3, 0xa9], logprob: -0.5 };

  it('come with the tokens, without ids and bytes if a server does not send them', async () => {
    const least = entry('!', { id: 7, bytes: [33], logprob: -9999 });
    const first = { logprobs: { content: [entry('é', { top_logprobs: [entry('é'), least] })] } };
    const second = { logprobs: { content: [entry('é')] } };
    const { result, body } = await askServer(
      events(chunk(0, { content: 'é' }, first), chunk(0, { content: 'é' }, second), end(0)),
      { logprobs: true, topLogprobs: 2 },
    );
    expect(body).toMatchObject({ logprobs: true, top_logprobs: 2 });
    expect(result.logprobs).toEqual([
      {
        ...described,
        top: [described, { id: 7, text: '!', bytes: [33], logprob: Number.NEGATIVE_INFINITY }],
      },
      { ...described, top: [] },
    ]);
  });

  it("come in parts, after the tokens' own, and not in the result", async () => {
    const logprobs = { content: [entry('é')] };
    const { result, parts, body } = await askServer(
      events(
        chunk(0, { content: 'é' }, { logprobs }),
        chunk(0, { content: 'éé' }, { logprobs: { content: [entry('é'), entry('é')] } }),
        end(0, { logprobs: { content: [] } }),
      ),
      { logprobs: 'stream' },
    );
    expect(body.logprobs).toBe(true);
    expect(parts.slice(0, -1)).toEqual([
      { type: 'text', text: 'é' },
      { type: 'logprobs', from: 0, tokens: [{ ...described, top: [] }] },
      { type: 'text', text: 'éé' },
      { type: 'logprobs', from: 1, tokens: Array(2).fill({ ...described, top: [] }) },
    ]);
    expect(result).not.toHaveProperty('logprobs');
  });

  it('are absent unless they are requested', async () => {
    const sent = chunk(0, { content: 'a' }, { logprobs: { content: [entry('a')] } });
    expect((await askServer(events(sent, end(0)), {})).result).not.toHaveProperty('logprobs');
  });

  it.each([
    ['a call', { tool_calls: [{ index: 0, id: 'c', function: { name: 'get_weather', arguments: '{}' } }] }],
    [
      'a call that cannot be read',
      { tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '{' } }] },
    ],
    ['thinking', { reasoning_content: 'Hm.' }],
  ])('may be missing for %s', async (_, delta) => {
    const { result } = await askServer(events(chunk(0, delta), end(0)), { logprobs: true });
    expect(result.logprobs).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['never come', null],
    ['are no list', { content: 'a' }],
    ['have no text', { content: [{ logprob: -1 }] }],
    ['have no number', { content: [entry('a', { logprob: '-1' })] }],
    ['have bytes that are none', { content: [entry('a', { bytes: ['a'] })] }],
    ['have alternatives without a number', { content: [entry('a', { top_logprobs: [{ token: 'b' }] })] }],
  ])('that %s are "unexpected-content"', async (_, logprobs) => {
    const sent = events(chunk(0, { content: 'a' }, { logprobs }), end(0));
    await expect(askServer(sent, { logprobs: true })).rejects.toMatchObject({ code: 'unexpected-content' });
  });
});
