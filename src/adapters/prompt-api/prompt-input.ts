// What the Prompt API takes as a prompt, as messages and options of the library.

import type { Message, ToolDefinition } from '../../contract/messages.ts';
import type { ResponseFormat } from '../../contract/response-format.ts';
import { show } from '../../errors.ts';

/** Text, or an image or sound, which no model of the library reads. */
export interface PromptContent {
  /** Only 'text' is supported. */
  type: 'text' | 'image' | 'audio';
  /** The text. */
  value: unknown;
}

/** A message of a prompt. */
export interface PromptMessage {
  /** 'system' only in the first of `initialPrompts`. */
  role: 'system' | 'user' | 'assistant';
  /** Text, or a list of texts. */
  content: string | readonly PromptContent[];
  /** Of the last message, an assistant's: the answer continues it. */
  prefix?: boolean;
}

/** A user's text, or messages. */
export type PromptInput = string | readonly PromptMessage[];

/** A function that the model may call. */
export interface PromptTool {
  /** The name that the model calls. */
  name: string;
  /** What it does: the model chooses by it. */
  description: string;
  /** JSON schema of the arguments. */
  inputSchema: object;
  /** Runs a call. Returns the result for the model, or a promise of it. */
  execute(args: Record<string, unknown>): unknown;
}

/** A kind of content. */
export interface ExpectedContent {
  /** Only 'text' is available. */
  type: 'text' | 'image' | 'audio';
  /** Has no effect. */
  languages?: readonly string[];
}

/** Where the input is: only the first message of a session is a system's, and only a prompt's last is continued. */
export interface InputPlace {
  maySystem: boolean;
  mayPrefix: boolean;
}

/** @throws TypeError for what is no prompt, and `NotSupportedError` for images and sound. */
export function readInput(input: PromptInput, place: InputPlace): Message[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  if (!Array.isArray(input) || input.length === 0) {
    throw new TypeError(`The prompt is ${show(input)}, expected a text or a list of messages.`);
  }
  return input.map((message: PromptMessage, i) => {
    const { role, content, prefix = false } = message;
    if (role !== 'user' && role !== 'assistant' && !(role === 'system' && place.maySystem && i === 0)) {
      throw new TypeError(
        role === 'system'
          ? 'A system message is the first of initialPrompts.'
          : `The role is ${show(role)}, expected "system", "user" or "assistant".`,
      );
    }
    const isLast = i === input.length - 1;
    if (prefix && !(place.mayPrefix && isLast && role === 'assistant')) {
      throw new TypeError("Only the last message of a prompt has a prefix, and only an assistant's.");
    }
    if (place.mayPrefix && isLast && role === 'assistant' && !prefix) {
      throw new TypeError("A prompt that ends with an assistant's message needs its prefix: true.");
    }
    return { role, content: textOf(content) };
  });
}

function textOf(content: PromptMessage['content']): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content))
    throw new TypeError(`The content is ${show(content)}, expected a text or a list.`);
  return content
    .map(({ type, value }: PromptContent) => {
      if (type !== 'text')
        throw notSupported(`The model reads text, but a part is of the type ${show(type)}.`);
      if (typeof value !== 'string') throw new TypeError(`A part of text is ${show(value)}.`);
      return value;
    })
    .join('');
}

export function readTools(tools: readonly PromptTool[]): ToolDefinition[] {
  return tools.map(({ name, description, inputSchema, execute }) => {
    if (typeof execute !== 'function') throw new TypeError(`The tool ${show(name)} has no function execute.`);
    return { name, description, parameters: inputSchema as Record<string, unknown> };
  });
}

/** @throws DOMException `NotSupportedError` for flags that change what a pattern matches. */
export function formatOf(constraint: Record<string, unknown> | RegExp): ResponseFormat {
  if (!(constraint instanceof RegExp)) return { type: 'json_schema', schema: constraint };
  if (/[imsv]/.test(constraint.flags)) {
    throw notSupported(`responseConstraint is ${constraint}, whose flags i, m, s and v are not supported.`);
  }
  return { type: 'regex', pattern: constraint.source };
}

/** Whether the model reads and writes only what it can. */
export function isTextOnly(expected: readonly (readonly ExpectedContent[] | undefined)[]): boolean {
  return expected.flatMap((list) => list ?? []).every(({ type }) => type === 'text');
}

export function notSupported(message: string): DOMException {
  return new DOMException(message, 'NotSupportedError');
}
