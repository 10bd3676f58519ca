// A conversation whose answers appear while they are written, and can be stopped.

import { loadModel, type Message } from 'pocket-m1';

const list = document.querySelector('ol')!;
const form = document.querySelector('form')!;
const fields = document.querySelector('fieldset')!;
const question = document.querySelector('input')!;
const stop = document.querySelector<HTMLButtonElement>('[type=button]')!;

const model = await loadModel('/models/m1-nano/');
const messages: Message[] = [];
setAnswering(false);

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const asked: Message = { role: 'user', content: question.value };
  addItem(question.value);
  const answer = addItem('');
  form.reset();

  const stopping = new AbortController();
  stop.onclick = () => stopping.abort();
  setAnswering(true);
  try {
    const run = model.generate([...messages, asked], { signal: stopping.signal });
    for await (const part of run) if (part.type === 'text') answer.append(part.text);
    const { text, thinking } = await run.result;
    // Only whole answers become part of the conversation.
    messages.push(asked, { role: 'assistant', content: text, thinking });
  } catch (error) {
    answer.append(stopping.signal.aborted ? ' (stopped)' : String(error));
  }
  setAnswering(false);
});

function setAnswering(isAnswering: boolean): void {
  fields.disabled = isAnswering;
  stop.disabled = !isAnswering;
}

function addItem(text: string): HTMLLIElement {
  const item = document.createElement('li');
  item.textContent = text;
  list.append(item);
  return item;
}
