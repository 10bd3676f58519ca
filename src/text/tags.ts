// The tags MiniMax-M1 writes around its thinking and its tool calls. A tokenizer may have each as one added token, or
// (the released one) spell it with several ordinary tokens.

export const THINK_OPEN = '<think>';
export const THINK_CLOSE = '</think>';
export const TOOL_CALLS_OPEN = '<tool_calls>';
export const TOOL_CALLS_CLOSE = '</tool_calls>';

export const TAGS: readonly string[] = [THINK_OPEN, THINK_CLOSE, TOOL_CALLS_OPEN, TOOL_CALLS_CLOSE];
