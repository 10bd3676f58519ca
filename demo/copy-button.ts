// A button that copies a text, and says so for a moment.

import { say, warn } from './announce.ts';
import { press } from './elements.ts';
import { strings } from './strings.ts';

export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const button = press(label, async () => {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      warn(strings.notCopied);
      return;
    }
    say(strings.copied);
    button.textContent = strings.copied;
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
  return button;
}
