// The tags around thinking and tool calls of MiniMax-M1, and around calls of MiniMax-Text-01. A tokenizer may have a tag as
// one added token, or spell it with several ordinary tokens, as the released one does.

export const THINK_OPEN = '<think>';
export const THINK_CLOSE = '</think>';
export const TOOL_CALLS_OPEN = '<tool_calls>';
export const TOOL_CALLS_CLOSE = '</tool_calls>';
export const FUNCTION_CALL_OPEN = '<function_call>';
export const FUNCTION_CALL_CLOSE = '</function_call>';

export type Tag =
  | typeof THINK_OPEN
  | typeof THINK_CLOSE
  | typeof TOOL_CALLS_OPEN
  | typeof TOOL_CALLS_CLOSE
  | typeof FUNCTION_CALL_OPEN
  | typeof FUNCTION_CALL_CLOSE;

export const TAGS: readonly Tag[] = [
  THINK_OPEN,
  THINK_CLOSE,
  TOOL_CALLS_OPEN,
  TOOL_CALLS_CLOSE,
  FUNCTION_CALL_OPEN,
  FUNCTION_CALL_CLOSE,
];

/** Opening to closing tag of blocks of calls. */
export const closingTags: ReadonlyMap<Tag, Tag> = new Map([
  [TOOL_CALLS_OPEN, TOOL_CALLS_CLOSE],
  [FUNCTION_CALL_OPEN, FUNCTION_CALL_CLOSE],
]);
export const blockTags: readonly Tag[] = [...closingTags.keys()];
