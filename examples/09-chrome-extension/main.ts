// A model in the side panel of a Chrome extension: library, worker and model folder are all parts of the extension, so its policy
// allows no other origin and it needs no network.

import { loadModel } from 'pocket-m1';

const form = document.querySelector('form')!;
const fields = document.querySelector('fieldset')!;
const question = document.querySelector('input')!;
const output = document.querySelector('output')!;

// Experts are read from the extension's own files when an answer needs them.
const model = await loadModel('/models/m1-nano/', { prefetch: false });
output.value = '';
fields.disabled = false;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  output.value = '';
  fields.disabled = true;
  for await (const part of model.generate(question.value, { temperature: 0 })) {
    if (part.type === 'text') output.append(part.text);
  }
  fields.disabled = false;
});
