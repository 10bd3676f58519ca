// The command line of scripts that run in one of several engines: folders, the common options, and the script's own.

import { parseArgs } from 'node:util';
import { adaptersOf } from './adapters.mjs';

/**
 * An option's default and its allowed values: one of a few words, or a number.
 * @typedef {{ default?: string, of?: string[], above?: number, wholeAbove?: number }} Option
 */

/**
 * Parses this process's arguments; if they are invalid, prints one sentence and exits with code 2.
 * @param {string} command
 * @param {Record<string, Option>} own
 * @param {{ folders?: boolean, engine?: string }} [settings]
 * @returns {any}
 */
export function readCommandLine(command, own, settings) {
  try {
    return parseCommandLine(process.argv.slice(2), own, settings);
  } catch (error) {
    console.error(`${command}: ${error.message}`);
    process.exit(2);
  }
}

/**
 * Returns the options by name, with numbers parsed, and the `folders`.
 * @param {string[]} args
 * @param {Record<string, Option>} own
 * @param {{ folders?: boolean, engine?: string }} [settings] `folders`: whether folders are arguments; `engine`: the default
 * @returns {any}
 * @throws Error with a sentence about the first invalid argument
 */
export function parseCommandLine(args, own, { folders = true, engine = 'chromium' } = {}) {
  const known = {
    in: { default: engine, of: Object.keys(adaptersOf) },
    adapter: { of: ['swiftshader', 'lavapipe', 'default'] },
    ...own,
  };
  const { values, positionals } = parseKnown(args, Object.keys(known));
  if (folders && positionals.length === 0) throw new Error('name at least one folder, such as test/fixtures');
  if (!folders && positionals.length > 0) throw new Error(`${positionals[0]}: no folder is expected`);
  const options = { folders: positionals };
  for (const [name, option] of Object.entries(known)) {
    const value = values[name] ?? option.default;
    if (value !== undefined) options[name] = parseValue(name, value, option);
  }
  checkAdapter(options);
  return options;
}

function parseKnown(args, names) {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    // Only the first sentence describes the error; the others concern the caller's own options.
    const [sentence] = error.message.split(/[.\n]/);
    throw new Error(`${sentence}; the options are --${names.join(', --')}`, { cause: error });
  }
}

function parseValue(name, value, { of, above, wholeAbove }) {
  if (of) {
    if (of.includes(value)) return value;
    throw new Error(`--${name} is ${value}, expected ${of.slice(0, -1).join(', ')} or ${of.at(-1)}`);
  }
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (wholeAbove !== undefined && !(Number.isSafeInteger(number) && number > wholeAbove)) {
    throw new Error(`--${name} is ${value}, expected a whole number above ${wholeAbove}`);
  }
  if (above !== undefined && !(Number.isFinite(number) && number > above)) {
    throw new Error(`--${name} is ${value}, expected a number above ${above}`);
  }
  return number;
}

function checkAdapter({ in: name, adapter }) {
  const adapters = adaptersOf[name];
  if (adapter === undefined || adapters.includes(adapter)) return;
  throw new Error(`--adapter is ${adapter}, but ${name} runs on ${adapters.join(' or ')} only`);
}
