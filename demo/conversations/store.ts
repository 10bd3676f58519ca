// The conversations that are saved on this device, and what can be done with one that is not open. Other tabs hear of changes.

import { type Message, type Session, type SessionMetadata, sessions } from '../../src/index.ts';
import { type BranchMetadata, type Conversation, conversationsOf } from './branches.ts';

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
  readonly #listeners = new Set<(name: string | undefined) => void>();
  /** Metadata for the open session, which saves its own with its answer. */
  readonly #pending = new Map<string, SessionMetadata>();
  readonly #texts = new Map<string, { updatedAt: number; text: string }>();

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<string>) => void this.refresh(data);
  }

  /** Calls the listener after each change, with the name of the session that another tab has changed. */
  onChange(listener: (changedElsewhere: string | undefined) => void): void {
    this.#listeners.add(listener);
  }

  /** Reads the list again. */
  async refresh(changedElsewhere?: string): Promise<void> {
    try {
      this.list = conversationsOf(await sessions.list()).filter(({ deleted }) => !deleted);
      this.problem = undefined;
    } catch (error) {
      this.problem = error;
    }
    for (const listener of this.#listeners) listener(changedElsewhere);
  }

  /** To be called after a session was saved, or changed. */
  async changed(name: string): Promise<void> {
    this.#channel.postMessage(name);
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

  /** Changes all branches of a conversation. `open` is the session that the page has open. */
  async change({ branches }: Conversation, change: Change, open: Session | undefined): Promise<void> {
    for (const { name, metadata } of branches) {
      const changed: SessionMetadata = { ...metadata, ...change };
      if ('deletedAt' in change && change.deletedAt === undefined) delete changed.deletedAt;
      await sessions.setMetadata(name, changed);
      if (open?.name === name) this.#pending.set(name, changed);
    }
    if (open) await this.settle(open);
    await this.changed(branches[0]!.name);
  }

  /** Gives an open session the metadata that was changed since, unless it is answering: then call this again. */
  async settle(session: Session): Promise<void> {
    const metadata = session.name === undefined ? undefined : this.#pending.get(session.name);
    if (!metadata) return;
    try {
      await session.save(undefined, { metadata });
      this.#pending.delete(session.name!);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'busy') throw error;
    }
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

/** The text of a message. */
export function textOf({ content }: Message): string {
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('');
}
