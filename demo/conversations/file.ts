// Conversations as files: JSON, which can be imported again, and Markdown, to read.

import type { Message } from '../../src/index.ts';
import { parseExactJson, writeExactJson } from '../../src/text/exact-json.ts';
import { strings } from '../strings.ts';
import type { BranchMetadata } from './branches.ts';
import { textOf } from './store.ts';

const FORMAT = 'pocket-m1 conversation 1';

/** A branch as a file has it. */
export interface FiledBranch {
  name: string;
  parent?: BranchMetadata['parent'];
  /** As the metadata has it; files of earlier versions do not. */
  created?: number;
  cutAt?: number;
  messages: readonly Message[];
}

export interface FiledConversation {
  title: string;
  /** The one to be shown comes first. */
  branches: readonly FiledBranch[];
}

export function conversationToJson({ title, branches }: FiledConversation): string {
  return writeExactJson({ format: FORMAT, title, branches }, 2);
}

/** Checks everything but the messages, which the session that takes them checks. @throws Error saying what is wrong. */
export function conversationFromJson(json: string): FiledConversation {
  let file: Record<string, unknown>;
  try {
    file = parseExactJson(json) as Record<string, unknown>;
  } catch {
    throw new Error(strings.notJson);
  }
  const branches = file?.branches;
  const isNamed = file?.format === FORMAT && typeof file.title === 'string';
  if (!isNamed || !Array.isArray(branches) || branches.length === 0) {
    throw new Error(strings.notAConversation);
  }
  const isNumber = (given: unknown): boolean => given === undefined || Number.isFinite(given);
  const isBranch = ({ name, messages, parent, created, cutAt }: Record<string, unknown>): boolean =>
    typeof name === 'string' &&
    Array.isArray(messages) &&
    ['object', 'undefined'].includes(typeof parent) &&
    isNumber(created) &&
    isNumber(cutAt);
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
      ({ name, arguments: args }) => `> ${strings.toolCall}: \`${name} ${writeExactJson(args)}\``,
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
