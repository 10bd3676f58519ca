// The tags around thinking, and around tool calls of the models that this library knows. A tokenizer may have a tag as one
// added token, or spell it with several ordinary tokens, as that of MiniMax-M1 does.

export const THINK_OPEN = '<think>';
export const THINK_CLOSE = '</think>';
/** MiniMax-M1 */
export const TOOL_CALLS_OPEN = '<tool_calls>';
export const TOOL_CALLS_CLOSE = '</tool_calls>';
/** MiniMax-Text-01 */
export const FUNCTION_CALL_OPEN = '<function_call>';
export const FUNCTION_CALL_CLOSE = '</function_call>';
/** Hermes, Qwen */
export const TOOL_CALL_OPEN = '<tool_call>';
export const TOOL_CALL_CLOSE = '</tool_call>';
/** MiniMax-M2 */
export const INVOKES_OPEN = '<minimax:tool_call>';
export const INVOKES_CLOSE = '</minimax:tool_call>';
/** Granite; nothing closes it. */
export const CALL_LIST_OPEN = '<|tool_call|>';

export const TAGS = [
  THINK_OPEN,
  THINK_CLOSE,
  TOOL_CALLS_OPEN,
  TOOL_CALLS_CLOSE,
  FUNCTION_CALL_OPEN,
  FUNCTION_CALL_CLOSE,
  TOOL_CALL_OPEN,
  TOOL_CALL_CLOSE,
  INVOKES_OPEN,
  INVOKES_CLOSE,
  CALL_LIST_OPEN,
] as const;

export type Tag = (typeof TAGS)[number];

/** A tag around calls, of any model. */
export const callTags = /<\/?(?:tool_calls?|function_call|minimax:tool_call)>|<\|tool_call\|>/g;

/** The tags that open calls, of any model. */
export const blockTags: readonly Tag[] = [
  TOOL_CALLS_OPEN,
  FUNCTION_CALL_OPEN,
  TOOL_CALL_OPEN,
  INVOKES_OPEN,
  CALL_LIST_OPEN,
];
