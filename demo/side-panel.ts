// The panel about the model: which experts are on this device, and the settings.

import { say } from './announce.ts';
import type { App } from './app.ts';
import { byId, formatBytes } from './elements.ts';
import { ExpertGrid } from './expert-grid.ts';
import { OfflineCopy } from './offline-copy.ts';
import { strings } from './strings.ts';

/** Shows the panel and follows the app. */
export function showSidePanel(app: App): OfflineCopy {
  const grid = new ExpertGrid();
  const offlineCopy = new OfflineCopy({ address: () => app.place.address, grid, say });
  // The shape of the bundled model, to draw the grid before the model is loaded.
  grid.draw(8, 32);
  app.on('shard', (shard) => {
    grid.show(shard);
    offlineCopy.arrived(shard);
  });
  let { model, answering } = app.state;
  app.on('change', (state) => {
    if (answering && !state.answering) void offlineCopy.update();
    answering = state.answering;
    if (state.model === model) return;
    model = state.model;
    if (!model) return;
    const { name, config, gpuName } = model;
    const { layers, numLocalExperts } = config;
    grid.draw(layers.length, numLocalExperts);
    byId('subtitle').textContent = strings.subtitle(name, layers.length, numLocalExperts, gpuName);
    void offlineCopy.open(model);
  });
  byId('forget').addEventListener('click', async () => {
    const text = strings.deleted(formatBytes(await offlineCopy.delete()));
    byId('storage-note').textContent = text;
    say(text);
  });
  letUnfold();
  unfoldIfThereIsRoom();
  return offlineCopy;
}

/** On a phone, only the heading of the panel is shown until it is pressed. */
function letUnfold(): void {
  const button = byId('unfold');
  button.addEventListener('click', () => {
    button.ariaExpanded = String(button.ariaExpanded !== 'true');
  });
}

/** The explanations are open if they fit the window without scrolling. */
function unfoldIfThereIsRoom(): void {
  const largeWindow = matchMedia('(min-width: 881px) and (min-height: 760px)');
  const unfold = (): void => {
    byId<HTMLDetailsElement>('more').open = largeWindow.matches;
  };
  largeWindow.addEventListener('change', unfold);
  unfold();
}
