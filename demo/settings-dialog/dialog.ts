// The dialog with the settings and the models on this device. It is fetched when it is first opened.

import type { App } from '../app.ts';
import { create, press } from '../elements.ts';
import type { OfflineCopy } from '../offline-copy.ts';
import type { Settings } from '../settings.ts';
import { strings } from '../strings.ts';
import { tools } from '../tools.ts';
import { areaField, choiceField, numberField, section, switchField, textField } from './fields.ts';
import { modelsSection } from './models.ts';
import { schemaField } from './schema-field.ts';

/** Opens the dialog. `loadAgain` loads the model by the settings that it needs to be loaded for. */
export function openSettings(app: App, offlineCopy: OfflineCopy, loadAgain: () => void): void {
  const dialog = create('dialog', 'settings-dialog');
  const heading = create('h2', '', strings.settings);
  heading.id = 'settings-heading';
  dialog.setAttribute('aria-labelledby', heading.id);
  const close = press(strings.close, () => dialog.close());
  const head = create('div', 'row', heading, close);
  dialog.append(
    head,
    answersSection(app),
    toolsSection(app),
    formatSection(app),
    modelSection(app, () => {
      dialog.close();
      loadAgain();
    }),
    serverSection(app),
    modelsSection(app, offlineCopy),
  );
  dialog.addEventListener('close', () => dialog.remove());
  // A press beside the dialog closes it.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
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

function modelSection(app: App, loadAgain: () => void): HTMLElement {
  const load = press(strings.loadAgain, loadAgain);
  return section(
    strings.modelHeading2,
    textField(strings.address, app.state.settings.address, (address) => app.setSettings({ address }), {
      note: strings.addressNote,
      placeholder: app.address,
    }),
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
    textField(strings.serverKey, server.key, (key) => change({ key }), { type: 'password' }),
  );
}
