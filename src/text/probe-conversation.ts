// Replaces each string of a conversation by a probe, so that rendering it shows what a template leaves out.

import type { ToolDefinition } from '../contract/messages.ts';
import type { Turn } from './read-messages.ts';
import { probe } from './template-writing.ts';

/** A part of the conversation, and the probes that replace its strings. */
export interface Given {
  /** Its name in errors. */
  name: string;
  /** What to do if the template leaves it out. */
  advice: string;
  probes: string[];
  /** Index of its turn, if that turn has calls. */
  callingTurn?: number;
}

export interface ProbeConversation {
  turns: Turn[];
  tools: ToolDefinition[];
  given: Given[];
}

/** Thinking has no probe, because templates may leave out the thinking of earlier turns, as in training. */
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
    if (turn.role !== 'assistant') return { role: turn.role, content, specialTokens: 'text' };
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
    given.push({ name: `tools[${i}]`, advice: 'this model takes no tools', probes });
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

/** Not probes, because templates need not write these. */
const caller = { name: 'tool', toolCallId: 'call_00000000' };

const kinds: Record<Turn['role'], { name: string; advice: string }> = {
  system: { name: 'a system message', advice: 'put it first, or into a user message' },
  user: { name: 'a user message', advice: 'join it with another one' },
  assistant: { name: 'an assistant message', advice: 'join it with another one' },
  tool: {
    name: 'the result of a tool',
    advice: 'this model takes no results; put it into a user message',
  },
};
