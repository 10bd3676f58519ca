// The list of conversations: opens, searches, renames, pins, exports, imports and deletes them.

import { sessions } from '../../src/index.ts';
import { say, warn } from '../announce.ts';
import type { App } from '../app.ts';
import type { Chat } from '../chat.ts';
import { byId, create, isComposing, press } from '../elements.ts';
import { sentenceOf } from '../problems.ts';
import type { OpenSession } from '../server-session.ts';
import { strings } from '../strings.ts';
import { showToast } from '../toast.ts';
import type { Conversation } from './branches.ts';
import { conversationFromJson, conversationToJson, conversationToMarkdown, download } from './file.ts';
import { type ConversationStore, UNDO_MS } from './store.ts';

const list = byId('conversation-list');
const panel = byId('conversations');
const search = byId<HTMLInputElement>('search');
const importButton = byId('import-conversation');

export class ConversationList {
  readonly #app: App;
  readonly #store: ConversationStore;
  readonly #chat: Chat;
  /** The conversation whose menu is open. */
  #menuOf: string | undefined;
  #name: string | undefined;

  constructor(app: App, store: ConversationStore, chat: Chat) {
    this.#app = app;
    this.#store = store;
    this.#chat = chat;
    store.onChange(() => void this.#draw());
    app.on('change', ({ name }) => {
      if (name === this.#name) return;
      this.#name = name;
      this.#mark();
    });
    search.addEventListener('input', () => void this.#draw());
    const file = byId<HTMLInputElement>('import-file');
    importButton.addEventListener('click', () => file.click());
    file.addEventListener('change', () => {
      const [chosen] = file.files ?? [];
      if (chosen) void this.#try(() => this.#import(chosen));
      file.value = '';
    });
  }

  async #draw(): Promise<void> {
    const query = search.value;
    const shown = query.trim() === '' ? this.#store.list : await this.#store.search(query);
    // By now, something else may be searched for.
    if (query !== search.value) return;
    // A title that is being written stays; what has ended it draws again.
    if (list.querySelector('form')) return;
    const focused = focusedIds();
    list.replaceChildren(...shown.map((conversation) => this.#item(conversation)));
    this.#mark();
    if (focused.length > 0) {
      const again = focused.map((id) => document.getElementById(id)).find((element) => element !== null);
      (again ?? list.querySelector('button') ?? importButton).focus();
    }
    const { problem } = this.#store;
    const none = query.trim() === '' ? strings.noneYet : strings.nothingFound;
    byId('conversations-note').textContent = problem
      ? sentenceOf(problem)
      : shown.length > 0
        ? strings.keptHere
        : none;
  }

  /** Marks the conversation that is shown. */
  #mark(): void {
    const id = this.#store.of(this.#name)?.id;
    for (const item of list.children) {
      const button = item.querySelector('button');
      if ((item as HTMLElement).dataset.id === id) button?.setAttribute('aria-current', 'true');
      else button?.removeAttribute('aria-current');
    }
  }

  #item(conversation: Conversation): HTMLElement {
    const { id, title, pinned, branches } = conversation;
    const open = press('', () => {
      if (panel.matches(':popover-open')) panel.hidePopover();
      void this.#chat.open(branches[0]!.name);
    });
    open.className = 'open';
    open.id = `open ${id}`;
    const label = create('span', 'title', title);
    label.dir = 'auto';
    open.append(label);
    if (pinned) open.append(create('span', 'pin', strings.pinned));
    const more = press('⋯', () => {
      this.#menuOf = this.#menuOf === id ? undefined : id;
      void this.#draw();
    });
    more.classList.add('icon');
    more.id = `more ${id}`;
    more.ariaLabel = strings.moreAbout(title);
    more.ariaExpanded = String(this.#menuOf === id);
    const item = create('li', '', create('div', 'row', open, more));
    item.dataset.id = id;
    if (this.#menuOf === id) item.append(this.#menu(conversation, item));
    return item;
  }

  #menu(conversation: Conversation, item: HTMLElement): HTMLElement {
    const { id, pinned } = conversation;
    // By its id, a button has the focus again when the list is drawn anew below it.
    const button = (label: string, run: () => void): HTMLElement => {
      const pressed = press(label, run);
      pressed.id = `${label} ${id}`;
      return pressed;
    };
    const action = (label: string, run: () => Promise<void>): HTMLElement =>
      button(label, () => {
        this.#menuOf = undefined;
        void this.#try(run);
      });
    return create(
      'div',
      'menu',
      button(strings.rename, () => this.#rename(conversation, item)),
      action(pinned ? strings.unpin : strings.pin, () => this.#change(conversation, { pinned: !pinned })),
      action(strings.exportJson, () => this.#exportJson(conversation)),
      action(strings.exportMarkdown, () => this.#exportMarkdown(conversation)),
      action(strings.delete, () => this.#delete(conversation)),
    );
  }

  async #change(
    conversation: Conversation,
    change: Parameters<ConversationStore['change']>[1],
  ): Promise<void> {
    // What there is of an answer in a conversation that was left is saved with the metadata before.
    await this.#chat.left;
    await this.#store.change(conversation, change, this.#session);
  }

  get #session(): OpenSession | undefined {
    return this.#app.state.session;
  }

  #rename(conversation: Conversation, item: HTMLElement): void {
    const field = create('input', 'rename');
    field.value = conversation.title;
    field.dir = 'auto';
    field.ariaLabel = strings.title;
    const form = create('form', '', field);
    let isOpen = true;
    const end = (save: boolean): void => {
      if (!isOpen) return;
      isOpen = false;
      this.#menuOf = undefined;
      if (form.contains(document.activeElement)) {
        // It keeps the focus for the button that is drawn there.
        item.tabIndex = -1;
        item.focus();
      }
      form.remove();
      const title = field.value.trim();
      if (save && title !== '') void this.#try(() => this.#change(conversation, { title }));
      else void this.#draw();
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      end(true);
    });
    // Else the list would stay as it is. A press elsewhere in it is over by then.
    field.addEventListener('blur', () => setTimeout(() => end(true), 200));
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || isComposing(event)) return;
      // Only the field is left, not the list.
      event.preventDefault();
      end(false);
    });
    item.replaceChildren(form);
    field.select();
  }

  async #delete(conversation: Conversation): Promise<void> {
    const shown = conversation.branches.find(({ name }) => name === this.#app.state.name)?.name;
    if (shown !== undefined) this.#chat.startNew();
    await this.#change(conversation, { deletedAt: Date.now() });
    const undo = async (): Promise<void> => {
      await this.#change(conversation, { deletedAt: undefined });
      if (shown !== undefined && this.#app.state.name === undefined) await this.#chat.open(shown);
    };
    const action = { label: strings.undo, run: () => void this.#try(undo) };
    showToast(strings.deletedConversation(conversation.title), action, UNDO_MS);
    setTimeout(() => void this.#store.purge().catch(() => {}), UNDO_MS + 1000);
  }

  async #exportJson({ title, branches }: Conversation): Promise<void> {
    const filed = await Promise.all(
      branches.map(async ({ name, metadata: { parent, created, cutAt } }) => ({
        name,
        ...(parent && { parent }),
        created,
        ...(cutAt !== undefined && { cutAt }),
        messages: await sessions.messages(name),
      })),
    );
    download(`${title}.json`, conversationToJson({ title, branches: filed }), 'application/json');
  }

  async #exportMarkdown({ title, branches }: Conversation): Promise<void> {
    const shown = branches.find(({ name }) => name === this.#app.state.name) ?? branches[0]!;
    const messages = await sessions.messages(shown.name);
    download(`${title}.md`, conversationToMarkdown(title, messages), 'text/markdown');
  }

  /** Saves the branches of a file, which get names of their own. */
  async #import(file: Blob): Promise<void> {
    const { title, branches } = conversationFromJson(await file.text());
    const names = new Map(branches.map(({ name }) => [name, `chat ${crypto.randomUUID()}`]));
    const conversation = crypto.randomUUID();
    const saved: string[] = [];
    // The one to be shown is saved last.
    for (const { name: former, parent, created, cutAt, messages } of branches.toReversed()) {
      const name = names.get(former)!;
      const from = parent && names.get(parent.name);
      const metadata = {
        conversation,
        title,
        pinned: false,
        created: created ?? Date.now(),
        ...(cutAt !== undefined && { cutAt }),
        ...(from && { parent: { name: from, at: Number(parent.at) } }),
      };
      try {
        await sessions.save(name, messages, { metadata });
        saved.push(name);
      } catch (error) {
        // Nothing stays of a file in which one branch is damaged.
        for (const name of saved) await sessions.delete(name);
        throw error;
      }
    }
    const shown = names.get(branches[0]!.name)!;
    await this.#store.changed(shown);
    await this.#chat.open(shown);
    say(strings.imported(title));
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // As a drawer, the list would hide the warning.
      if (panel.matches(':popover-open')) panel.hidePopover();
      warn(sentenceOf(error));
    }
    await this.#draw();
  }
}

/** The ids of what has the focus in the list, and of the button that opens the menu which it may belong to. */
function focusedIds(): string[] {
  const focused = document.activeElement;
  const item = focused?.closest<HTMLElement>('#conversation-list li');
  return item?.dataset.id ? [focused!.id, `more ${item.dataset.id}`] : [];
}
