// Loads the model and shows the progress.

import { loadModel, type Progress } from '../src/index.ts';
import { say, warn } from './announce.ts';
import type { App } from './app.ts';
import { byId, formatBytes } from './elements.ts';
import { sentenceOf } from './problems.ts';
import { strings } from './strings.ts';
import { prepareForAnswers, problemBox } from './turns.ts';

// The welcome has `start`, which leaves the page when a conversation is shown.
const [start, modelState] = [byId('start'), byId('model-state')];
const [loading, loadingLabel] = [byId('loading'), byId('loading-label')];
const loadingBar = byId<HTMLProgressElement>('loading-bar');
/** Why the model was not loaded. */
let problem: HTMLElement | undefined;

/** Loads the app's model, or says why not and offers to try again. */
export async function load(app: App, prefetch: () => boolean): Promise<void> {
  problem?.remove();
  problem = undefined;
  loading.hidden = false;
  placeLoading(app);
  try {
    void prepareForAnswers();
    const { contextLength, expertMegabytes } = app.state.settings;
    const model = await loadModel(app.address, {
      contextLength,
      expertBudgetBytes: expertMegabytes && expertMegabytes * 1e6,
      prefetch: prefetch(),
      onProgress: showProgress,
      onShard: (shard) => app.emit('shard', shard),
      onWarning: ({ message }) => warn(message),
    });
    say(strings.modelReady);
    app.set({ model });
  } catch (error) {
    const again = { label: strings.tryAgain, run: () => void load(app, prefetch) };
    problem = problemBox(sentenceOf(error), again);
    placeLoading(app);
  } finally {
    loading.hidden = true;
  }
}

/** Puts the progress and the problem into the welcome, or below the conversation that has replaced it. */
export function placeLoading({ state }: App): void {
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
