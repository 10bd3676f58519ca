// An agent: the model calls functions of the page until it can answer.

import { loadModel, runTools } from 'pocket-m1';
import { lights, tools } from './tools.ts';

const form = document.querySelector('form')!;
const fields = document.querySelector('fieldset')!;
const question = document.querySelector('input')!;
const state = document.querySelector('pre')!;

const model = await loadModel('/models/m1-nano/');
showLights();
fields.disabled = false;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  fields.disabled = true;
  const run = runTools(model, question.value, { tools, temperature: 0, timeoutMs: 60_000 });
  for await (const part of run) {
    if (part.type === 'tool-call') log(`${part.name}(${JSON.stringify(part.arguments)})`);
    if (part.type === 'tool-result') log(`${part.name}: ${part.content}`);
  }
  log((await run.result).text);
  showLights();
  fields.disabled = false;
});

function log(line: string): void {
  const item = document.createElement('li');
  item.textContent = line;
  document.querySelector('ol')!.append(item);
}

function showLights(): void {
  state.textContent = [...lights].map(([room, isOn]) => `${room}: ${isOn ? 'on' : 'off'}`).join('\n');
}
