// A conversation that outlives the page: its session is saved after each answer, and a reload opens it again without reading the
// messages anew.

import { loadModel, sessions } from 'pocket-m1';

const name = 'example';
const list = document.querySelector('ol')!;
const form = document.querySelector('form')!;
const fields = document.querySelector('fieldset')!;
const question = document.querySelector('input')!;
const undo = document.querySelector<HTMLButtonElement>('[type=button]')!;
const output = document.querySelector('output')!;

const model = await loadModel('/models/m1-nano/');
const isSaved = (await sessions.list()).some((saved) => saved.name === name);
const session = isSaved
  ? await model.sessions.open(name)
  : model.createSession({ name, system: 'Answer briefly.', temperature: 0 });
showMessages();

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  fields.disabled = true;
  const { usage } = await session.generate(question.value).result;
  output.value = `${usage.cachedTokens} of ${usage.promptTokens} tokens had been read before.`;
  form.reset();
  showMessages();
});

undo.addEventListener('click', async () => {
  const lastQuestion = session.messages.findLastIndex(({ role }) => role === 'user');
  if (lastQuestion === -1) return;
  await session.rewind(lastQuestion);
  await session.save();
  showMessages();
});

function showMessages(): void {
  const spoken = session.messages.filter(({ role }) => role !== 'system');
  const items = spoken.map(({ role, content }) => {
    const item = document.createElement('li');
    item.textContent = `${role}: ${content}`;
    return item;
  });
  list.replaceChildren(...items);
  fields.disabled = false;
}
