// A page in which OpenAI's client asks a model of the page.

import OpenAI from 'openai';
import { loadModel } from '/lib/index.js';
import { createOpenAIFetch } from '/lib/openai.js';

const model = await loadModel('/models/m1-nano/', { contextLength: 512 });
globalThis.client = new OpenAI({
  baseURL: 'http://m1/v1',
  apiKey: 'none',
  fetch: createOpenAIFetch(model),
  dangerouslyAllowBrowser: true,
});
