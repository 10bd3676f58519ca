// The library's own client: a server's answers equal those of the same model in this process.

import { afterAll, expect, it } from 'vitest';
import { runTools } from '../../src/agent/run-tools.ts';
import type { ChatModel } from '../../src/contract/chat-model.ts';
import type { GenerateOptions } from '../../src/contract/generate.ts';
import type { Message } from '../../src/contract/messages.ts';
import { connectModel } from '../../src/remote/connect-model.ts';
import { startServer } from '../support/serve-process.ts';
import { type Door, openDoors } from './doors.ts';
import { forecast, story, sum, weather, weatherTool } from './questions.ts';

const { model: local, doors, close } = await openDoors();
const remotes = doors.map(({ baseURL, fetch }) =>
  connectModel({ baseURL, model: 'm1-nano', fetch, capabilities: ['top-k', 'min-p'] }),
);

afterAll(close);

async function answerOf(model: ChatModel, messages: Message[], options: GenerateOptions) {
  const result = await model.generate(messages, options).result;
  const { promptTokens } = result.usage;
  const answers = result.choices ?? [result];
  return {
    promptTokens,
    // A server counts the tokens of all answers together.
    completionTokens: answers.reduce((sum, { usage }) => sum + usage.completionTokens, 0),
    thinkingTokens: answers.reduce((sum, { usage }) => sum + usage.thinkingTokens, 0),
    answers: answers.map(({ text, thinking, toolCalls, finishReason, logprobs }) => ({
      text,
      thinking,
      toolCalls,
      finishReason,
      tokens: logprobs?.map(({ id, text, bytes, top }) => ({
        id,
        text,
        bytes,
        top: top.map(({ id }) => id),
      })),
    })),
    logprobs: answers.flatMap(({ logprobs = [] }) => logprobs.map(({ logprob }) => logprob)),
  };
}

it.each<[string, string, GenerateOptions]>([
  ['greedily', sum, { temperature: 0 }],
  ['by chance, with a seed', 'Tell me a story.', { seed: 7, topK: 50, maxTokens: 40 }],
  ['several times, with log-probabilities', sum, { n: 2, seed: 3, topK: 50, logprobs: true, topLogprobs: 2 }],
  ['with a call', forecast, { temperature: 0, seed: 1, tools: [weatherTool] }],
])('answers like the model in this process, %s', async (_, content, options) => {
  const messages: Message[] = [{ role: 'user', content }];
  const { logprobs: expectedLogprobs, ...expected } = await answerOf(local, messages, options);
  for (const remote of remotes) {
    const { logprobs, ...actual } = await answerOf(remote, messages, options);
    expect(actual).toEqual(expected);
    // A prompt that is read in other pieces is summed in another order.
    for (const [i, logprob] of logprobs.entries()) expect(logprob).toBeCloseTo(expectedLogprobs[i]!, 2);
  }
});

it('runs tools', async () => {
  const cities: unknown[] = [];
  const tools = {
    get_weather: {
      description: weatherTool.description,
      schema: weatherTool.parameters,
      run: async ({ city }: Record<string, unknown>) => {
        cities.push(city);
        return weather;
      },
    },
  };
  const texts: string[] = [];
  for (const model of [local, ...remotes]) {
    texts.push((await runTools(model, forecast, { tools, temperature: 0 }).result).text);
  }
  expect(texts[0]).toMatch(/sunny|21/);
  expect(new Set(texts).size).toBe(1);
  expect(cities).toEqual(['Rome', 'Rome', 'Rome']);
});

/** Gets an answer byte by byte, up to the byte `last`. */
function inBytes(inner: typeof fetch, last?: number): typeof fetch {
  return async (input, init) => {
    const response = await inner(input, init);
    const cut = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        for (const byte of chunk) {
          controller.enqueue(Uint8Array.of(byte));
          if (byte === last) return controller.terminate();
        }
      },
    });
    return new Response(response.body!.pipeThrough(cut), response);
  };
}

it('reads characters that arrive in pieces, and fails with "truncated" when the last one is incomplete', async () => {
  const options: GenerateOptions = {
    responseFormat: { type: 'regex', pattern: 'é\u{1f98a}' },
    thinkingBudget: 0,
  };
  const ask = ({ baseURL, fetch }: Door, last?: number) =>
    connectModel({
      baseURL,
      model: 'm1-nano',
      fetch: inBytes(fetch, last),
      capabilities: ['structured', 'thinking-budget'],
    }).generate('Hi', options).result;
  for (const door of doors) {
    expect((await ask(door)).text).toBe('é\u{1f98a}');
    await expect(ask(door, 0xf0)).rejects.toMatchObject({
      code: 'truncated',
      message: expect.stringContaining('inside a character'),
    });
  }
});

it('fails with "truncated" when the server is killed in the middle', async () => {
  const server = await startServer();
  const run = connectModel({ baseURL: server.url, model: 'm1-nano' }).generate(story);
  await expect(
    (async () => {
      for await (const _ of run) server.kill();
    })(),
  ).rejects.toMatchObject({ code: 'truncated' });
});

it('fails with the message and the code of the server', async () => {
  for (const [i, { baseURL, fetch }] of doors.entries()) {
    const other = connectModel({ baseURL, model: 'gpt', fetch });
    await expect(other.generate('Hi').result).rejects.toMatchObject({
      code: 'http-status',
      message: expect.stringContaining('There is no model "gpt" here.'),
    });
    const long = remotes[i]!.generate('word '.repeat(3000));
    await expect(long.result).rejects.toMatchObject({ code: 'context-exceeded' });
  }
});
