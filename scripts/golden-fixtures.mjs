// Finds golden fixtures, and rejects folders without any or with an incomplete one.

import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const CONFIG = 'config.json';
const ANSWERS = 'golden.safetensors';

/**
 * The fixtures in and below the folders, without duplicates, sorted by path.
 * @param {string[]} folders
 * @param {(file: string) => Promise<any>} load imports a module of the project
 * @returns {Promise<string[]>}
 */
export async function findFixtures(folders, load) {
  const found = new Set();
  for (const folder of folders) {
    const here = await fixturesBelow(resolve(folder));
    if (here.length === 0) throw new Error(`no fixture (${CONFIG} and ${ANSWERS}) under ${folder}`);
    for (const fixture of here) found.add(fixture);
  }
  const { parseSafetensors } = await load('/src/shards/safetensors.ts');
  for (const fixture of found) await checkFixture(fixture, parseSafetensors);
  return [...found];
}

async function fixturesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(({ code }) => {
    throw new Error(`${folder} cannot be read as a folder (${code})`);
  });
  const names = entries.map(({ name }) => name);
  if (names.includes(ANSWERS)) {
    if (!names.includes(CONFIG))
      throw new Error(`${folder} is no fixture: it has ${ANSWERS}, but no ${CONFIG}`);
    return [folder];
  }
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return (await Promise.all(below.sort().map((name) => fixturesBelow(join(folder, name))))).flat();
}

async function checkFixture(fixture, parseSafetensors) {
  const shown = relative('', fixture) || '.';
  const config = await readFile(join(fixture, CONFIG), 'utf8');
  try {
    JSON.parse(config);
  } catch (cause) {
    throw new Error(`${join(shown, CONFIG)} is not JSON: ${cause.message}`, { cause });
  }
  const answers = await readFile(join(fixture, ANSWERS));
  const file = join(shown, ANSWERS);
  const { tensors } = parseSafetensors(
    answers.buffer.slice(answers.byteOffset, answers.byteOffset + answers.length),
    {
      file,
    },
  );
  if (![...tensors.keys()].some((name) => /^n\d+\.input_ids$/.test(name))) {
    throw new Error(`${file} has no prompt: expected tensors such as n17.input_ids`);
  }
}
