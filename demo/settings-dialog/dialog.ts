// The dialog with the settings and the models on this device. It is fetched when it is first opened.

import type { App } from '../app.ts';
import { create, press } from '../elements.ts';
import { bundled, type ModelPlace } from '../model-place.ts';
import type { OfflineCopy } from '../offline-copy.ts';
import type { Settings } from '../settings.ts';
import { strings } from '../strings.ts';
import { tools } from '../tools.ts';
import { areaField, choiceField, numberField, section, switchField, textField } from './fields.ts';
import { folderField } from './folder-field.ts';
import { modelsSection } from './models.ts';
import { schemaField } from './schema-field.ts';

/**
 * Opens the dialog, at the server's section if that is named. `loadAgain` loads the model by the settings that it needs to be loaded
 * for.
 */
export function openSettings(
  app: App,
  offlineCopy: OfflineCopy,
  loadAgain: (chosen?: ModelPlace) => void,
  section?: 'server',
): void {
  const dialog = create('dialog', 'settings-dialog');
  const heading = create('h2', '', strings.settings);
  heading.id = 'settings-heading';
  dialog.setAttribute('aria-labelledby', heading.id);
  const close = press(strings.close, () => dialog.close());
  const head = create('div', 'row', heading, close);
  const server = serverSection(app);
  dialog.append(
    head,
    answersSection(app),
    toolsSection(app),
    formatSection(app),
    modelSection(app, (chosen) => {
      dialog.close();
      loadAgain(chosen);
    }),
    server,
    modelsSection(app, offlineCopy),
  );
  dialog.addEventListener('close', () => dialog.remove());
  closeByPressBeside(dialog);
  document.body.append(dialog);
  dialog.showModal();
  if (section === 'server') server.querySelector('select')?.focus();
}

/** A press that begins and ends beside the dialog closes it; one that selects a text may end there. */
function closeByPressBeside(dialog: HTMLDialogElement): void {
  const isBeside = ({ clientX: x, clientY: y }: MouseEvent): boolean => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return x < left || x > right || y < top || y > bottom;
  };
  let begins = false;
  dialog.addEventListener('pointerdown', (event) => {
    begins = event.target === dialog && isBeside(event);
  });
  dialog.addEventListener('click', (event) => {
    if (begins && event.target === dialog && isBeside(event)) dialog.close();
  });
}

function answersSection(app: App): HTMLElement {
  const { system } = app.state.settings;
  const store = (text: string): void => app.setSettings({ system: text });
  const [systemField] = areaField(strings.systemHeading, system, store, strings.systemNote);
  const grid = create(
    'div',
    'fields',
    numberField(app, 'thinkingBudget', strings.thinkingBudget, { min: 0, max: 1e6, step: 1 }),
    numberField(app, 'temperature', strings.temperature, { min: 0, max: 2, step: 0.1 }),
    numberField(app, 'topP', strings.topP, { min: 0, max: 1, step: 0.01 }),
    numberField(app, 'topK', strings.topK, { min: 0, max: 1e6, step: 1 }),
    numberField(app, 'minP', strings.minP, { min: 0, max: 1, step: 0.01 }),
    numberField(app, 'repetitionPenalty', strings.repetitionPenalty, { min: 0.1, max: 10, step: 0.1 }),
    numberField(app, 'maxTokens', strings.maxTokens, { min: 1, max: 1e6, step: 1 }),
    numberField(app, 'seed', strings.seed, { min: 0, max: Number.MAX_SAFE_INTEGER, step: 1 }),
  );
  return section(strings.answers, grid, systemField);
}

function toolsSection(app: App): HTMLElement {
  const switches = Object.keys(tools).map((name) =>
    switchField(
      strings.tools[name as keyof typeof strings.tools],
      app.state.settings.tools.includes(name),
      (isOn) => {
        const others = app.state.settings.tools.filter((other) => other !== name);
        app.setSettings({ tools: isOn ? [...others, name] : others });
      },
    ),
  );
  return section(strings.toolsHeading, ...switches);
}

function formatSection(app: App): HTMLElement {
  const schema = schemaField(app);
  const show = (): void => {
    schema.hidden = app.state.settings.format !== 'schema';
  };
  show();
  const store = (format: Settings['format']): void => {
    app.setSettings({ format });
    show();
  };
  const field = choiceField(strings.format, app.state.settings.format, strings.formats, store);
  return section(strings.formatHeading, field, schema);
}

function modelSection(app: App, loadAgain: (chosen?: ModelPlace) => void): HTMLElement {
  const load = press(strings.loadAgain, () => loadAgain());
  const folder = folderField(app, loadAgain);
  const storeAddress = (address: string): void => {
    app.setSettings({ address, folder: '' });
    folder.draw();
  };
  return section(
    strings.modelHeading2,
    textField(strings.address, app.state.settings.address, storeAddress, {
      note: strings.addressNote,
      placeholder: bundled.address,
    }),
    folder.element,
    create(
      'div',
      'fields',
      numberField(app, 'contextLength', strings.contextLength, { min: 16, max: 1e7, step: 1 }),
      numberField(app, 'expertMegabytes', strings.expertMegabytes, { min: 1, max: 1e6, step: 1 }),
    ),
    create('p', 'note', strings.loadNote),
    load,
  );
}

function serverSection(app: App): HTMLElement {
  const { engine, server } = app.state.settings;
  const change = (change: Partial<Settings['server']>): void =>
    app.setSettings({ server: { ...app.state.settings.server, ...change } });
  return section(
    strings.serverHeading,
    choiceField(strings.engine, engine, strings.engines, (engine) => app.setSettings({ engine })),
    textField(strings.baseURL, server.baseURL, (baseURL) => change({ baseURL }), {
      placeholder: 'https://example.org/v1',
      note: strings.serverNote,
    }),
    textField(strings.serverModel, server.model, (model) => change({ model })),
    ...keyFields(app, (key) => change({ key })),
  );
}

/** The server's key, and where it is kept. */
function keyFields(app: App, change: (key: string) => void): HTMLElement[] {
  const { server, rememberKey } = app.state.settings;
  const note = create('p', 'note');
  note.id = 'key-note';
  const draw = (): void => {
    note.textContent = app.state.settings.rememberKey ? strings.keyOnDevice : strings.keyInTab;
  };
  draw();
  const remember = switchField(strings.rememberKey, rememberKey, (isOn) => {
    app.setSettings({ rememberKey: isOn });
    draw();
  });
  remember.querySelector('input')!.setAttribute('aria-describedby', note.id);
  return [textField(strings.serverKey, server.key, change, { type: 'password' }), remember, note];
}
