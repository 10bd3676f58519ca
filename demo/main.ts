// The demo: loads the bundled model, chats with it, and shows which experts it fetches.

import { letDismissWarnings, say, warn } from './announce.ts';
import { App } from './app.ts';
import { ask, startNewChat } from './chat.ts';
import { listenToComposer } from './composer.ts';
import { byId } from './elements.ts';
import { offerGlass } from './glass-toggle.ts';
import { offerInstallation } from './install.ts';
import { load } from './loading.ts';
import { showSidePanel } from './side-panel.ts';
import { strings } from './strings.ts';
import { keepPage } from './update.ts';

const app = new App(new URLSearchParams(location.search).get('model') ?? './models/m1-nano/');

const offlineCopy = showSidePanel(app);
const loadModel = (): Promise<void> => load(app, () => offlineCopy.wanted);

/** Loads the model again; the page keeps the conversation. */
function loadAgain(): void {
  app.set({ model: undefined });
  say(strings.loadingAgain);
  void loadModel();
}

listenToComposer(app, (text) => void ask(app, text, loadAgain));
byId('new-chat').addEventListener('click', () => startNewChat(app));
letDismissWarnings();
offerGlass(app);
offerInstallation();
keepPage().then(
  () => offlineCopy.pageIsKept(),
  () => warn(strings.pageNotKept),
);
void loadModel();
