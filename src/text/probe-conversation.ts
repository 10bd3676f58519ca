// What a template leaves out of a conversation: the same conversation is rendered with a probe in the place of each string.

import type { ToolDefinition } from '../contract/messages.ts';
import type { Turn } from './read-messages.ts';
import { probe } from './template-writing.ts';

/** Something that was given, and the probes that stand for it. */
export interface Given {
  /** How an error names it. */
  name: string;
  /** What may help where it is left out. */
  advice: string;
  probes: string[];
  /** The turn it belongs to, where that is one with calls. */
  callingTurn?: number;
}

export interface ProbeConversation {
  turns: Turn[];
  tools: ToolDefinition[];
  given: Given[];
}

/** Thinking is not among what is looked for: templates may leave that of earlier turns out, as the model learnt it. */
export function probeConversation(
  turns: readonly Turn[],
  tools: readonly ToolDefinition[],
): ProbeConversation {
  const given: Given[] = [];
  let count = 0;
  const next = (probes: string[]): string => {
    const string = probe(count++);
    probes.push(string);
    return string;
  };
  const probeTurns = turns.map((turn, i): Turn => {
    const path = `messages[${i}]`;
    const calls = turn.role === 'assistant' ? turn.toolCalls : [];
    const callingTurn = calls.length > 0 ? { callingTurn: i } : {};
    const contentProbes: string[] = [];
    const content = turn.content.trim() === '' ? '' : next(contentProbes);
    given.push({
      name: `${path}, ${kinds[turn.role].name}`,
      advice: kinds[turn.role].advice,
      probes: contentProbes,
      ...callingTurn,
    });
    if (turn.role === 'tool') return { ...turn, ...caller, content, specialTokens: 'text' };
    if (turn.role !== 'assistant') return { ...turn, content, specialTokens: 'text' };
    const toolCalls = calls.map((call, j) => {
      const probes: string[] = [];
      const name = next(probes);
      const hasArguments = Object.keys(call.arguments).length > 0;
      const args = hasArguments ? { [next(probes)]: next(probes) } : {};
      given.push({
        name: `${path}.toolCalls[${j}]`,
        advice: 'this model makes no such calls',
        probes,
        ...callingTurn,
      });
      return { id: caller.toolCallId, name, arguments: args };
    });
    const thinking = turn.thinking === '' ? '' : 'Hm.';
    return { ...turn, content, thinking, toolCalls, specialTokens: 'text' };
  });
  const probeTools = tools.map((tool, i): ToolDefinition => {
    const probes: string[] = [];
    given.push({ name: `tools[${i}]`, advice: 'this model cannot be given tools', probes });
    return {
      name: next(probes),
      ...(tool.description !== undefined && { description: next(probes) }),
      ...(tool.parameters !== undefined && {
        parameters: { type: 'object', properties: { [next(probes)]: { type: 'string' } }, required: [] },
      }),
    };
  });
  return { turns: probeTurns, tools: probeTools, given };
}

/** Templates need not write these. */
const caller = { name: 'tool', toolCallId: 'call_00000000' };

const kinds: Record<Turn['role'], { name: string; advice: string }> = {
  system: { name: 'a system message', advice: 'put it first, or into a message of the user' },
  user: { name: 'a message of the user', advice: 'join it with another one' },
  assistant: { name: 'a turn of the assistant', advice: 'join it with another one' },
  tool: {
    name: 'the result of a tool',
    advice: 'this model cannot be given results; put it into a message of the user',
  },
};
