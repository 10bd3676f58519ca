// One tool: checks the arguments of a call, and runs it. Whatever goes wrong in it is a result for the model.

import { Validator } from '@cfworker/json-schema';
import { abortable } from '../async.ts';
import type { ToolCall, ToolDefinition } from '../contract/messages.ts';
import type { RunnableTool, ToolContext } from '../contract/tools.ts';
import { withFullStop } from '../errors.ts';
import { invalidArgument } from '../text/plain-data.ts';

export interface ToolResult {
  content: string;
  isError: boolean;
}

export class Tool {
  readonly definition: ToolDefinition;
  readonly #run: RunnableTool['run'];
  readonly #path: string;
  readonly #validator: Validator | undefined;

  /**
   * `path` names the tool in errors.
   * @throws PocketM1Error `invalid-argument` for a schema that cannot be used.
   */
  constructor(definition: ToolDefinition, run: RunnableTool['run'], path: string) {
    this.definition = definition;
    this.#run = run;
    this.#path = path;
    if (!definition.parameters) return;
    // The first fault is enough for the model.
    this.#validator = this.#withSchema(() => new Validator(definition.parameters!, '2020-12', true));
    this.#faultOf({});
  }

  /**
   * A call that takes longer than `timeoutMs` is an error for the model.
   * @throws The reason of `stop`; PocketM1Error `invalid-argument` where the schema turns out to be no use.
   */
  async call(
    { id, arguments: args }: ToolCall,
    { round, stop, timeoutMs }: { round: number; stop: AbortSignal; timeoutMs: number | undefined },
  ): Promise<ToolResult> {
    const fault = this.#faultOf(args);
    if (fault !== undefined) return errorResult(fault);
    const limit = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
    const signal = limit ? AbortSignal.any([stop, limit]) : stop;
    try {
      const value = await abortable(this.#start(args, { id, round, signal }), signal);
      return {
        content: typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null'),
        isError: false,
      };
    } catch (error) {
      stop.throwIfAborted();
      if (limit?.aborted) return errorResult(`The tool gave no result within ${timeoutMs} ms.`);
      return errorResult(messageOf(error));
    }
  }

  /** A copy of the arguments, because they stay in the conversation as the model gave them. */
  async #start(args: ToolCall['arguments'], context: ToolContext): Promise<unknown> {
    return this.#run(structuredClone(args), context);
  }

  #withSchema<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw invalidArgument(`${this.#path}.schema`, `cannot be used: ${messageOf(cause)}`, cause);
    }
  }

  #faultOf(args: ToolCall['arguments']): string | undefined {
    const fault = this.#withSchema(() => this.#validator?.validate(args).errors.at(-1));
    if (!fault) return undefined;
    const { instanceLocation, error } = fault;
    const place = instanceLocation === '#' ? '' : ` at ${instanceLocation.slice(2)}`;
    return `The arguments do not match the schema${place}: ${withFullStop(error)}`;
  }
}

export function errorResult(message: string): ToolResult {
  return { content: `Error: ${message}`, isError: true };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
