// The conversations that are saved on this device, and what can be done with one that is not open. Other tabs hear of changes.

import { type Message, type SessionMetadata, sessions } from '../../src/index.ts';
import type { OpenSession } from '../server-session.ts';
import {
  alternativesOf,
  type BranchMetadata,
  type Conversation,
  conversationsOf,
  withoutUnfinished,
} from './branches.ts';

/** For as long a deleted conversation can be restored. */
export const UNDO_MS = 10_000;

/** `deletedAt: undefined` restores a conversation. */
type Change = Partial<Pick<BranchMetadata, 'title' | 'pinned'>> & { deletedAt?: number | undefined };

export class ConversationStore {
  /** Pinned ones first, then the one saved last; deleted ones are left out. */
  list: readonly Conversation[] = [];
  /** Why the list cannot be read. */
  problem: unknown;
  readonly #channel = new BroadcastChannel('pocket-m1 demo conversations');
  readonly #listeners = new Set<(names: readonly string[]) => void>();
  /** Changes of the open session's metadata, which it saves with its answer. */
  readonly #pending = new Map<string, Change>();
  readonly #texts = new Map<string, { updatedAt: number; text: string }>();

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<string[]>) => void this.refresh(data);
  }

  /** Calls the listener after each change, with the names of the sessions that another tab has changed. */
  onChange(listener: (changedElsewhere: readonly string[]) => void): void {
    this.#listeners.add(listener);
  }

  /** Reads the list again. */
  async refresh(changedElsewhere: readonly string[] = []): Promise<void> {
    try {
      this.list = conversationsOf(await sessions.list()).filter(({ deleted }) => !deleted);
      this.problem = undefined;
    } catch (error) {
      this.problem = error;
    }
    for (const listener of this.#listeners) listener(changedElsewhere);
  }

  /** To be called after sessions were saved, or changed. */
  async changed(...names: string[]): Promise<void> {
    this.#channel.postMessage(names);
    await this.refresh();
  }

  /** The conversation to which the session of this name belongs. */
  of(name: string | undefined): Conversation | undefined {
    return this.list.find(({ branches }) => branches.some((branch) => branch.name === name));
  }

  /** The metadata of a saved session. */
  metadataOf(name: string): BranchMetadata | undefined {
    return this.of(name)?.branches.find((branch) => branch.name === name)?.metadata;
  }

  /** Where the branch of this name parts from others of its conversation. */
  alternatives(name: string | undefined): ReturnType<typeof alternativesOf> {
    const { branches = [] } = this.of(name) ?? {};
    return name === undefined ? new Map() : alternativesOf(branches, name);
  }

  /** Changes all branches of a conversation. `open` is the session that the page has open. */
  async change({ id }: Conversation, change: Change, open: OpenSession | undefined): Promise<void> {
    // As they are stored now: the list that is shown may be older.
    const { branches = [] } = conversationsOf(await sessions.list()).find((saved) => saved.id === id) ?? {};
    for (const { name, metadata } of branches) {
      await sessions.setMetadata(name, withChange({ ...metadata }, change));
      if (open?.name === name) this.#pending.set(name, { ...this.#pending.get(name), ...change });
    }
    if (open) await this.settle(open);
    await this.changed(...branches.map(({ name }) => name));
  }

  /** Gives an open session the metadata that was changed since, unless it is answering: then call this again. */
  async settle(session: OpenSession): Promise<void> {
    const change = session.name === undefined ? undefined : this.#pending.get(session.name);
    if (!change) return;
    try {
      const metadata = withChange(withoutUnfinished(session.metadata), change);
      await session.save(undefined, { metadata });
      this.#pending.delete(session.name!);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'busy') throw error;
    }
  }

  /** Stores an answer of a server while it is written, so that a reload finds it. A save with metadata removes it. */
  async keepUnfinished(
    { name, metadata }: OpenSession,
    unfinished: BranchMetadata['unfinished'],
  ): Promise<void> {
    await sessions.setMetadata(name!, { ...(this.metadataOf(name!) ?? metadata), unfinished });
  }

  /** Deletes for good what was deleted long enough ago. */
  async purge(now = Date.now()): Promise<void> {
    const saved = conversationsOf(await sessions.list());
    for (const { deleted, branches } of saved) {
      if (!deleted || now - branches[0]!.metadata.deletedAt! < UNDO_MS) continue;
      for (const { name } of branches) await sessions.delete(name);
    }
  }

  /** The conversations whose title or messages have this text. */
  async search(query: string): Promise<Conversation[]> {
    const wanted = query.trim().toLocaleLowerCase();
    const found: Conversation[] = [];
    for (const conversation of this.list) {
      const { title, branches } = conversation;
      const isFound = title.toLocaleLowerCase().includes(wanted) || (await this.#has(branches, wanted));
      if (isFound) found.push(conversation);
    }
    return found;
  }

  async #has(branches: Conversation['branches'], wanted: string): Promise<boolean> {
    for (const { name, updatedAt } of branches) {
      let known = this.#texts.get(name);
      if (known?.updatedAt !== updatedAt) {
        // One that another tab has deleted meanwhile has no text.
        const messages = await sessions.messages(name).catch(() => []);
        known = { updatedAt, text: messages.map(textOf).join('\n').toLocaleLowerCase() };
        this.#texts.set(name, known);
      }
      if (known.text.includes(wanted)) return true;
    }
    return false;
  }
}

function withChange(metadata: SessionMetadata, change: Change): SessionMetadata {
  const { deletedAt, ...others } = { ...metadata, ...change };
  return deletedAt === undefined ? others : { ...others, deletedAt };
}

/** The text of a message. */
export function textOf({ content }: Message): string {
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('');
}
