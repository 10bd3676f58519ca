// Announces texts to screen readers, and shows problems that do not stop the chat.

import { byId } from './elements.ts';
import { strings } from './strings.ts';

/** Longer answers, in characters, are not announced but read where they are. */
const MAX_ANNOUNCED = 300;

/** Announces a text to screen readers. */
export function say(text: string): void {
  byId('status').textContent = text;
}

/** Announces that an answer is complete: a short one by its text. */
export function sayAnswer(text: string): void {
  say(text === '' || text.length > MAX_ANNOUNCED ? strings.answerComplete : text);
}

/** Shows a problem that does not stop the chat. */
export function warn(text: string): void {
  byId('warning-text').textContent = text;
  byId('warning').hidden = false;
}

export function letDismissWarnings(): void {
  byId('dismiss').addEventListener('click', () => {
    byId('warning').hidden = true;
  });
}
