// The demo: loads the bundled model, chats with it, and shows which experts it fetches.

import { letDismissWarnings, say, warn } from './announce.ts';
import { App } from './app.ts';
import { Chat } from './chat.ts';
import { listenToComposer } from './composer.ts';
import { ConversationList } from './conversations/list.ts';
import { ConversationStore } from './conversations/store.ts';
import { byId } from './elements.ts';
import { offerGlass } from './glass-toggle.ts';
import { takeIncomingTexts } from './incoming.ts';
import { offerInstallation } from './install.ts';
import { load, placeLoading } from './loading.ts';
import { loadSettings } from './settings.ts';
import { showSidePanel } from './side-panel.ts';
import { strings } from './strings.ts';
import { keepPage } from './update.ts';

const bundled = './models/m1-nano/';
const { address } = loadSettings();
const app = new App(new URLSearchParams(location.search).get('model') ?? (address || bundled));

const offlineCopy = showSidePanel(app);
const loadModel = (): Promise<void> => load(app, () => offlineCopy.wanted);

/** Loads the model again; the page keeps the conversation. */
function loadAgain(): void {
  app.set({ model: undefined, session: undefined });
  say(strings.loadingAgain);
  void loadModel();
}

app.on('change', () => placeLoading(app));
const store = new ConversationStore();
const chat = new Chat(app, store, loadAgain);
new ConversationList(app, store, chat);
listenToComposer(app, (text) => void chat.ask(text));
byId('new-chat').addEventListener('click', () => chat.startNew());
byId('show-settings').addEventListener('click', async () => {
  try {
    const { openSettings } = await import('./settings-dialog/dialog.ts');
    openSettings(app, offlineCopy, applyModelSettings);
  } catch {
    warn(strings.partNotFetched);
  }
});
letDismissWarnings();
offerGlass(app);
offerInstallation();
takeIncomingTexts();
keepPage().then(
  () => offlineCopy.pageIsKept(),
  () => warn(strings.pageNotKept),
);
void loadModel();
void openConversation();

/** Another address needs another page, the rest only another load. */
function applyModelSettings(): void {
  if (app.state.settings.address !== address) {
    location.assign(location.pathname);
    return;
  }
  void app.state.model?.dispose();
  loadAgain();
}

/** Opens the conversation that the address names, and keeps its name there, for a reload. */
async function openConversation(): Promise<void> {
  let name = namedInAddress();
  await store.refresh();
  if (store.of(name)) void chat.open(name);
  app.on('change', (state) => {
    if (name === (state.name ?? '')) return;
    name = state.name ?? '';
    history.replaceState(
      null,
      '',
      name === '' ? location.pathname + location.search : `#${encodeURIComponent(name)}`,
    );
  });
  await store.purge().catch(() => {});
}

function namedInAddress(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    // Not written by this page.
    return '';
  }
}
