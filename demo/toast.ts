// A short note at the bottom of the page, with something that can still be done about it.

import { byId, create, press } from './elements.ts';

let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a note with a button for some time. */
export function showToast(text: string, action: { label: string; run: () => void }, ms: number): void {
  const toast = byId('toast');
  const hide = (): void => {
    toast.replaceChildren();
    toast.hidePopover();
  };
  const button = press(action.label, () => {
    hide();
    action.run();
  });
  toast.replaceChildren(create('span', '', text), button);
  // Above everything that was opened before, such as the list of conversations on a phone.
  toast.hidePopover();
  toast.showPopover();
  clearTimeout(timer);
  timer = setTimeout(hide, ms);
}
