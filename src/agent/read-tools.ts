// Checks the options of runTools.

import type { GenerateOptions } from '../contract/generate.ts';
import type { ToolDefinition } from '../contract/messages.ts';
import type { RunnableTool, RunToolsOptions } from '../contract/tools.ts';
import { show } from '../errors.ts';
import {
  checkFields,
  checkSignal,
  copyPlainData,
  invalidArgument,
  refuseOption,
} from '../text/plain-data.ts';
import { Tool } from './tool.ts';

const DEFAULT_MAX_ROUNDS = 8;

export interface CheckedToolRun {
  tools: ReadonlyMap<string, Tool>;
  /** The tools as the model is told of them. */
  definitions: ToolDefinition[];
  maxRounds: number;
  timeoutMs: number | undefined;
  toolTimeoutMs: number | undefined;
  signal: AbortSignal | undefined;
  /** For every round; checked by the model. */
  options: Omit<GenerateOptions, 'tools' | 'signal' | 'n'>;
}

/** @throws PocketM1Error `invalid-argument` naming the option or tool. */
export function readToolRun(given: RunToolsOptions): CheckedToolRun {
  if (typeof given !== 'object' || given === null) {
    throw invalidArgument('runTools: the options', `are ${show(given)}, expected { tools }`);
  }
  const { tools, maxRounds, timeoutMs, toolTimeoutMs, signal, ...options } = given;
  if (typeof tools !== 'object' || tools === null || Array.isArray(tools)) {
    throw invalidArgument(
      'tools',
      `is ${show(tools)}, expected tools by their names: { name: { description, schema, run } }`,
    );
  }
  const n: unknown = (options as { n?: unknown }).n ?? 1;
  if (n !== 1) {
    throw invalidArgument('n', `is ${show(n)}, but each round continues with one answer: leave it out`);
  }
  const read = Object.entries(tools).map(([name, tool]) => readTool(name, tool));
  return {
    tools: new Map(read.map((tool) => [tool.definition.name, tool])),
    definitions: read.map(({ definition }) => definition),
    maxRounds: readLimit('maxRounds', maxRounds) ?? DEFAULT_MAX_ROUNDS,
    timeoutMs: readLimit('timeoutMs', timeoutMs),
    toolTimeoutMs: readLimit('toolTimeoutMs', toolTimeoutMs),
    signal: signal ? checkSignal(signal) : undefined,
    options,
  };
}

function readTool(name: string, given: RunnableTool): Tool {
  const path = `tools.${name}`;
  if (typeof given !== 'object' || given === null) {
    throw invalidArgument(path, `is ${show(given)}, expected { description, schema, run }`);
  }
  checkFields(given, path, {
    kind: 'field',
    names: ['description', 'schema', 'strict', 'run'],
    otherNames: {
      parameters: 'schema',
      inputschema: 'schema',
      execute: 'run',
      function: 'run',
      handler: 'run',
      name: 'The name of a tool is its key in tools.',
    },
  });
  const { description, schema, strict } = given;
  if (typeof given.run !== 'function') {
    throw invalidArgument(`${path}.run`, `is ${show(given.run)}, expected a function`);
  }
  if (description !== undefined && description !== null && typeof description !== 'string') {
    throw invalidArgument(`${path}.description`, `is ${show(description)}, expected a string`);
  }
  if (strict !== undefined && strict !== null && typeof strict !== 'boolean') {
    throw invalidArgument(`${path}.strict`, `is ${show(strict)}, expected true or false`);
  }
  const parameters = copyPlainData(schema ?? null, `${path}.schema`);
  if (parameters !== null && (typeof parameters !== 'object' || Array.isArray(parameters))) {
    throw invalidArgument(`${path}.schema`, `is ${show(schema)}, expected a JSON schema`);
  }
  const definition: ToolDefinition = {
    name,
    ...(description && { description }),
    ...(parameters && { parameters }),
    ...(typeof strict === 'boolean' && { strict }),
  };
  // Called on the given object, which may be of a class.
  return new Tool(definition, (args, call) => given.run(args, call), path);
}

/** Timers take no more than 31 bits. */
function readLimit(option: string, value: number | null | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (!(Number.isInteger(value) && value > 0 && value < 2 ** 31)) {
    refuseOption(option, value, 'a whole number above 0');
  }
  return value;
}
