// The button that opens and closes the glass engine, which costs nothing while it is closed.

import { warn } from './announce.ts';
import type { App } from './app.ts';
import { byId } from './elements.ts';
import { strings } from './strings.ts';

export function offerGlass(app: App): void {
  const [button, container] = [byId('look-inside'), byId('glass')];
  /** Ends the panel; undefined while it is closed. */
  let close: (() => void) | undefined;
  let isOpen = false;
  button.addEventListener('click', async () => {
    isOpen = !isOpen;
    button.ariaExpanded = String(isOpen);
    container.hidden = !isOpen;
    if (isOpen) {
      try {
        const { mountGlass } = await import('./glass/mount-glass.ts');
        // It may have been closed, or closed and opened, in the meantime.
        if (isOpen && !close) close = mountGlass(container, app);
      } catch {
        warn(strings.partNotFetched);
        if (isOpen) button.click();
      }
    } else {
      close?.();
      close = undefined;
      container.replaceChildren();
    }
  });
}
