// The AI SDK, unmodified, against m1-nano.

import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateText, Output, stepCountIs, streamText, tool } from 'ai';
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

describe.each(doors)('the AI SDK, through $name', (door) => {
  const provider = createOpenAICompatible({
    name: 'pocket-m1',
    baseURL: door.baseURL,
    fetch: door.fetch,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  const model = provider('m1-nano');
  const asking = (prompt: string) => ({ model, temperature: 0, prompt });
  const tools = (cities: string[]) => ({
    get_weather: tool({
      description: weatherTool.description,
      inputSchema: z.object({ city: z.string() }),
      execute: async ({ city }) => {
        cities.push(city);
        return weather;
      },
    }),
  });

  it('gets an answer, its thinking and its usage', async () => {
    const { text, reasoningText, usage, finishReason } = await generateText(asking(sum));
    expect(text).toContain(sumAnswer);
    expect(reasoningText).toContain(sumThought);
    expect(finishReason).toBe('stop');
    expect(usage.totalTokens).toBe(usage.inputTokens! + usage.outputTokens!);
    expect(usage.outputTokenDetails.reasoningTokens).toBeGreaterThan(0);
  });

  it('gets the same answer in a stream', async () => {
    const whole = await generateText(asking(sum));
    const { textStream, reasoningText, usage } = streamText(asking(sum));
    let text = '';
    for await (const piece of textStream) text += piece;
    expect(text).toBe(whole.text);
    expect(await reasoningText).toBe(whole.reasoningText);
    expect((await usage).outputTokens).toBe(whole.usage.outputTokens);
  });

  it('gets an object of a schema', async () => {
    const schema = z.object({ capital: z.enum(capitals) });
    const { output } = await generateText({
      ...asking(capital),
      output: Output.object({ schema }),
      providerOptions: { 'pocket-m1': { reasoningEffort: 'none' } },
    });
    expect(output).toEqual({ capital: 'Paris' });
  });

  it('runs a tool, and sends its result', async () => {
    const cities: string[] = [];
    const { text, steps } = await generateText({
      ...asking(forecast),
      tools: tools(cities),
      stopWhen: stepCountIs(3),
    });
    expect(cities).toEqual(['Rome']);
    expect(text).toMatch(/sunny|21/);
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop']);
  });

  it('gets a call, and then an object, where it sends tools and a schema together', async () => {
    const cities: string[] = [];
    const output = Output.object({ schema: z.object({ forecast: z.string().max(60) }) });
    const { steps, output: answer } = await generateText({
      ...asking(forecast),
      tools: tools(cities),
      output,
      // Left to itself, this model would ask again.
      prepareStep: ({ stepNumber }) => ({ toolChoice: stepNumber === 0 ? 'auto' : 'none' }),
      stopWhen: stepCountIs(2),
    });
    expect(steps.map(({ toolCalls }) => toolCalls.length)).toEqual([1, 0]);
    expect(cities).toHaveLength(1);
    expect(answer).toEqual({ forecast: expect.any(String) });
  });

  it('runs a tool in streams', async () => {
    const cities: string[] = [];
    const { text } = streamText({ ...asking(forecast), tools: tools(cities), stopWhen: stepCountIs(3) });
    expect(await text).toMatch(/sunny|21/);
    expect(cities).toEqual(['Rome']);
  });

  it('is stopped in the middle, and the model is free', async () => {
    const stop = new AbortController();
    const { fullStream } = streamText({ ...asking(story), abortSignal: stop.signal });
    const types: string[] = [];
    for await (const { type } of fullStream) {
      types.push(type);
      if (type === 'text-delta' || type === 'reasoning-delta') stop.abort();
    }
    expect(types).toContain('abort');
    expect((await generateText(asking(sum))).text).toContain(sumAnswer);
  });

  it('throws its own errors, and does not retry in vain', async () => {
    const before = door.requests;
    const failure = await generateText({ ...asking(sum), model: provider('gpt') }).catch((error) => error);
    expect(APICallError.isInstance(failure)).toBe(true);
    expect(failure).toMatchObject({ statusCode: 404, isRetryable: false });
    expect(JSON.parse(failure.responseBody).error.code).toBe('model_not_found');
    expect(door.requests - before).toBe(1);
  });
});
