// Registers the service worker that opens this page without a network, and offers to reload when a new version is ready.

import { byId } from './elements.ts';

/**
 * Registers the service worker; resolves when the page no longer needs the network to open. Rejects if the browser has no
 * service workers or does not allow them. Never settles on the development server, which has no service worker.
 */
export async function keepPage(): Promise<void> {
  if (import.meta.env.DEV) return new Promise(() => {});
  const registration = await navigator.serviceWorker.register('./sw.js');
  const offerIfWaiting = (): void => {
    // The first version becomes active without waiting.
    if (registration.waiting && registration.active) offer(registration);
  };
  const follow = (): void => registration.installing?.addEventListener('statechange', offerIfWaiting);
  offerIfWaiting();
  follow();
  registration.addEventListener('updatefound', follow);
  document.addEventListener('visibilitychange', () => {
    // An installed app may stay open for days. Without a network this rejects.
    if (document.visibilityState === 'visible') registration.update().catch(() => {});
  });
  await navigator.serviceWorker.ready;
}

/** Offers to reload; only the visitor starts it, because a reload ends the conversation. */
function offer(registration: ServiceWorkerRegistration): void {
  const notice = byId('update');
  notice.hidden = false;
  byId('reload').onclick = () => takeOver(registration);
  byId('later').onclick = () => {
    notice.hidden = true;
  };
}

function takeOver({ waiting }: ServiceWorkerRegistration): void {
  // Without a waiting version, another tab has already activated it.
  if (!waiting) {
    location.reload();
    return;
  }
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload();
  });
  waiting.postMessage({ type: 'SKIP_WAITING' });
}
