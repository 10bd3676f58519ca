// An editor for the JSON schema of answers. When one stops typing, the library says whether it can hold an answer to it.

import { compileJsonSchema } from '../../src/text/grammar/json-schema.ts';
import type { PlainData } from '../../src/text/plain-data.ts';
import type { App } from '../app.ts';
import { create } from '../elements.ts';
import { sentenceOf } from '../problems.ts';
import { strings } from '../strings.ts';
import { areaField } from './fields.ts';

/** A screen reader says the verdict when one stops typing, and not at each key. */
const PAUSE_MS = 600;

export function schemaField(app: App): HTMLElement {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const verdict = create('p', 'verdict');
  verdict.role = 'status';
  const [field, area] = areaField(
    strings.schema,
    app.state.settings.schema || strings.schemaExample,
    (schema) => {
      app.setSettings({ schema });
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE_MS);
    },
  );
  area.rows = 8;
  area.spellcheck = false;
  area.dir = 'ltr';
  area.classList.add('code');
  const check = (): void => {
    const problem = problemOf(area.value);
    area.ariaInvalid = String(problem !== undefined);
    verdict.classList.toggle('bad', problem !== undefined);
    verdict.textContent = problem ?? strings.schemaIsGood;
  };
  if (app.state.settings.schema === '') app.setSettings({ schema: area.value });
  check();
  field.append(verdict);
  return field;
}

/** Why the schema cannot be used. */
function problemOf(text: string): string | undefined {
  try {
    const schema: PlainData = JSON.parse(text);
    if (typeof schema !== 'object' || schema === null) return strings.schemaIsNoObject;
    compileJsonSchema(schema);
    return undefined;
  } catch (error) {
    return sentenceOf(error);
  }
}
