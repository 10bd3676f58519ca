// A short note at the bottom of the page, with something that can still be done about it.

import { say } from './announce.ts';
import { byId, create, press } from './elements.ts';

let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a note with a button for some time. */
export function showToast(text: string, action: { label: string; run: () => void }, ms: number): void {
  const toast = byId('toast');
  /** What had the focus before the button. */
  let before: EventTarget | null = null;
  const hide = (): void => {
    const hadFocus = toast.contains(document.activeElement);
    toast.replaceChildren();
    toast.hidePopover();
    if (!hadFocus) return;
    const isThere = before instanceof HTMLElement && before.isConnected;
    (isThere ? (before as HTMLElement) : byId('log')).focus();
  };
  const button = press(action.label, () => {
    hide();
    action.run();
  });
  button.addEventListener('focus', ({ relatedTarget }) => {
    before = relatedTarget;
  });
  toast.replaceChildren(create('span', '', text), button);
  // Above everything that was opened before, such as the list of conversations on a phone.
  toast.hidePopover();
  toast.showPopover();
  say(text);
  clearTimeout(timer);
  timer = setTimeout(hide, ms);
}
