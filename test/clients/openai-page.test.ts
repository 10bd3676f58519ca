// OpenAI's own client in a page, with the built library and m1-nano in its worker.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OpenAI from 'openai';
import { type Browser, type Page, chromium as playwright } from 'playwright';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromium } from '../support/chromium.ts';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';
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

declare global {
  var client: OpenAI;
}

const scratch = mkdtempSync(join(tmpdir(), 'pocket-m1-clients-'));
let server: DemoServer;
let browser: Browser;
let page: Page;
const requests: string[] = [];

beforeAll(async () => {
  const bundle = await rolldown({ input: 'test/clients/page.js', external: /^\/lib\//, platform: 'browser' });
  const { output } = await bundle.generate({ format: 'es' });
  writeFileSync(join(scratch, 'page.js'), output[0].code);
  writeFileSync(
    join(scratch, 'index.html'),
    '<!doctype html><html lang="en"><title></title><script type="module" src="page.js"></script></html>',
  );
  [server, browser] = await Promise.all([
    startDemoServer({ 'clients/': scratch }),
    playwright.launch(chromium),
  ]);
  page = await browser.newPage();
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`${server.url}clients/index.html`);
  await page.waitForFunction(() => globalThis.client !== undefined, undefined, { timeout: 120_000 });
});

afterAll(async () => {
  await Promise.all([server.close(), browser.close()]);
  rmSync(scratch, { recursive: true });
});

it('lists the models', async () => {
  expect(await page.evaluate(async () => (await client.models.list()).data.map(({ id }) => id))).toEqual([
    'm1-nano',
  ]);
});

it('gets an answer and its usage, also in a stream', async () => {
  const [message, usage, streamed, streamedUsage] = await page.evaluate(async (content) => {
    const body = { model: 'm1-nano', temperature: 0, messages: [{ role: 'user' as const, content }] };
    const whole = await client.chat.completions.create(body);
    const stream = await client.chat.completions.create({
      ...body,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let last: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      last = chunk.usage;
    }
    const message = whole.choices[0]!.message as { content: string; reasoning?: string };
    return [message, whole.usage!, text, last!] as const;
  }, sum);
  expect(message.content).toContain(sumAnswer);
  expect(message.reasoning).toContain(sumThought);
  expect(streamed).toBe(message.content);
  expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
  expect(usage.completion_tokens_details!.reasoning_tokens).toBeGreaterThan(0);
  expect(streamedUsage.completion_tokens).toBe(usage.completion_tokens);
});

it('gets JSON of a schema', async () => {
  const content = await page.evaluate(
    async ([question, cities]) => {
      const schema = {
        type: 'object',
        properties: { capital: { enum: cities } },
        required: ['capital'],
        additionalProperties: false,
      };
      const { choices } = await client.chat.completions.create({
        model: 'm1-nano',
        temperature: 0,
        reasoning_effort: 'none',
        messages: [{ role: 'user', content: question }],
        response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
      });
      return choices[0]!.message.content;
    },
    [capital, capitals] as const,
  );
  expect(JSON.parse(content!)).toEqual({ capital: 'Paris' });
});

it('runs a tool', async () => {
  const [content, cities] = await page.evaluate(
    async ([question, tool, result]) => {
      const called: string[] = [];
      const runner = client.chat.completions.runTools({
        model: 'm1-nano',
        temperature: 0,
        stream: true,
        messages: [{ role: 'user', content: question }],
        tools: [
          {
            type: 'function',
            function: {
              ...tool,
              parse: JSON.parse,
              function: ({ city }: { city: string }) => {
                called.push(city);
                return result;
              },
            },
          },
        ],
      });
      return [await runner.finalContent(), called] as const;
    },
    [forecast, weatherTool, weather] as const,
  );
  expect(cities).toEqual(['Rome']);
  expect(content).toMatch(/sunny|21/);
});

it('is stopped in the middle, and the model is free', async () => {
  const [reasons, content] = await page.evaluate(
    async ([long, short]) => {
      const body = (content: string) => ({
        model: 'm1-nano',
        temperature: 0,
        messages: [{ role: 'user' as const, content }],
      });
      const stream = await client.chat.completions.create({ ...body(long), stream: true });
      let count = 0;
      const reasons: unknown[] = [];
      for await (const { choices } of stream) {
        reasons.push(choices[0]?.finish_reason);
        if (++count === 3) stream.controller.abort();
      }
      const next = await client.chat.completions.create(body(short));
      return [reasons, next.choices[0]!.message.content] as const;
    },
    [story, sum] as const,
  );
  // Chunks that came with the third one are still read, but not the end.
  expect(reasons.length).toBeGreaterThan(2);
  expect(reasons.filter((reason) => reason)).toEqual([]);
  expect(content).toContain(sumAnswer);
});

it('throws its own errors', async () => {
  const error = await page.evaluate(async () => {
    try {
      await client.chat.completions.create({ model: 'gpt', messages: [] });
      return undefined;
    } catch (thrown) {
      const { status, code, param } = thrown as InstanceType<typeof OpenAI.APIError>;
      return { status, code, param };
    }
  });
  expect(error).toEqual({ status: 404, code: 'model_not_found', param: 'model' });
});

it('has sent nothing to the address of its API', () => {
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
});
