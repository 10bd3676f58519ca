// The problems: the format of problems.jsonl, and the choice of problems.

import type { Message, ParsedToolCall, Tool } from '../../src/contract/messages.ts';

export interface Problem {
  task: string;
  /** The conversation before the graded turn. */
  messages: Message[];
  tools: Tool[];
  /** Whether the worked answer has a thought. */
  thinks: boolean;
  /** Held out of training. Small sets of questions cannot be, because training must show all of them. */
  heldOut: boolean;
  /** Whether its wording was held out of training, in problems that compare wordings. */
  heldOutWording?: boolean;
  answer: string;
  /** The expected calls; if there are any, they are graded and the text is not. */
  toolCalls: ParsedToolCall[];
}

/** A line of the file, with the names of the Python code that wrote it. */
interface Row {
  task: string;
  messages: RowMessage[];
  tools?: Tool[];
  think?: string;
  answer: string;
  toolCalls?: ParsedToolCall[];
  heldOut: boolean;
  heldOutWording?: boolean;
}

interface RowMessage {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content: string;
  name?: string;
  think?: string;
  tool_calls?: ParsedToolCall[];
}

/** @throws Error naming the file and the first invalid line, or if there is no line. */
export function parseProblems(jsonl: string, file: string): Problem[] {
  if (jsonl.trim() === '') throw new Error(`${file} is empty: write it with training/problems.py.`);
  return jsonl.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const where = `${file}, line ${i + 1}`;
    let row: Row;
    try {
      row = JSON.parse(line);
    } catch {
      throw new Error(`${where} is not JSON.`);
    }
    const { task, messages, tools = [], think, answer, toolCalls = [], heldOut, heldOutWording } = row;
    if (typeof task !== 'string' || typeof answer !== 'string' || !Array.isArray(messages)) {
      throw new Error(`${where} needs a task, messages and an answer.`);
    }
    return [
      {
        task,
        messages: messages.map(toMessage),
        tools,
        thinks: think !== undefined,
        heldOut: heldOut === true,
        ...(heldOutWording !== undefined && { heldOutWording }),
        answer,
        toolCalls,
      },
    ];
  });
}

/**
 * The first `count` problems of each task of the requested kind, of the named tasks or of all.
 * @throws Error if a named task has no problem.
 */
export function chooseProblems(
  problems: readonly Problem[],
  count: number,
  tasks?: readonly string[],
  isWanted: (problem: Problem) => boolean = () => true,
): Problem[] {
  const known = [...new Set(problems.map(({ task }) => task))];
  const unknown = tasks?.find((task) => !known.includes(task));
  if (unknown !== undefined) {
    throw new Error(`There is no problem of the task "${unknown}", only of ${known.join(', ')}.`);
  }
  const wanted = problems.filter(isWanted);
  return (tasks ?? known).flatMap((name) => wanted.filter(({ task }) => task === name).slice(0, count));
}

function toMessage({ role, content, name = '', think, tool_calls: toolCalls }: RowMessage): Message {
  if (role === 'tool') return { role, name, content };
  if (role !== 'assistant') return { role, content };
  return { role, content, ...(think !== undefined && { thinking: think }), ...(toolCalls && { toolCalls }) };
}
