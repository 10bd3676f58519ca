// The options of `npm run bench`.

import { parseArgs } from 'node:util';
import type { LightningShape } from './random-model.ts';
import { isReleasedShape, type ReleasedShape } from './released-shapes.ts';

export interface BenchArguments {
  help: boolean;
  node: boolean;
  /** A size with random weights, or a shard folder. */
  model: { size: 'm' | 'l' | 'xl' | LightningShape | ReleasedShape } | { folder: string };
  contexts: number[];
  prompts: number[];
  runs: number;
  /** Undefined: chosen for the adapter. */
  tokens: number | undefined;
  steps: number;
  starts: number;
  long: boolean;
  firstVisit: boolean;
  paging: boolean;
  answerOptions: boolean;
  chat: boolean;
  resume: boolean;
  /** Tokens of the conversation that is saved. */
  resumeTokens: number;
  /** Tokens of the prompt that arrives in pieces; undefined: not measured. */
  longPrompt: number | undefined;
  /** Compare the shape with softmax attention in every layer. */
  architecture: boolean;
  /** Compare answers with schemas and free ones. */
  structured: boolean;
  /** Another checkout to compare with this one. */
  against: string | undefined;
  pairs: number;
  compare: boolean;
  json: string | undefined;
}

export const help = `npm run bench -- [options]

Measures in headless Chromium, checks the results, and prints one table.

  --model nano|m|l|xl|lightning|FOLDER
                              nano: the bundled model (default). m, l, xl: larger shapes with random weights.
                              lightning: a small one without softmax layers, for --long-prompt.
                              granite-1b-shape, olmoe-7b-shape: the released models' shapes, with random weights.
                              FOLDER: a shard folder, written by "pocket-m1 convert".
  --node                      in Dawn on the machine's own Vulkan driver (VK_DRIVER_FILES picks one), not in Chromium
  --contexts 0,1024,…         tokens before the decoded ones (default 0,1024,16384,65536,262144)
  --prompts 32,128,…          tokens of the prompts (default 32,128,512,2048)
  --runs N                    samples of each figure, fewer if they take long (default 5)
  --tokens N                  maximum tokens of a decode sample (default 64 on a software adapter, else 256)
  --steps N                   steps per submit when decoding on the bare sequence (default 8)
  --starts N                  new profiles in which the page is opened, Chromium only; 0 skips this (default 3)
  --long                      also a context of 1,000,000 tokens: prefill and decode near its ends, and its memory
  --first-visit               only this: a first visit over 20 Mbit/s and 40 ms, --starts times
  --paging                    only this: decoding with the page table against decoding without it, with all experts loaded
  --answer-options            only this: decoding with copies of states, recorded routing and a threshold against decoding without
  --architecture              only this: the shape as it is against softmax attention in every layer, with random weights
                              (contexts by default 1024,16384,65536,100000)
  --chat                      only this: twelve turns of a conversation with the prefix cache and without it;
                              with --compare also in wllama
  --resume                    only this: opening a saved conversation in a new tab, against reading it, --runs times
  --resume-tokens N           its minimum number of tokens (default 4096)
  --long-prompt N             only this, with --node: a prompt of N tokens that is read while it arrives, aborted and given again
  --structured                only this, with --node: answers constrained by JSON schemas, against free ones
  --against FOLDER            only this, with --node: decoding with this checkout against decoding with the one in FOLDER
  --pairs N                   pairs of answers for each kind of sampling (default 100)
  --compare                   also other libraries on the same model and machine, in Chromium (see bench/peers)
  --json FILE                 write everything to FILE; bench/README.md describes it
  --help                      this text`;

const allContexts = '0,1024,16384,65536,262144';
const architectureContexts = '1024,16384,65536,100000';

/** @throws Error with one sentence that names the argument. `bundled`: the folder of nano. */
export function parseCommandLine(args: readonly string[], bundled: string): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      node: { type: 'boolean', default: false },
      model: { type: 'string', default: 'nano' },
      contexts: { type: 'string' },
      prompts: { type: 'string', default: '32,128,512,2048' },
      runs: { type: 'string', default: '5' },
      tokens: { type: 'string' },
      steps: { type: 'string', default: '8' },
      starts: { type: 'string', default: '3' },
      long: { type: 'boolean', default: false },
      'first-visit': { type: 'boolean', default: false },
      paging: { type: 'boolean', default: false },
      'answer-options': { type: 'boolean', default: false },
      architecture: { type: 'boolean', default: false },
      chat: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      'resume-tokens': { type: 'string', default: '4096' },
      'long-prompt': { type: 'string' },
      structured: { type: 'boolean', default: false },
      against: { type: 'string' },
      pairs: { type: 'string', default: '100' },
      compare: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  if (positionals.length > 0) {
    throw new Error(`"${positionals[0]}" is not an option: write --model FOLDER to name a model.`);
  }
  const { help: wantsHelp, node, long, paging, chat, resume, structured, against, compare, json } = values;
  const { architecture, contexts = architecture ? architectureContexts : allContexts } = values;
  const longPrompt = values['long-prompt'];
  if (longPrompt !== undefined && !node) throw new Error('--long-prompt measures in Node only: add --node.');
  if (structured && !node) throw new Error('--structured measures in Node only: add --node.');
  if (against !== undefined && !node) throw new Error('--against measures in Node only: add --node.');
  return {
    help: wantsHelp,
    node,
    model: parseModel(values.model, bundled),
    contexts: integers('contexts', contexts, architecture ? 1 : 0, 1_040_000),
    prompts: integers('prompts', values.prompts, 1, 1_000_000),
    runs: integer('runs', values.runs, 1, 1000),
    tokens: values.tokens === undefined ? undefined : integer('tokens', values.tokens, 2, 1024),
    steps: integer('steps', values.steps, 1, 64),
    starts: integer('starts', values.starts, 0, 100),
    long,
    firstVisit: values['first-visit'],
    paging,
    answerOptions: values['answer-options'],
    architecture,
    chat,
    resume,
    resumeTokens: integer('resume-tokens', values['resume-tokens'], 256, 30_000),
    longPrompt: longPrompt === undefined ? undefined : integer('long-prompt', longPrompt, 8192, 1_000_000),
    structured,
    against,
    pairs: integer('pairs', values.pairs, 1, 10_000),
    compare,
    json,
  };
}

function parseModel(model: string, bundled: string): BenchArguments['model'] {
  const isSize = model === 'm' || model === 'l' || model === 'xl' || model === 'lightning';
  if (isSize || isReleasedShape(model)) return { size: model };
  return { folder: model === 'nano' ? bundled : model };
}

function integers(option: string, text: string, minimum: number, maximum: number): number[] {
  return text.split(',').map((part) => integer(option, part, minimum, maximum));
}

function integer(option: string, text: string, minimum: number, maximum: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
  throw new Error(
    `--${option} has "${text}", expected a whole number from ${minimum} to ${maximum.toLocaleString('en')}.`,
  );
}
