// LangChain's client for OpenAI, unmodified, against m1-nano.

import { type AIMessageChunk, HumanMessage, ToolMessage, type UsageMetadata } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDoors } from './doors.ts';
import { capital, capitals, forecast, story, sum, sumAnswer, weather, weatherTool } from './questions.ts';

const { doors, close } = await openDoors();

afterAll(close);

/** Its types lack this field. */
function usageOf({ usage_metadata }: AIMessageChunk): UsageMetadata {
  return usage_metadata as unknown as UsageMetadata;
}

describe.each(doors)('LangChain, through $name', (door) => {
  const options = {
    apiKey: 'none',
    temperature: 0,
    maxRetries: 0,
    configuration: { baseURL: door.baseURL, fetch: door.fetch },
  };
  const model = new ChatOpenAI({ ...options, model: 'm1-nano' });
  const getWeather = tool(async () => JSON.stringify(weather), {
    name: weatherTool.name,
    description: weatherTool.description,
    schema: z.object({ city: z.string() }),
  });

  it('gets an answer and its usage', async () => {
    const answer = await model.invoke(sum);
    const { content, response_metadata } = answer;
    const usage = usageOf(answer);
    expect(content).toContain(sumAnswer);
    expect(response_metadata.finish_reason).toBe('stop');
    expect(usage.total_tokens).toBe(usage.input_tokens + usage.output_tokens);
    expect(usage.output_token_details!.reasoning).toBeGreaterThan(0);
  });

  it('gets the same answer in a stream', async () => {
    const whole = await model.invoke(sum);
    let all: AIMessageChunk | undefined;
    for await (const chunk of await model.stream(sum)) all = all ? all.concat(chunk) : chunk;
    expect(all!.content).toBe(whole.content);
    expect(usageOf(all!).output_tokens).toBe(usageOf(whole).output_tokens);
  });

  it('gets an object of a schema', async () => {
    const schema = z.object({ capital: z.enum(capitals) });
    const brief = new ChatOpenAI({
      ...options,
      model: 'm1-nano',
      modelKwargs: { reasoning_effort: 'none' },
    });
    const structured = brief.withStructuredOutput(schema, { name: 'answer', method: 'jsonSchema' });
    expect(await structured.invoke(capital)).toEqual({ capital: 'Paris' });
  });

  it.each([false, true])('calls a tool, and sends its result (streamed: %s)', async (streamed) => {
    const bound = model.bindTools([getWeather]);
    const question = new HumanMessage(forecast);
    let answer: AIMessageChunk | undefined;
    if (streamed)
      for await (const chunk of await bound.stream([question]))
        answer = answer ? answer.concat(chunk) : chunk;
    else answer = await bound.invoke([question]);
    const [call] = answer!.tool_calls!;
    expect(call).toMatchObject({ name: 'get_weather', args: { city: 'Rome' } });
    const result = (await getWeather.invoke(call!)) as ToolMessage;
    expect(result).toBeInstanceOf(ToolMessage);
    const { content } = await bound.invoke([question, answer!, result]);
    expect(content).toMatch(/sunny|21/);
  });

  it('is stopped in the middle, and the model is free', async () => {
    const stop = new AbortController();
    const reading = (async () => {
      for await (const _ of await model.stream(story, { signal: stop.signal })) stop.abort();
    })();
    await expect(reading).rejects.toThrow();
    expect((await model.invoke(sum)).content).toContain(sumAnswer);
  });

  it('throws an error with the reason', async () => {
    const other = new ChatOpenAI({ ...options, model: 'gpt' });
    await expect(other.invoke(sum)).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });
});
