// How a model writes its tool calls: between which tags, as JSON or as XML. Detected from its chat template, which shows the
// model's own way in its instructions or in the calls of earlier turns.

import type { ToolDefinition } from '../contract/messages.ts';
import { readInvokes } from './invokes.ts';
import {
  CALL_LIST_OPEN,
  FUNCTION_CALL_CLOSE,
  FUNCTION_CALL_OPEN,
  INVOKES_CLOSE,
  INVOKES_OPEN,
  type Tag,
  THINK_CLOSE,
  TOOL_CALL_CLOSE,
  TOOL_CALL_OPEN,
  TOOL_CALLS_CLOSE,
  TOOL_CALLS_OPEN,
} from './tags.ts';
import { type BlockPiece, readToolCalls } from './tool-calls.ts';

export interface CallSyntax {
  /** The opening tags of blocks of calls, with their closing tags. A block without one goes on to the end of the answer. */
  readonly blocks: ReadonlyMap<Tag, Tag | undefined>;
  /** JSON in blocks, one block per call, a JSON list, or XML. */
  readonly style: 'lines' | 'blocks' | 'list' | 'invokes';
  /** Whether the template writes a new line before each block, which is no part of the text. */
  readonly onNewLine: boolean;
}

/** MiniMax-M1 and MiniMax-Text-01: also what models are asked for whose templates take no tools. */
export const jsonLines: CallSyntax = {
  blocks: new Map<Tag, Tag>([
    [TOOL_CALLS_OPEN, TOOL_CALLS_CLOSE],
    [FUNCTION_CALL_OPEN, FUNCTION_CALL_CLOSE],
  ]),
  style: 'lines',
  onNewLine: false,
};

const formats: readonly CallSyntax[] = [
  jsonLines,
  { blocks: new Map([[INVOKES_OPEN, INVOKES_CLOSE]]), style: 'invokes', onNewLine: true },
  { blocks: new Map([[TOOL_CALL_OPEN, TOOL_CALL_CLOSE]]), style: 'blocks', onNewLine: true },
  { blocks: new Map([[CALL_LIST_OPEN, undefined]]), style: 'list', onNewLine: false },
];

/** The format whose opening tag is in the source of a template; that of MiniMax-M1 if there is none. */
export function detectCallSyntax(templateSource: string): CallSyntax {
  const isIn = ({ blocks }: CallSyntax): boolean =>
    [...blocks.keys()].some((tag) => templateSource.includes(tag));
  return formats.find(isIn) ?? jsonLines;
}

/** All tags of a format. */
export function tagsOf({ blocks }: CallSyntax): Tag[] {
  return [...blocks].flat().filter((tag) => tag !== undefined);
}

/** Whether the template writes a new line before a tag, which is no part of the text. In thinking, calls are text. */
export function isOnNewLine({ blocks, onNewLine }: CallSyntax, tag: Tag, inThinking: boolean): boolean {
  return tag === THINK_CLOSE || (onNewLine && !inThinking && blocks.has(tag));
}

/** Reads a block: its opening tag, its body, and its closing tag ('' if it is missing). `tools` tell the types of arguments. */
export function readBlock(
  { style }: CallSyntax,
  open: string,
  body: string,
  close: string,
  tools: readonly ToolDefinition[],
): BlockPiece[] {
  return style === 'invokes' ? readInvokes(open, body, close, tools) : readToolCalls(open, body, close);
}
