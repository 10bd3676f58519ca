// OpenAI's own client, unmodified, with a model in the page: the same code talks to a server when it has another baseURL and fetch.

import OpenAI from 'openai';
import { loadModel } from 'pocket-m1';
import { createOpenAIFetch } from 'pocket-m1/openai';

const output = document.querySelector('output')!;

const model = await loadModel('/models/m1-nano/');
const client = new OpenAI({
  baseURL: 'http://m1/v1', // any address that ends with /v1: nothing is sent
  apiKey: 'none',
  fetch: createOpenAIFetch(model),
  dangerouslyAllowBrowser: true, // there is no key that a visitor could read
});

const stream = await client.chat.completions.create({
  model: model.name,
  messages: [{ role: 'user', content: 'What is 17 + 25?' }],
  temperature: 0,
  stream: true,
});
for await (const { choices } of stream) output.append(choices[0]?.delta.content ?? '');
