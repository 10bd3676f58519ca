// Decodes with this checkout and with another one in turn, for `npm run bench -- --against`.

import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './project-modules.mjs';

const script = fileURLToPath(new URL('./against-side.mjs', import.meta.url));
const SAID_CHARACTERS = 600;

/**
 * @param {{ folder: string, model: object, pairs: number, tokens: number }} options
 * @param {{ name: string, prompt: number[] }} opened the model, as this checkout reads it
 * @param {(file: string) => Promise<any>} load
 * @param {(what: string) => void} progress
 */
export async function measureAgainst({ folder, model, pairs, tokens }, { name, prompt }, load, progress) {
  if (!existsSync(join(folder, 'bench/bench-model.ts')))
    throw new Error(`--against is "${folder}", expected a checkout of this repository.`);
  if (!existsSync(join(folder, 'node_modules')))
    throw new Error(`--against needs the packages of ${folder}: run "npm ci" there first.`);
  const { againstRow, pairsOfRounds, samplings, sides, turnOrder } = await load('/bench/against.ts');
  const rows = Object.keys(samplings);
  const order = turnOrder();
  const counts = pairsOfRounds(pairs);
  const rounds = [];
  let adapter;
  for (const [i, count] of counts.entries()) {
    progress(`round ${i + 1} of ${counts.length}`);
    const opened = {};
    try {
      // One after the other, so that each compiles on an idle machine.
      for (const side of sides)
        opened[side] = await openSide(side === 'there' ? resolve(folder) : root, model);
      adapter = opened.here.gpuName;
      const firstSeed = counts.slice(0, i).reduce((sum, before) => sum + before, 1);
      const turns = [];
      // The first turns also compile.
      for (let pair = -2; pair < count; pair++) {
        const turn = {};
        for (const row of rows) {
          const sampling = samplings[row](firstSeed + Math.max(pair, 0));
          turn[row] = await takeTurn(opened, order(), { prompt, sampling, tokens });
        }
        if (pair >= 0) turns.push(turn);
      }
      rounds.push(turns);
    } finally {
      for (const { close } of Object.values(opened)) close();
    }
  }
  const stretches = rounds.flat().flatMap((turn) => Object.values(turn).flatMap(Object.values));
  const sum = (figure) => stretches.reduce((total, stretch) => total + stretch[figure], 0);
  return {
    adapter,
    model: name,
    folder,
    pairs,
    rounds: counts.length,
    tokens,
    rows: rows.map((row) => {
      const turns = rounds.map((round) => round.map((turn) => turn[row]));
      return againstRow(row, turns, tokens);
    }),
    // Only one process decodes at a time.
    waitingCpuShare: sum('waitingCpuMs') / (sum('ms') * (sides.length - 1)),
  };
}

/** Decodes once on each side, in this order. */
async function takeTurn(opened, order, request) {
  const stretches = {};
  for (const side of order) stretches[side] = await opened[side].decode(request);
  const { here, there, control } = stretches;
  if (here.faults + there.faults + control.faults > 0)
    throw new Error('--against needs room for all experts on this adapter: choose a smaller --model.');
  if (there.ids.join() !== here.ids.join() || control.ids.join() !== here.ids.join())
    throw new Error('the checkouts gave different tokens, so their times cannot be compared.');
  return stretches;
}

/** A process with the code of a checkout. */
async function openSide(checkout, model) {
  const child = fork(script, [checkout, JSON.stringify(model)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said = (said + text).slice(-SAID_CHARACTERS);
  });
  const ended = new Promise((_, reject) => {
    child.once('exit', (code, signal) =>
      reject(new Error(`the process of ${checkout} ended (${signal ?? `exit code ${code}`}). ${said}`)),
    );
  });
  ended.catch(() => {});
  const answer = () => Promise.race([ended, new Promise((resolve) => child.once('message', resolve))]);
  const { gpuName } = await answer();
  const decode = (request) => {
    // `ended` reports that the process has ended.
    child.send(request, () => {});
    return answer();
  };
  return { gpuName, decode, close: () => child.kill() };
}
