// OpenAI's own client, unmodified, against m1-nano.

import OpenAI, { BadRequestError, NotFoundError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDoors } from './doors.ts';
import {
  capital,
  capitals,
  forecast,
  story,
  sum,
  sumAnswer,
  sumThought,
  weather,
  weatherTool,
} from './questions.ts';

const { doors, close } = await openDoors();

afterAll(close);

const model = 'm1-nano';
const tools: ChatCompletionTool[] = [{ type: 'function', function: weatherTool }];
const asking = (content: string) => ({
  model,
  temperature: 0,
  messages: [{ role: 'user', content }] satisfies ChatCompletionMessageParam[],
});

/** Fields of our answers that OpenAI's lack. */
interface Thinking {
  reasoning?: string;
  reasoning_content?: string;
}

describe.each(doors)("OpenAI's client, through $name", (door) => {
  const client = new OpenAI({ baseURL: door.baseURL, apiKey: 'none', fetch: door.fetch });

  it('lists the models', async () => {
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toEqual([model]);
  });

  it('gets an answer, its thinking and its usage', async () => {
    const { choices, usage } = await client.chat.completions.create(asking(sum));
    expect(choices).toHaveLength(1);
    const { message, finish_reason } = choices[0]!;
    expect(message.content).toContain(sumAnswer);
    expect((message as Thinking).reasoning_content).toContain(sumThought);
    expect((message as Thinking).reasoning).toBe((message as Thinking).reasoning_content);
    expect(finish_reason).toBe('stop');
    expect(usage!.total_tokens).toBe(usage!.prompt_tokens + usage!.completion_tokens);
    expect(usage!.completion_tokens_details!.reasoning_tokens).toBeGreaterThan(0);
  });

  it('gets the same answer in a stream, and its usage at the end', async () => {
    const whole = await client.chat.completions.create(asking(sum));
    const stream = await client.chat.completions.create({
      ...asking(sum),
      stream: true,
      stream_options: { include_usage: true },
    });
    let content = '';
    let reasoning = '';
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      content += chunk.choices[0]?.delta.content ?? '';
      reasoning += (chunk.choices[0]?.delta as Thinking | undefined)?.reasoning ?? '';
      usage = chunk.usage;
    }
    expect(content).toBe(whole.choices[0]!.message.content);
    expect(reasoning).toBe((whole.choices[0]!.message as Thinking).reasoning);
    expect(usage).toMatchObject({
      prompt_tokens: whole.usage!.prompt_tokens,
      completion_tokens: whole.usage!.completion_tokens,
    });
  });

  it('calls a tool, and sends its result', async () => {
    const { messages } = asking(forecast);
    const first = await client.chat.completions.create({ ...asking(forecast), tools });
    const { message, finish_reason } = first.choices[0]!;
    expect(finish_reason).toBe('tool_calls');
    const [call] = message.tool_calls!;
    if (call?.type !== 'function') throw new Error('The call is not of a function.');
    expect(call.function.name).toBe('get_weather');
    expect(JSON.parse(call.function.arguments)).toEqual({ city: 'Rome' });
    const second = await client.chat.completions.create({
      ...asking(forecast),
      tools,
      messages: [
        ...messages,
        message,
        { role: 'tool', tool_call_id: call.id, content: JSON.stringify(weather) },
      ],
    });
    expect(second.choices[0]!.finish_reason).toBe('stop');
    expect(second.choices[0]!.message.content).toMatch(/sunny|21/);
    // The tools and the question have been read before.
    expect(second.usage!.prompt_tokens_details!.cached_tokens).toBeGreaterThan(0);
  });

  it('runs a tool by itself, in streams', async () => {
    const cities: string[] = [];
    const runner = client.chat.completions.runTools({
      ...asking(forecast),
      stream: true,
      tools: [
        {
          type: 'function',
          function: {
            ...weatherTool,
            parse: JSON.parse,
            function: ({ city }: { city: string }) => {
              cities.push(city);
              return weather;
            },
          },
        },
      ],
    });
    const content = await runner.finalContent();
    expect(cities).toEqual(['Rome']);
    expect(content).toMatch(/sunny|21/);
  });

  it('parses JSON of a schema', async () => {
    const format = zodResponseFormat(z.object({ capital: z.enum(capitals) }), 'answer');
    const { choices } = await client.chat.completions.parse({
      ...asking(capital),
      response_format: format,
      reasoning_effort: 'none',
    });
    expect(choices[0]!.message.parsed).toEqual({ capital: 'Paris' });
    expect(choices[0]!.finish_reason).toBe('stop');
  });

  it('continues a raw prompt', async () => {
    const asked = { model, prompt: 'Once upon a time', temperature: 0, max_tokens: 8 };
    const { choices } = await client.completions.create(asked);
    expect(choices[0]).toMatchObject({ finish_reason: 'length', text: expect.stringMatching(/\w/) });
    let text = '';
    for await (const chunk of await client.completions.create({ ...asked, stream: true })) {
      text += chunk.choices[0]?.text ?? '';
    }
    expect(text).toBe(choices[0]!.text);
  });

  it('is stopped in the middle, and the model is free', async () => {
    const stream = await client.chat.completions.create({ ...asking(story), stream: true });
    let chunks = 0;
    const reasons: unknown[] = [];
    for await (const { choices } of stream) {
      reasons.push(choices[0]?.finish_reason);
      if (++chunks === 3) stream.controller.abort();
    }
    // Chunks that came with the third one are still read, but not the end.
    expect(reasons.filter((reason) => reason)).toEqual([]);
    const stop = new AbortController();
    const stopped = client.chat.completions.create(asking(story), { signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    await expect(stopped).rejects.toThrow(OpenAI.APIUserAbortError);
    const { choices } = await client.chat.completions.create(asking(sum));
    expect(choices[0]!.message.content).toContain(sumAnswer);
  });

  it('throws its own errors, and does not retry in vain', async () => {
    const before = door.requests;
    const unknown = client.chat.completions.create({ ...asking(sum), model: 'gpt' });
    await expect(unknown).rejects.toThrow(NotFoundError);
    await expect(unknown).rejects.toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
    const verbose = client.chat.completions.create({ ...asking(sum), verbosity: 'low' });
    await expect(verbose).rejects.toThrow(BadRequestError);
    await expect(verbose).rejects.toMatchObject({ code: 'unknown_parameter', param: 'verbosity' });
    const image = client.chat.completions.create({
      model,
      messages: [
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,' } }] },
      ],
    });
    await expect(image).rejects.toMatchObject({ status: 400, code: 'invalid-argument' });
    const long = client.chat.completions.create({ ...asking('word '.repeat(3000)), stream: true });
    await expect(long).rejects.toMatchObject({ status: 400, code: 'context-exceeded' });
    expect(door.requests - before).toBe(4);
  });
});
