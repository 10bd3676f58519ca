// An answer that is an object of a schema, whatever the model would rather say.

import { loadModel } from 'pocket-m1';

const output = document.querySelector('output')!;
const cities = ['Rome', 'Paris', 'Oslo'] as const;

interface Answer {
  capital: (typeof cities)[number];
}

const schema = {
  type: 'object',
  properties: { capital: { enum: cities } },
  required: ['capital'],
  additionalProperties: false,
};

const model = await loadModel('/models/m1-nano/');
const { text, finishReason } = await model.generate('What is the capital of France?', {
  responseFormat: { type: 'json_schema', schema },
  thinkingBudget: 0, // the object at once
  temperature: 0,
}).result;

// 'length' means that maxTokens or the context has cut the JSON.
if (finishReason !== 'stop') throw new Error(`The answer is not complete: ${text}`);
const { capital } = JSON.parse(text) as Answer;
output.value = `Number ${cities.indexOf(capital) + 1}: ${capital}`;
