// A button for the browser's offer to install the demo.

import { byId } from './elements.ts';

/** Only Chromium has this event; other browsers install from their own menus. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

export function offerInstallation(): void {
  const install = byId<HTMLButtonElement>('install');
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    install.hidden = false;
    install.onclick = () => {
      // `prompt` can be called once per event. After a refusal the browser may send another event.
      install.hidden = true;
      void (event as BeforeInstallPromptEvent).prompt();
    };
  });
  addEventListener('appinstalled', () => {
    install.hidden = true;
  });
}
