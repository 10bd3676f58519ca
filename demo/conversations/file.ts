// Conversations as files: JSON, which can be imported again, and Markdown, to read.

import type { Message } from '../../src/index.ts';
import { strings } from '../strings.ts';
import type { BranchMetadata } from './branches.ts';
import { textOf } from './store.ts';

const FORMAT = 'pocket-m1 conversation 1';

/** A branch as a file has it. */
export interface FiledBranch {
  name: string;
  parent?: BranchMetadata['parent'];
  messages: readonly Message[];
}

export interface FiledConversation {
  title: string;
  /** The one to be shown comes first. */
  branches: readonly FiledBranch[];
}

export function conversationToJson({ title, branches }: FiledConversation): string {
  // Integers of calls that no number holds exactly.
  const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
  return JSON.stringify({ format: FORMAT, title, branches }, plain, 2);
}

/** Checks everything but the messages, which the session that takes them checks. @throws Error saying what is wrong. */
export function conversationFromJson(json: string): FiledConversation {
  let file: Record<string, unknown>;
  try {
    file = JSON.parse(json);
  } catch {
    throw new Error(strings.notJson);
  }
  const branches = file?.branches;
  const isNamed = file?.format === FORMAT && typeof file.title === 'string';
  if (!isNamed || !Array.isArray(branches) || branches.length === 0) {
    throw new Error(strings.notAConversation);
  }
  const isBranch = ({ name, messages, parent }: Record<string, unknown>): boolean =>
    typeof name === 'string' && Array.isArray(messages) && ['object', 'undefined'].includes(typeof parent);
  if (!branches.every((branch) => isBranch(branch ?? {}))) throw new Error(strings.notAConversation);
  return { title: String(file.title), branches };
}

export function conversationToMarkdown(title: string, messages: readonly Message[]): string {
  const turns = messages.flatMap((message) => {
    const text = textOf(message);
    if (message.role === 'user') return [`## ${strings.youHeading}\n\n${text}`];
    if (message.role === 'system') return [`## ${strings.systemHeading}\n\n${text}`];
    if (message.role === 'tool') return [`> ${strings.toolResult}: \`${text}\``];
    const calls = (message.toolCalls ?? []).map(
      ({ name, arguments: args }) => `> ${strings.toolCall}: \`${name} ${JSON.stringify(args)}\``,
    );
    return [`## ${strings.modelHeading}`, ...(text === '' ? [] : [text]), ...calls];
  });
  return `${[`# ${title}`, ...turns].join('\n\n')}\n`;
}

/** Hands a file to the visitor. */
export function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim() || 'conversation';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
