// The command line of scripts that run in one engine or another: folders, the options that all have, and their own.

import { parseArgs } from 'node:util';
import { adaptersOf } from './adapters.mjs';

/**
 * An option's default, and what it may be: one of a few words, or a number.
 * @typedef {{ default?: string, of?: string[], above?: number, wholeAbove?: number }} Option
 */

/**
 * What this process was called with; a call that cannot be understood ends it with a sentence and exit code 2.
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
 * The options by name, numbers as numbers, and the `folders`.
 * @param {string[]} args
 * @param {Record<string, Option>} own
 * @param {{ folders?: boolean, engine?: string }} [settings] whether folders are named; the default engine
 * @returns {any}
 * @throws Error with a sentence about the first thing that cannot be understood
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
    // The first sentence says what is wrong; the others are about other programs' options.
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
