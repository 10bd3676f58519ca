// Asks the visitor before a tool acts.

import { create, press } from './elements.ts';
import { strings } from './strings.ts';

/** Whether the visitor lets the model save this file. False when the signal is aborted. */
export function confirmSaving(name: string, content: string, signal: AbortSignal): Promise<boolean> {
  const dialog = create('dialog', 'confirm');
  const heading = create('h2', '', strings.maySave(name));
  // Not by an id, because several calls may ask at a time.
  dialog.ariaLabel = heading.textContent;
  const preview = create('pre', '', content);
  preview.tabIndex = 0;
  const allow = press(strings.allow, () => dialog.close('allow'));
  allow.className = '';
  const decline = press(strings.decline, () => dialog.close());
  dialog.append(heading, preview, create('div', 'row', decline, allow));
  document.body.append(dialog);
  dialog.showModal();
  decline.focus();
  return new Promise((resolve) => {
    const abort = (): void => dialog.close();
    signal.addEventListener('abort', abort);
    dialog.addEventListener('close', () => {
      signal.removeEventListener('abort', abort);
      dialog.remove();
      resolve(dialog.returnValue === 'allow');
    });
  });
}
