// The browser's offer to install the demo, as a button of the page.

import { byId } from './elements.ts';

/** Chromium's; other browsers install from their own menus. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

export function offerInstallation(): void {
  const install = byId<HTMLButtonElement>('install');
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    install.hidden = false;
    install.onclick = () => {
      // An offer can be taken up once. After a refusal the browser makes another when it sees fit.
      install.hidden = true;
      void (event as BeforeInstallPromptEvent).prompt();
    };
  });
  addEventListener('appinstalled', () => {
    install.hidden = true;
  });
}
