// The button that chooses a model folder on this device.

import type { App } from '../app.ts';
import { create, press } from '../elements.ts';
import { canRemember } from '../model-folder.ts';
import { chooseModelFolder, type ModelPlace } from '../model-place.ts';
import { sentenceOf } from '../problems.ts';
import { strings } from '../strings.ts';

/** `load` loads the model from the folder; `draw` shows which is chosen. */
export function folderField(
  app: App,
  load: (chosen: ModelPlace) => void,
): { element: HTMLElement; draw: () => void } {
  const verdict = create('p', 'note');
  verdict.role = 'status';
  const button = press(strings.chooseFolder, async () => {
    try {
      const place = await chooseModelFolder();
      if (!place) return;
      app.setSettings({ folder: place.folderName });
      load(place);
    } catch (error) {
      verdict.textContent = sentenceOf(error);
      verdict.classList.add('bad');
    }
  });
  const draw = (): void => {
    const { folder } = app.state.settings;
    verdict.textContent = folder === '' ? '' : strings.folderOpen(folder);
    verdict.classList.remove('bad');
  };
  draw();
  const note = create('p', 'note', canRemember ? strings.folderIsRemembered : strings.folderIsForgotten);
  note.id = 'folder-note';
  button.setAttribute('aria-describedby', note.id);
  return {
    element: create('div', 'field', create('span', 'label', strings.folder), button, note, verdict),
    draw,
  };
}
