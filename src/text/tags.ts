// The tags MiniMax-M1 writes around its thinking and its tool calls. A tokenizer may have each as one added token, or
// (the released one) spell it with several ordinary tokens.

export const THINK_OPEN = '<think>';
export const THINK_CLOSE = '</think>';
export const TOOL_CALLS_OPEN = '<tool_calls>';
export const TOOL_CALLS_CLOSE = '</tool_calls>';

/** Whether an answer to this prompt begins inside the thinking, because the template opened it. */
export function opensThinking(prompt: string): boolean {
  return prompt.trimEnd().endsWith(THINK_OPEN);
}
