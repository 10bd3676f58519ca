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
import { load, showLoading } from './loading.ts';
import { type ModelPlace, placeOf } from './model-place.ts';
import { loadSettings } from './settings.ts';
import { showSidePanel } from './side-panel.ts';
import { strings } from './strings.ts';
import { keepPage } from './update.ts';

/** The place that the settings named when they were applied last. */
let applied = placeOf(loadSettings());
const named = new URLSearchParams(location.search).get('model');
const app = new App(named === null ? applied : { address: named });

const offlineCopy = showSidePanel(app);
const loadModel = (): Promise<void> =>
  load(app, { prefetch: () => offlineCopy.wanted, chooseServer: () => void showSettings('server') });

/** Loads the model again; the page keeps the conversation. */
function loadAgain(): void {
  app.set({ model: undefined, session: undefined });
  say(strings.loadingAgain);
  void loadModel();
}

app.on('change', () => showLoading(app));
const store = new ConversationStore();
const chat = new Chat(app, store, loadAgain);
new ConversationList(app, store, chat);
listenToComposer(app, (text) => void chat.ask(text));
byId('new-chat').addEventListener('click', () => chat.startNew());
byId('show-settings').addEventListener('click', () => void showSettings());
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

/** Opens the settings, or shows those of a server there. */
async function showSettings(section?: 'server'): Promise<void> {
  try {
    const { openSettings } = await import('./settings-dialog/dialog.ts');
    openSettings(app, offlineCopy, (chosen) => void applyModelSettings(chosen), section);
  } catch {
    warn(strings.partNotFetched);
  }
}

/** Loads the model by the settings, or from the folder that was chosen just now. */
async function applyModelSettings(chosen?: ModelPlace): Promise<void> {
  const place = chosen ?? placeOf(app.state.settings);
  if (chosen || place.address !== applied.address) {
    applied = place;
    app.place = place;
    // A reload opens the place of the settings, not one that the address names.
    history.replaceState(null, '', location.pathname + location.hash);
  }
  app.state.answering?.abort();
  // The model keeps what there is of the answer.
  await chat.ended;
  void app.state.model?.dispose();
  loadAgain();
}

/** Opens the conversation that the address names, and keeps its name there, for a reload. */
async function openConversation(): Promise<void> {
  let name = namedInAddress();
  await store.refresh();
  // Without the list, only an attempt to open it says whether it is there.
  if (store.of(name) || (name !== '' && store.problem)) void chat.open(name);
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
