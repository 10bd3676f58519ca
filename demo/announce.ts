// Announces texts to screen readers, and shows problems that do not stop the chat.

import { byId } from './elements.ts';

/** Announces a text to screen readers. */
export function say(text: string): void {
  byId('status').textContent = text;
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
