// Fields of the settings: each shows one setting, and stores it when it changes.

import type { App } from '../app.ts';
import { create } from '../elements.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { strings } from '../strings.ts';

type NamesOf<Type> = {
  [Name in keyof Settings]: Settings[Name] extends Type
    ? Type extends Settings[Name]
      ? Name
      : never
    : never;
}[keyof Settings];

let lastId = 0;

/** A label, its control, and a note that describes the control. */
export function labelled(label: string, control: HTMLElement, note?: string): HTMLElement {
  control.id = `setting-${++lastId}`;
  const name = create('label', '', label);
  name.htmlFor = control.id;
  const field = create('div', 'field', name, control);
  if (note !== undefined) {
    const text = create('p', 'note', note);
    text.id = `${control.id}-note`;
    control.setAttribute('aria-describedby', text.id);
    field.append(text);
  }
  return field;
}

export interface NumberLimits {
  min: number;
  max: number;
  step: number;
  note?: string;
}

/** A number; nothing means its default, where null is the model's own. What is out of its limits is not stored. */
export function numberField(
  app: App,
  name: NamesOf<number | null>,
  label: string,
  { min, max, step, note }: NumberLimits,
): HTMLElement {
  const input = create('input');
  const placeholder = String(defaultSettings[name] ?? strings.default);
  Object.assign(input, { type: 'number', min, max, step, placeholder });
  const value = app.state.settings[name];
  if (value !== null) input.valueAsNumber = value;
  input.addEventListener('input', () => {
    const { badInput, rangeUnderflow, rangeOverflow, stepMismatch } = input.validity;
    // A step below 1 is that of the arrows only: 1.05 is good between 0.1 and 10.
    const isInvalid = badInput || rangeUnderflow || rangeOverflow || (stepMismatch && step >= 1);
    input.ariaInvalid = String(isInvalid);
    if (isInvalid) return;
    app.setSettings({ [name]: input.value === '' ? defaultSettings[name] : input.valueAsNumber });
  });
  return labelled(label, input, note);
}

export function textField(
  label: string,
  value: string,
  store: (value: string) => void,
  options: { type?: string; note?: string; placeholder?: string } = {},
): HTMLElement {
  const input = create('input');
  input.type = options.type ?? 'text';
  input.value = value;
  input.autocomplete = 'off';
  input.placeholder = options.placeholder ?? '';
  input.addEventListener('input', () => store(input.value.trim()));
  return labelled(label, input, options.note);
}

export function areaField(
  label: string,
  value: string,
  store: (value: string) => void,
  note?: string,
): [HTMLElement, HTMLTextAreaElement] {
  const area = create('textarea');
  area.value = value;
  area.rows = 3;
  area.dir = 'auto';
  area.addEventListener('input', () => store(area.value));
  return [labelled(label, area, note), area];
}

/** One of several, each of which has a label. */
export function choiceField<Value extends string>(
  label: string,
  value: Value,
  choices: Readonly<Record<Value, string>>,
  store: (value: Value) => void,
): HTMLElement {
  const select = create('select');
  for (const [name, text] of Object.entries<string>(choices)) {
    select.append(new Option(text, name, false, name === value));
  }
  select.addEventListener('change', () => store(select.value as Value));
  return labelled(label, select);
}

export function switchField(label: string, isOn: boolean, store: (isOn: boolean) => void): HTMLLabelElement {
  const box = create('input');
  box.type = 'checkbox';
  box.checked = isOn;
  box.addEventListener('change', () => store(box.checked));
  return create('label', 'switch', box, label);
}

export function section(heading: string, ...children: HTMLElement[]): HTMLElement {
  return create('section', '', create('h3', '', heading), ...children);
}
