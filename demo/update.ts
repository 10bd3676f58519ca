// The service worker that opens this page without a network, and the offer to reload when a new version is ready.

import { byId } from './elements.ts';

/**
 * Registers the service worker of the build; resolves when the page no longer needs the network to open. Rejects where
 * the browser has none, or refuses it. The development server has none either, and then this never settles.
 */
export async function keepPage(): Promise<void> {
  if (import.meta.env.DEV) return new Promise(() => {});
  const registration = await navigator.serviceWorker.register('./sw.js');
  const offerIfWaiting = (): void => {
    // The very first version waits for nobody, and takes over without a word.
    if (registration.waiting && registration.active) offer(registration);
  };
  const follow = (): void => registration.installing?.addEventListener('statechange', offerIfWaiting);
  offerIfWaiting();
  follow();
  registration.addEventListener('updatefound', follow);
  document.addEventListener('visibilitychange', () => {
    // An installed app may stay open for days. Without a network there is no update to be had.
    if (document.visibilityState === 'visible') registration.update().catch(() => {});
  });
  await navigator.serviceWorker.ready;
}

/** Nothing happens until the visitor accepts: a reload ends the conversation. */
function offer(registration: ServiceWorkerRegistration): void {
  const notice = byId('update');
  notice.hidden = false;
  byId('reload').onclick = () => takeOver(registration);
  byId('later').onclick = () => {
    notice.hidden = true;
  };
}

function takeOver({ waiting }: ServiceWorkerRegistration): void {
  // Without one another tab has let the new version take over already.
  if (!waiting) {
    location.reload();
    return;
  }
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload();
  });
  waiting.postMessage({ type: 'SKIP_WAITING' });
}
