// Loads the model and shows the progress.

import { loadModel, type Progress } from '../src/index.ts';
import { say, warn } from './announce.ts';
import type { App } from './app.ts';
import { byId, formatBytes } from './elements.ts';
import { sentenceOf } from './problems.ts';
import { strings } from './strings.ts';
import { prepareForAnswers, problemBox } from './turns.ts';

// The welcome has them, which leaves the page when a conversation begins.
const [start, loading, loadingLabel] = [byId('start'), byId('loading'), byId('loading-label')];
const loadingBar = byId<HTMLProgressElement>('loading-bar');

/** Loads the app's model, or says why not and offers to try again. */
export async function load(app: App, prefetch: () => boolean): Promise<void> {
  // When the model is loaded again, a conversation has replaced the welcome.
  const container = start.isConnected ? start : byId('log');
  container.append(loading);
  loading.hidden = false;
  start.querySelector('.problem')?.remove();
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
    container.append(problemBox(sentenceOf(error), again));
  } finally {
    loading.hidden = true;
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
