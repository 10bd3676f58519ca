// A model, a question, an answer.

import { loadModel } from 'pocket-m1';

const output = document.querySelector('output')!;

const model = await loadModel('/models/m1-nano/', {
  onProgress: ({ phase, fraction }) => {
    output.value = `${phase}: ${Math.round(fraction * 100)} %`;
  },
});
const { text } = await model.generate('What is 17 + 25?', { temperature: 0 }).result;
output.value = text;
