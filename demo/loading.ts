// Loads the model and shows the progress.

import { loadModel, type Progress } from '../src/index.ts';
import { say, warn } from './announce.ts';
import { type App, isServerAlone } from './app.ts';
import { byId, formatBytes } from './elements.ts';
import { remove } from './log.ts';
import { mayRead, type RememberedFolder, rememberedFolder } from './model-folder.ts';
import { bundled, chooseModelFolder } from './model-place.ts';
import { sentenceOf } from './problems.ts';
import { strings } from './strings.ts';
import { choiceBox, prepareForAnswers, problemBox, type Remedy } from './turns.ts';

// The welcome has `start`, which leaves the page when a conversation is shown.
const [start, modelState] = [byId('start'), byId('model-state')];
const [loading, loadingLabel] = [byId('loading'), byId('loading-label')];
const subtitle = byId('subtitle');
const ownSubtitle = subtitle.textContent;
const loadingBar = byId<HTMLProgressElement>('loading-bar');
/** Shows why the model was not loaded, with what helps; undefined where there is no reason. */
let explain: (() => HTMLElement) | undefined;
/** What it shows, and for which explanation. */
let problem: HTMLElement | undefined;
let explained: typeof explain;
/** The server that answers in place of the model, as it is shown. */
let alone: string | undefined;

export interface LoadingOptions {
  /** Whether all experts are to be fetched. */
  prefetch: () => boolean;
  /** Lets the visitor name a server that answers in place of the model. */
  chooseServer: () => void;
}

/** Stops the loading that was begun last. */
let latest = new AbortController();

/** Loads the app's model, or says why not and what to do. What is being loaded already is given up. */
export async function load(app: App, options: LoadingOptions): Promise<void> {
  latest.abort();
  latest = new AbortController();
  const { signal } = latest;
  explain = undefined;
  loading.hidden = false;
  app.set({ unavailable: false });
  try {
    void prepareForAnswers();
    if (!(await mayReadPlace(app, options, signal))) return;
    const { contextLength, expertMegabytes } = app.state.settings;
    const { address, folder } = app.place;
    const model = await loadModel(address, {
      folder,
      contextLength,
      expertBudgetBytes: expertMegabytes && expertMegabytes * 1e6,
      prefetch: options.prefetch(),
      onProgress: (progress) => {
        if (!signal.aborted) showProgress(progress);
      },
      onShard: (shard) => app.emit('shard', shard),
      onWarning: ({ message }) => warn(message),
      signal,
    });
    say(strings.modelReady);
    app.set({ model });
  } catch (error) {
    if (signal.aborted) return;
    const again = { label: strings.tryAgain, run: () => void load(app, options) };
    const server = { label: strings.useServer, run: options.chooseServer };
    explainAbsence(app, sentenceOf(error), again, server);
  } finally {
    if (!signal.aborted) loading.hidden = true;
  }
}

/** Whether the model's files may be read; else asks the visitor for the folder that has them. */
async function mayReadPlace(app: App, options: LoadingOptions, signal: AbortSignal): Promise<boolean> {
  const { folderName, folder } = app.place;
  if (folderName === undefined || folder) return true;
  const remembered = await rememberedFolder(folderName);
  const isAllowed = remembered && (await mayRead(remembered));
  signal.throwIfAborted();
  if (isAllowed) {
    app.place = { ...app.place, folder: remembered };
    return true;
  }
  askForFolder(app, folderName, remembered, () => void load(app, options));
  return false;
}

function askForFolder(
  app: App,
  name: string,
  remembered: RememberedFolder | undefined,
  goOn: () => void,
): void {
  const attempt = (work: () => Promise<void>) => () =>
    void work().catch((error: unknown) => warn(sentenceOf(error)));
  const open = attempt(async () => {
    if (!remembered || !(await mayRead(remembered, true))) return;
    app.place = { ...app.place, folder: remembered };
    goOn();
  });
  const choose = attempt(async () => {
    const place = await chooseModelFolder();
    if (!place) return;
    app.setSettings({ folder: place.folderName });
    app.place = place;
    goOn();
  });
  const useBundled = (): void => {
    app.setSettings({ folder: '', address: '' });
    app.place = bundled;
    goOn();
  };
  const sentence = remembered ? strings.folderAgain(name) : strings.folderForgotten(name);
  const actions = [
    ...(remembered ? [{ label: strings.openFolder, run: open }] : []),
    { label: strings.chooseFolder, run: choose },
    { label: strings.useBundled, run: useBundled },
  ];
  explain = () => choiceBox(sentence, ...actions);
  app.set({ unavailable: true });
}

/** Says why there is no model, and which server answers in its place, if one does. */
function explainAbsence(app: App, reason: string, again: Remedy, server: Remedy): void {
  explain = () => {
    const change = { label: strings.changeServer, run: server.run };
    return alone === undefined
      ? problemBox(reason, again, server)
      : choiceBox(strings.serverAlone(alone, reason), change, again);
  };
  app.set({ unavailable: true });
}

/** Follows the state: shows the problem, and hides what a server alone cannot do. */
export function showLoading(app: App): void {
  const { model, baseURL } = app.state.settings.server;
  const server = isServerAlone(app.state) ? strings.serverModelAt(model, hostOf(baseURL)) : undefined;
  if (server !== alone) {
    document.body.classList.toggle('server-alone', server !== undefined);
    if (!app.state.model) subtitle.textContent = server ?? ownSubtitle;
  }
  if (explain !== explained || server !== alone) {
    [explained, alone] = [explain, server];
    if (problem) remove(problem);
    problem = explain?.();
  }
  placeLoading(app);
}

function hostOf(address: string): string {
  return URL.canParse(address, location.href) ? new URL(address, location.href).host : address;
}

/** Puts the progress and the problem into the welcome, or below the conversation that has replaced it. */
function placeLoading({ state }: App): void {
  const container = state.name === undefined && start.isConnected ? start : modelState;
  for (const element of [loading, problem]) {
    if (element && element.parentElement !== container) container.append(element);
  }
}

function showProgress({ phase, fraction, loadedBytes, totalBytes }: Progress): void {
  loadingBar.value = fraction;
  loadingLabel.textContent = {
    manifest: strings.manifest,
    download: strings.download(formatBytes(loadedBytes), formatBytes(totalBytes)),
    compile: strings.compile,
    ready: strings.ready,
  }[phase];
}
