// Writes tools into a system message, in the words of the released M1's template, for models whose templates take no tools.

import type { ToolDefinition } from '../contract/messages.ts';
import type { Conversation } from './compiled-template.ts';
import { writeData } from './plain-data.ts';
import type { Turn } from './read-messages.ts';
import { TOOL_CALLS_CLOSE, TOOL_CALLS_OPEN } from './tags.ts';

/** Moves the tools of a conversation to the end of its first system message, or to a new one. */
export function withToolsAsText({ turns, tools, ...rest }: Conversation): Conversation {
  const text = toolsText(tools);
  const [first, ...others] = turns;
  // Tools are text, so they do not join a message whose special tokens are structure.
  const joins = first?.role === 'system' && first.specialTokens === 'text';
  const system: Turn = {
    role: 'system',
    content: joins ? `${first.content}\n\n${text}` : text,
    specialTokens: 'text',
  };
  return { turns: [system, ...(joins ? others : turns)], tools: [], ...rest };
}

function toolsText(tools: readonly ToolDefinition[]): string {
  const lines = tools.map((tool) => writeData({ ...tool }));
  return `You are provided with these tools:
<tools>
${lines.join('\n')}
</tools>

If you need to call tools, please respond with ${TOOL_CALLS_OPEN}${TOOL_CALLS_CLOSE} XML tags, and provide tool-name and json-object of arguments, following the format below:
${TOOL_CALLS_OPEN}
{'name': <tool-name-1>, 'arguments': <args-json-object-1>}
...
${TOOL_CALLS_CLOSE}`;
}
