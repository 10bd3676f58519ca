// The scrolling log of the conversation.

import { byId } from './elements.ts';

const log = byId('log');

/** Pixels above the end at which a reader still counts as being there. */
const AT_END_PX = 40;

/** Whether the reader is at the end and stays there while the conversation grows. */
let following = true;
/** Where the last scroll event left the log. */
let [top, height] = [0, 0];

// What grows or shrinks may scroll, too. Only a reader moves up in a conversation that does not shrink.
log.addEventListener(
  'scroll',
  () => {
    if (log.scrollHeight - log.scrollTop - log.clientHeight < AT_END_PX) following = true;
    else if (log.scrollTop < top && log.scrollHeight >= height) following = false;
    [top, height] = [log.scrollTop, log.scrollHeight];
  },
  { passive: true },
);

/** Adds something at the end of the conversation and scrolls to it. */
export function append(element: HTMLElement): void {
  log.append(element);
  scrollToEnd();
  // What stood at the end before may change its height when it is next drawn.
  requestAnimationFrame(() => requestAnimationFrame(follow));
}

export function scrollToEnd(): void {
  following = true;
  log.scrollTop = log.scrollHeight;
}

/** Removes something of the conversation. A focus that was in it goes to the conversation, where what follows is shown. */
export function remove(element: Element): void {
  if (element.contains(document.activeElement)) log.focus({ preventScroll: true });
  element.remove();
}

/** Makes a change, and scrolls along with it if the reader is at the end. */
export function keepAtEnd(change: () => void): void {
  change();
  follow();
}

function follow(): void {
  if (following) log.scrollTop = log.scrollHeight;
}
