// Finds a checkpoint's chat templates. Separate files take precedence over tokenizer_config.json, as in transformers.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, readTextFile } from './json-file.ts';

const FOLDER = 'additional_chat_templates';

/** The value of `chat_template` in tokenizer_config.json: one template, or a list of named ones. */
export type ChatTemplates = string | { name: string; template: string }[];

/** All templates of the checkpoint, as a value of `chat_template`; undefined when there is none. */
export async function findChatTemplates(
  dir: string,
  tokenizerConfig: Record<string, unknown> = {},
): Promise<ChatTemplates | undefined> {
  const templates = new Map<string, string>();
  const main = await readTextFile(dir, 'chat_template.jinja');
  // Processors of older versions of transformers wrote chat_template.json.
  const inline =
    tokenizerConfig.chat_template ?? (await readJsonFile(dir, 'chat_template.json'))?.value.chat_template;
  if (main !== undefined) templates.set('default', main);
  else for (const [name, template] of namedTemplates(inline)) templates.set(name, template);
  for (const file of await jinjaFiles(join(dir, FOLDER))) {
    templates.set(file.replace(/\.jinja$/, ''), (await readTextFile(join(dir, FOLDER), file))!);
  }
  const [first] = templates;
  if (first === undefined) return undefined;
  if (templates.size === 1 && first[0] === 'default') return first[1];
  return [...templates].map(([name, template]) => ({ name, template }));
}

/** Reads one template, a list of named ones, or an object of them. */
function namedTemplates(inline: unknown): [name: string, template: string][] {
  if (typeof inline === 'string') return [['default', inline]];
  if (typeof inline !== 'object' || inline === null) return [];
  const entries: [unknown, unknown][] = Array.isArray(inline)
    ? inline.map((entry: unknown) => {
        const { name, template } = (entry ?? {}) as { name?: unknown; template?: unknown };
        return [name, template];
      })
    : Object.entries(inline);
  return entries.filter((entry): entry is [string, string] =>
    entry.every((part) => typeof part === 'string'),
  );
}

async function jinjaFiles(dir: string): Promise<string[]> {
  const files = await readdir(dir).catch((): string[] => []);
  return files.filter((file) => file.endsWith('.jinja')).sort();
}
