// How a model writes its tool calls: between which tags, as JSON or as XML. Detected from its chat template, which shows the
// model's own way in its instructions or in the calls of earlier turns.

import type { ToolDefinition } from '../contract/messages.ts';
import { type CallTag, readInvokes } from './invokes.ts';
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
  /** A block with a call on each line, one block per call, or a JSON list. */
  readonly style: 'lines' | 'blocks' | 'list';
  /** The tag of calls in XML; undefined where they are JSON. */
  readonly callTag?: CallTag;
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

/** Hermes and Qwen: with `<function=` in them, the calls are XML. */
const toolCallBlocks = new Map<Tag, Tag>([[TOOL_CALL_OPEN, TOOL_CALL_CLOSE]]);

const formats: readonly CallSyntax[] = [
  jsonLines,
  { blocks: new Map([[INVOKES_OPEN, INVOKES_CLOSE]]), style: 'lines', callTag: 'invoke', onNewLine: true },
  { blocks: toolCallBlocks, style: 'blocks', callTag: 'function', onNewLine: true },
  { blocks: toolCallBlocks, style: 'blocks', onNewLine: true },
  { blocks: new Map([[CALL_LIST_OPEN, undefined]]), style: 'list', onNewLine: false },
];

/** The format whose opening tag is in the source of a template; that of MiniMax-M1 if there is none. */
export function detectCallSyntax(templateSource: string): CallSyntax {
  return formats.find((format) => isIn(format, templateSource)) ?? jsonLines;
}

/** Whether the source of a template shows calls as MiniMax-M1 and MiniMax-Text-01 write them. */
export function hasJsonLines(templateSource: string): boolean {
  return isIn(jsonLines, templateSource);
}

function isIn({ blocks, callTag }: CallSyntax, source: string): boolean {
  const hasTag = [...blocks.keys()].some((tag) => source.includes(tag));
  return hasTag && (callTag !== 'function' || source.includes('<function='));
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
  { callTag }: CallSyntax,
  open: string,
  body: string,
  close: string,
  tools: readonly ToolDefinition[],
): BlockPiece[] {
  return callTag ? readInvokes(open, body, close, tools, callTag) : readToolCalls(open, body, close);
}
