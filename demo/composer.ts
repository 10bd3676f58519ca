// Where a question is written, the suggestions, and which of the page's buttons can be pressed.

import type { App } from './app.ts';
import { byId } from './elements.ts';

const composer = byId<HTMLFormElement>('composer');
const question = byId<HTMLTextAreaElement>('question');
const send = byId<HTMLButtonElement>('send');
const stop = byId<HTMLButtonElement>('stop');
const suggestions = byId('suggestions');

/** Calls `ask` with each question. */
export function listenToComposer(app: App, ask: (text: string) => void): void {
  app.on('change', () => updateControls(app));
  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!app.state.model || app.state.answering) return;
    const text = question.value;
    question.value = '';
    ask(text);
  });
  question.addEventListener('input', () => updateControls(app));
  question.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') app.state.answering?.abort();
    // While an input method composes, Enter chooses a character; Safari reports that only by keyCode.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
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
function updateControls({ state: { model, session, answering } }: App): void {
  const focused = document.activeElement;
  send.hidden = answering !== undefined;
  stop.hidden = answering === undefined;
  send.disabled = !model || question.value.trim() === '';
  if (model) suggestions.hidden = false;
  for (const id of ['new-chat', 'forget']) byId<HTMLButtonElement>(id).disabled = !model;
  // A new version waits until the answer is complete.
  byId<HTMLButtonElement>('reload').disabled = answering !== undefined;
  byId('log').ariaBusy = String(answering !== undefined);
  byId('log').classList.toggle('unopened', !session);
  // Move the focus of a hidden button to the one that replaces it.
  if (focused === send && send.hidden) stop.focus();
  // Not on touch screens, where the keyboard would cover the answer.
  if (focused === stop && stop.hidden && matchMedia('(pointer: fine)').matches) question.focus();
}
