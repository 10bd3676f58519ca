// Conversations and their branches, as the metadata of saved sessions describes them. Each branch is a session of its own; one that
// an edit or another answer began says from which session it was forked, and at which message.

import type { Message, SavedSession } from '../../src/index.ts';

export interface BranchMetadata {
  /** Shared by all branches of a conversation. */
  conversation: string;
  title: string;
  pinned: boolean;
  /** When the branch began, in milliseconds since 1970. */
  created: number;
  /** The session from which it was forked, and how many messages the two share. Absent for the first branch. */
  parent?: { name: string; at: number };
  /** With this many messages, the last answer is not complete: it was stopped or cut. */
  cutAt?: number;
  /** An answer of a server that was not complete when this was stored, with its question, and how many messages are before them. */
  unfinished?: { at: number; messages: Message[] };
  /** When the conversation was deleted; it can be restored until it is purged. */
  deletedAt?: number;
}

export interface Branch {
  /** The name of its session. */
  name: string;
  updatedAt: number;
  messages: number;
  metadata: BranchMetadata;
}

export interface Conversation {
  id: string;
  title: string;
  pinned: boolean;
  updatedAt: number;
  deleted: boolean;
  /** The one that was saved last comes first. */
  branches: Branch[];
}

/** Messages in the same place of several branches. */
export interface Alternatives {
  /** A session for each, the oldest first. */
  names: string[];
  /** Which of them the branch has. */
  index: number;
}

/** Groups sessions, which come with the one saved last first. Pinned conversations come first. */
export function conversationsOf(saved: readonly SavedSession[]): Conversation[] {
  const byId = new Map<string, Conversation>();
  for (const { name, updatedAt, messages, metadata: given } of saved) {
    const metadata = parseMetadata(given);
    if (!metadata) continue;
    const { conversation: id, title, pinned, deletedAt } = metadata;
    const branch: Branch = { name, updatedAt, messages, metadata };
    const known = byId.get(id);
    if (known) known.branches.push(branch);
    else byId.set(id, { id, title, pinned, updatedAt, deleted: deletedAt !== undefined, branches: [branch] });
  }
  return [...byId.values()].sort((a, b) => Number(b.pinned) - Number(a.pinned));
}

/** Undefined for a session of another application. */
export function parseMetadata(given: Readonly<Record<string, unknown>>): BranchMetadata | undefined {
  const { conversation, title, pinned, created, parent, cutAt, unfinished, deletedAt } = given;
  if (typeof conversation !== 'string' || typeof title !== 'string') return undefined;
  const { name, at } = (parent ?? {}) as Record<string, unknown>;
  const { at: from, messages } = (unfinished ?? {}) as Record<string, unknown>;
  return {
    conversation,
    title,
    pinned: pinned === true,
    created: typeof created === 'number' ? created : 0,
    ...(typeof name === 'string' && typeof at === 'number' && { parent: { name, at } }),
    ...(typeof cutAt === 'number' && { cutAt }),
    ...(typeof from === 'number' && Array.isArray(messages) && { unfinished: { at: from, messages } }),
    ...(typeof deletedAt === 'number' && { deletedAt }),
  };
}

/** What a session that has its whole answer saves. */
export function withoutUnfinished(metadata: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { unfinished, ...others } = metadata;
  return others;
}

/** How many messages two branches share. */
export function sharedMessages(branches: readonly Branch[], one: string, other: string): number {
  const ancestors = ancestry(branches, one);
  let shared = 0;
  for (const [name, limit] of ancestry(branches, other)) {
    shared = Math.max(shared, Math.min(limit, ancestors.get(name) ?? 0));
  }
  return shared;
}

/** Where the branch parts from others: what they have in place of its message, by the message's index. */
export function alternativesOf(branches: readonly Branch[], name: string): Map<number, Alternatives> {
  const byAge = branches.toSorted((a, b) => a.metadata.created - b.metadata.created);
  const shared = (one: string, other: string): number => sharedMessages(branches, one, other);
  const places = new Set(byAge.filter((branch) => branch.name !== name).map((b) => shared(name, b.name)));
  const found = new Map<number, Alternatives>();
  for (const place of places) {
    // Branches with the same message in this place are one alternative, shown by the one that was saved last.
    const groups: Branch[][] = [];
    for (const branch of byAge) {
      if (branch.messages <= place || shared(name, branch.name) < place) continue;
      const group = groups.find(([first]) => shared(first!.name, branch.name) > place);
      if (group) group.push(branch);
      else groups.push([branch]);
    }
    const index = groups.findIndex((group) => group.some((branch) => branch.name === name));
    if (index < 0 || groups.length < 2) continue;
    const names = groups.map((group) => group.reduce((a, b) => (b.updatedAt > a.updatedAt ? b : a)).name);
    names[index] = name;
    found.set(place, { names, index });
  }
  return found;
}

/** The branch and those it was forked from, with how many messages it shares with each. */
function ancestry(branches: readonly Branch[], name: string): Map<string, number> {
  const found = new Map<string, number>();
  let shared = Number.POSITIVE_INFINITY;
  let next: string | undefined = name;
  while (next !== undefined && !found.has(next)) {
    found.set(next, shared);
    const parent: BranchMetadata['parent'] = branches.find((branch) => branch.name === next)?.metadata.parent;
    shared = Math.min(shared, parent?.at ?? 0);
    next = parent?.name;
  }
  return found;
}
