// Scripted conversations: the model answers each turn after its own earlier answers. A reply is right when it contains the
// expected texts and none that contradict the conversation.

import type { ChatPipeline } from '../../src/chat/answer.ts';
import type { Message } from '../../src/contract/messages.ts';
import { answerTo } from './answers.ts';
import type { FinishReason } from './grading.ts';

export interface ScriptedTurn {
  says: string;
  /** The reply must contain one text of each group. */
  expects: string[][];
  /** The reply must contain none of these. */
  bans: string[];
}

export interface ScriptedConversation {
  kind: string;
  turns: ScriptedTurn[];
}

export interface HeldTurn {
  says: string;
  text: string;
  finishReason: FinishReason;
  /** Groups of which the reply contains no text. */
  missing: string[][];
  /** The banned texts in the reply. */
  banned: string[];
  passed: boolean;
}

export interface HeldConversation {
  kind: string;
  turns: HeldTurn[];
  /** Whether every turn passed. */
  solved: boolean;
}

/** Maximum tokens of a reply, including the thinking. */
export const replyTokens = 192;

/** @throws Error naming the file and the first invalid line, or if there is no line. */
export function parseConversations(jsonl: string, file: string): ScriptedConversation[] {
  if (jsonl.trim() === '') throw new Error(`${file} is empty: write it with training/conversations.py.`);
  return jsonl.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const where = `${file}, line ${i + 1}`;
    let row: ScriptedConversation;
    try {
      row = JSON.parse(line);
    } catch {
      throw new Error(`${where} is not JSON.`);
    }
    const isTurn = ({ says, expects, bans }: ScriptedTurn): boolean =>
      typeof says === 'string' && Array.isArray(expects) && Array.isArray(bans);
    if (typeof row.kind !== 'string' || !Array.isArray(row.turns) || !row.turns.every(isTurn)) {
      throw new Error(`${where} needs a kind, and turns that have says, expects and bans.`);
    }
    return [row];
  });
}

/** The first `count`, with each kind's share as in the file. */
export function chooseConversations(
  conversations: readonly ScriptedConversation[],
  count: number,
): ScriptedConversation[] {
  const kinds = [...new Set(conversations.map(({ kind }) => kind))];
  return kinds.flatMap((name) => {
    const ofKind = conversations.filter(({ kind }) => kind === name);
    return ofKind.slice(0, Math.ceil((count * ofKind.length) / conversations.length));
  });
}

/** Whether a text contains another as whole words, ignoring case. */
export function says(text: string, wanted: string): boolean {
  const words = (each: string): string =>
    ` ${(each.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  return words(text).includes(words(wanted));
}

export function gradeReply(
  { says: said, expects, bans }: ScriptedTurn,
  { text, finishReason }: Pick<HeldTurn, 'text' | 'finishReason'>,
): HeldTurn {
  const missing = expects.filter((group) => !group.some((wanted) => says(text, wanted)));
  const banned = bans.filter((unwanted) => says(text, unwanted));
  const passed = finishReason === 'stop' && text.trim() !== '' && missing.length === 0 && banned.length === 0;
  return { says: said, text, finishReason, missing, banned, passed };
}

/** Runs one conversation after the other, and yields each as soon as it ends. */
export async function* holdConversations(
  model: ChatPipeline,
  conversations: readonly ScriptedConversation[],
): AsyncGenerator<HeldConversation, void, undefined> {
  for (const { kind, turns } of conversations) {
    const messages: Message[] = [];
    const held: HeldTurn[] = [];
    for (const turn of turns) {
      messages.push({ role: 'user', content: turn.says });
      const { text, finishReason } = await answerTo(model, messages, { maxTokens: replyTokens });
      held.push(gradeReply(turn, { text, finishReason }));
      messages.push({ role: 'assistant', content: text });
    }
    yield { kind, turns: held, solved: held.every(({ passed }) => passed) };
  }
}
