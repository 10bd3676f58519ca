// The tags MiniMax-M1 writes around its thinking and its tool calls, and MiniMax-Text-01 around its own. A tokenizer may have
// each as one added token, or (the released one) spell it with several ordinary tokens.

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

/** The tags that open blocks of calls, with those that close them. */
export const closingTags: ReadonlyMap<Tag, Tag> = new Map([
  [TOOL_CALLS_OPEN, TOOL_CALLS_CLOSE],
  [FUNCTION_CALL_OPEN, FUNCTION_CALL_CLOSE],
]);
export const blockTags: readonly Tag[] = [...closingTags.keys()];
