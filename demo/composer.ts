// Where a question is written, the suggestions, and which of the page's buttons can be pressed.

import { type App, canAnswer } from './app.ts';
import { byId, isComposing } from './elements.ts';
import { question, setQuestion } from './question-field.ts';

const composer = byId<HTMLFormElement>('composer');
const send = byId<HTMLButtonElement>('send');
const stop = byId<HTMLButtonElement>('stop');
const suggestions = byId('suggestions');

/** Calls `ask` with each question. */
export function listenToComposer(app: App, ask: (text: string) => void): void {
  app.on('change', () => updateControls(app));
  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!canAnswer(app.state) || app.state.answering) return;
    const text = question.value;
    setQuestion('');
    ask(text);
  });
  question.addEventListener('input', () => updateControls(app));
  question.addEventListener('keydown', (event) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') app.state.answering?.abort();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    composer.requestSubmit();
  });
  stop.addEventListener('click', () => app.state.answering?.abort());
  for (const button of suggestions.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      // The model cannot answer this without its tools.
      if (button.dataset.needsTools !== undefined) {
        const { tools } = app.state.settings;
        app.setSettings({ tools: [...new Set([...tools, 'calculator', 'get_time'])] });
      }
      ask(button.lastChild!.textContent!);
      stop.focus();
    });
  }
}

/** Shows, hides, enables and disables buttons by the current state. */
function updateControls({ state }: App): void {
  const { model, session, answering } = state;
  const mayAsk = canAnswer(state);
  const focused = document.activeElement;
  send.hidden = answering !== undefined;
  stop.hidden = answering === undefined;
  send.disabled = !mayAsk || question.value.trim() === '';
  if (model) suggestions.hidden = false;
  byId<HTMLButtonElement>('new-chat').disabled = !mayAsk;
  byId<HTMLButtonElement>('forget').disabled = !model;
  // A new version waits until the answer is complete.
  byId<HTMLButtonElement>('reload').disabled = answering !== undefined;
  const log = byId('log');
  const busy = String(answering !== undefined);
  // Typing leaves the conversation alone.
  if (log.ariaBusy !== busy) log.ariaBusy = busy;
  log.classList.toggle('unopened', !session);
  // Move the focus of a hidden button to the one that replaces it.
  if (focused === send && send.hidden) stop.focus();
  // Not on touch screens, where the keyboard would cover the answer.
  if (focused === stop && stop.hidden && matchMedia('(pointer: fine)').matches) question.focus();
}
