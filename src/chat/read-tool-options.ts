// Checks the options about tools before the request is queued. Schemas are compiled when its turn comes.

import type { GenerateOptions, ToolChoice } from '../contract/generate.ts';
import type { ToolDefinition } from '../contract/messages.ts';
import { copyPlainData, invalidArgument, refuseOption } from '../text/plain-data.ts';
import { readTools } from '../text/read-messages.ts';

export interface ToolOptions {
  tools: ToolDefinition[];
  toolChoice: ToolChoice;
  parallelToolCalls: boolean;
}

/** @throws PocketM1Error `invalid-argument` naming the option, its value and what is expected. */
export function readToolOptions(
  options: Pick<GenerateOptions, 'tools' | 'toolChoice' | 'parallelToolCalls' | 'ignoreEos'>,
): ToolOptions {
  const tools = readTools(options.tools);
  const parallelToolCalls = options.parallelToolCalls ?? true;
  if (typeof parallelToolCalls !== 'boolean') {
    refuseOption('parallelToolCalls', parallelToolCalls, 'true or false');
  }
  const toolChoice = readToolChoice(options.toolChoice, tools);
  if (options.ignoreEos === true && toolChoice !== 'auto' && toolChoice !== 'none') {
    throw invalidArgument(
      'toolChoice',
      'cannot be combined with ignoreEos, because an answer ends after its calls',
    );
  }
  return { tools, toolChoice, parallelToolCalls };
}

function readToolChoice(given: unknown, tools: readonly ToolDefinition[]): ToolChoice {
  const choice = copyPlainData(given ?? 'auto', 'toolChoice');
  if (choice === 'auto' || choice === 'none') return choice;
  if (tools.length === 0) refuseOption('toolChoice', given, '"auto" or "none" where there are no tools');
  if (choice === 'required') return choice;
  const name = nameOfTool(choice);
  if (name === undefined) refuseOption('toolChoice', given, '"auto", "none", "required" or { name }');
  if (tools.some((tool) => tool.name === name)) return { name };
  return refuseOption('toolChoice', given, `one of the tools ${tools.map((tool) => tool.name).join(', ')}`);
}

/** With or without OpenAI's wrapper. */
function nameOfTool(choice: unknown): string | undefined {
  if (typeof choice !== 'object' || choice === null) return undefined;
  const { name, function: wrapped, type, ...others } = choice as Record<string, unknown>;
  if (Object.keys(others).length > 0 || (type !== undefined && type !== 'function')) return undefined;
  const found = wrapped === undefined ? name : (wrapped as { name?: unknown } | null)?.name;
  return typeof found === 'string' ? found : undefined;
}
