// The conversation that is shown: asks, shows and keeps replies, and opens saved conversations and their branches.

import { type Message, type Session, sessions } from '../src/index.ts';
import { say } from './announce.ts';
import type { App } from './app.ts';
import { alternativesOf, parseMetadata } from './conversations/branches.ts';
import type { ConversationStore } from './conversations/store.ts';
import { Transcript } from './conversations/transcript.ts';
import { byId } from './elements.ts';
import { isCrash, sentenceOf } from './problems.ts';
import { createConversation, produce, type Task } from './produce.ts';
import { Reply } from './reply.ts';
import { strings } from './strings.ts';
import { showProblem } from './turns.ts';

const log = byId('log');
const welcome = byId('welcome');
const question = byId<HTMLTextAreaElement>('question');

export class Chat {
  readonly #app: App;
  readonly #store: ConversationStore;
  readonly #transcript: Transcript;
  /** What helps after a crash. */
  readonly #loadAgain: () => void;
  /** Counts the conversations that were shown, to recognise what comes too late. */
  #visit = 0;
  /** Resolves when the answer that is being written has ended, and is kept. */
  ended: Promise<void> = Promise.resolve();
  #opening: Promise<void> = Promise.resolve();
  /** How many saved messages were shown when the conversation was opened. */
  #shown = 0;
  /** What to remove of a question that was not answered, before the next one. */
  #failed: Element[] = [];

  constructor(app: App, store: ConversationStore, loadAgain: () => void) {
    this.#app = app;
    this.#store = store;
    this.#loadAgain = loadAgain;
    this.#transcript = new Transcript({
      edit: (index, text) => void this.#fork(index, (session) => this.#question(session, text)),
      regenerate: (index) => void this.#fork(index, (session) => this.#task(session, [])),
      branch: (index) => void this.#fork(index),
      goOn: () => void this.#goOn(),
      open: (name) => void this.open(name),
    });
    let { model } = app.state;
    app.on('change', (state) => {
      if (state.model === model) return;
      model = state.model;
      if (model) this.#openSession();
    });
    store.onChange((changedElsewhere) => {
      this.#showAlternatives();
      const { name, answering } = app.state;
      if (changedElsewhere !== undefined && changedElsewhere === name && !answering) void this.open(name);
    });
  }

  /** Asks a question in the conversation that is shown. */
  async ask(text: string): Promise<void> {
    if (!this.#app.state.model || text.trim() === '') return;
    let isTaken = false;
    await this.#answer(async () => {
      const session = await this.#session(text);
      isTaken = true;
      return this.#question(session, text);
    });
    if (isTaken || question.value !== '') return;
    question.value = text;
    question.dispatchEvent(new Event('input'));
  }

  /** Shows a saved conversation, or one of its branches, and goes on with an answer that was interrupted. */
  async open(name: string): Promise<void> {
    const visit = this.#leave();
    this.#app.set({ name, session: undefined });
    try {
      const messages = await sessions.messages(name);
      if (visit !== this.#visit) return;
      this.#show(messages, this.#store.metadataOf(name)?.cutAt);
    } catch (error) {
      if (visit !== this.#visit) return;
      log.replaceChildren();
      showProblem(sentenceOf(error));
      this.#app.set({ name: undefined });
    }
    this.#openSession();
    await this.#opening;
  }

  /** Shows an empty conversation. An answer that is being written is kept as far as it is. */
  startNew(): void {
    this.#leave();
    log.replaceChildren(welcome);
    this.#app.set({ name: undefined, session: undefined });
    question.focus();
  }

  /** Leaves the conversation that is shown; returns the number of the next one. */
  #leave(): number {
    const { answering, session } = this.#app.state;
    answering?.abort();
    // An answering session is disposed when it has kept what there is of its answer.
    if (!answering) void session?.dispose();
    this.#failed = [];
    return ++this.#visit;
  }

  /** Opens the session that is shown, if the model is there. */
  #openSession(): void {
    const visit = this.#visit;
    this.#opening = this.#openNamed(visit).catch((error: unknown) => {
      if (visit === this.#visit) showProblem(sentenceOf(error));
    });
  }

  async #openNamed(visit: number): Promise<void> {
    const { model, name, session: opened } = this.#app.state;
    if (!model || name === undefined || opened) return;
    // What was stopped in it a moment ago is still being saved.
    await this.ended;
    const session = await model.sessions.open(name);
    if (visit !== this.#visit) return session.dispose();
    this.#app.set({ session });
    // What was shown before may have been saved again since.
    const { messages, metadata } = session;
    if (messages.length !== this.#shown) this.#show(messages, parseMetadata(metadata)?.cutAt);
    const last = messages.at(-1);
    const hasCalls = last?.role === 'assistant' && (last.toolCalls ?? []).length > 0;
    if (session.resumable || hasCalls) void this.#resume(session);
  }

  #show(messages: readonly Message[], cutAt: number | undefined): void {
    this.#shown = messages.length;
    this.#transcript.show(messages, cutAt === messages.length || messages.at(-1)?.role === 'user');
    this.#showAlternatives();
  }

  /** The session that is shown, or a new one, whose title is the beginning of its question. */
  async #session(text: string): Promise<Session> {
    await this.#opening;
    const { model, session, name, settings } = this.#app.state;
    if (session) return session;
    if (name !== undefined) throw new Error(strings.notOpened);
    const created = createConversation(model!, settings, text);
    welcome.remove();
    this.#app.set({ name: created.name, session: created });
    return created;
  }

  #task(session: Session, input: Message[]): Task {
    return { session, base: session.messages.length, input };
  }

  #question(session: Session, text: string): Task {
    this.#transcript.addQuestion(text, session.messages.length);
    return this.#task(session, [{ role: 'user', content: text }]);
  }

  /** Begins a branch with the messages before this index, and asks in it. */
  async #fork(index: number, ask?: (session: Session) => Task): Promise<void> {
    const { session, answering } = this.#app.state;
    const metadata = session && parseMetadata(session.metadata);
    if (!session?.name || !metadata || answering) return;
    try {
      const branch = await session.fork();
      await branch.rewind(index);
      const name = `chat ${crypto.randomUUID()}`;
      const parent = { name: session.name, at: index };
      await branch.save(name, { metadata: { ...metadata, created: Date.now(), parent } });
      this.#leave();
      this.#app.set({ name, session: branch });
      this.#show(branch.messages, undefined);
      await this.#store.changed(name);
      if (ask) await this.#answer(async () => ask(branch));
      else question.focus();
    } catch (error) {
      showProblem(sentenceOf(error));
    }
  }

  /** Goes on with the last answer, or answers a last question. */
  async #goOn(): Promise<void> {
    const { session } = this.#app.state;
    if (!session) return;
    const continued = this.#transcript.lastAnswer;
    const base = session.messages.length - (continued ? 1 : 0);
    await this.#answer(async () => ({ session, base, input: [], ...(continued && { continued }) }));
  }

  /** Goes on with an answer that was interrupted. */
  async #resume(session: Session): Promise<void> {
    const input = session.unfinished?.slice(session.messages.length) ?? [];
    const asked = input.find(({ role }) => role === 'user');
    if (asked) this.#transcript.addQuestion(String(asked.content), session.messages.length);
    // It was given back when it failed.
    if (question.value === asked?.content) question.value = '';
    await this.#answer(async () => ({ ...this.#task(session, [...input]), resumes: true }));
  }

  #answer(prepare: () => Promise<Task>): Promise<void> {
    if (this.#app.state.answering) return this.ended;
    this.ended = this.#answerTo(prepare);
    return this.ended;
  }

  /** Answers, and keeps what there is of an answer that is stopped. */
  async #answerTo(prepare: () => Promise<Task>): Promise<void> {
    const visit = this.#visit;
    const own = new AbortController();
    this.#app.set({ answering: own });
    for (const element of this.#failed.splice(0)) element.remove();
    const shown = log.lastElementChild;
    say(strings.answering);
    let task: Task | undefined;
    let reply: Reply | undefined;
    try {
      task = await prepare();
      reply = new Reply(this.#app, task.continued);
      await produce(this.#app, task, reply, own.signal);
      await this.#finish(task, reply, visit);
    } catch (error) {
      reply?.end(own.signal.aborted ? strings.stopped : strings.failed);
      const kept = task && reply && own.signal.aborted ? await this.#keep(task, reply, visit) : false;
      if (visit === this.#visit && !kept) this.#giveBack(task, error, own.signal, shown);
    } finally {
      if (this.#app.state.answering === own) this.#app.set({ answering: undefined });
      if (visit !== this.#visit) void task?.session.dispose();
    }
  }

  async #finish({ session, base, input }: Task, reply: Reply, visit: number): Promise<void> {
    if (reply.calls.size > 0) {
      // Calls without results stay out of the conversation.
      await session.rewind(session.messages.length - 1);
      await session.save();
    } else if (reply.cut) {
      await this.#markCut(session);
    }
    await this.#store.settle(session);
    if (visit === this.#visit) {
      this.#transcript.finishAnswer(reply.last, base + input.length, session.messages.length, reply.cut);
      if (reply.calls.size > 0) showProblem(strings.keepsCalling);
      else say(strings.answerComplete);
    }
    if (session.name) await this.#store.changed(session.name);
  }

  /** Keeps what there is of a stopped answer. Returns false if there is nothing. */
  async #keep({ session, base, input }: Task, reply: Reply, visit: number): Promise<boolean> {
    const answered = reply.messages();
    const hasLeft = visit !== this.#visit;
    if (answered.length === 0 && !hasLeft) return false;
    try {
      if (session.messages.length > base) await session.rewind(base);
      await session.append([...input, ...answered]);
      await this.#markCut(session);
      await this.#store.settle(session);
    } catch (error) {
      if (!hasLeft) showProblem(sentenceOf(error));
    }
    if (!hasLeft) {
      this.#transcript.finishAnswer(reply.last, base + input.length, session.messages.length, true);
      say(strings.wasStopped);
    }
    if (session.name) await this.#store.changed(session.name);
    return true;
  }

  /** Saves that the last answer is not complete. */
  async #markCut(session: Session): Promise<void> {
    await session.save(undefined, { metadata: { ...session.metadata, cutAt: session.messages.length } });
  }

  /** After an answer that failed, or was stopped at once: the question can be asked again. */
  #giveBack(task: Task | undefined, error: unknown, signal: AbortSignal, shown: Element | null): void {
    const text = task?.input.find(({ role }) => role === 'user')?.content;
    const mayResume = task?.session.resumable === true;
    if (typeof text === 'string' && question.value === '' && !mayResume) question.value = text;
    say(signal.aborted ? strings.wasStopped : strings.answerFailed);
    if (!signal.aborted) {
      const again = { label: strings.tryAgain, run: () => void this.#resume(task!.session) };
      const reload = { label: strings.loadAgain, run: this.#loadAgain };
      showProblem(sentenceOf(error), isCrash(error) ? reload : mayResume ? again : undefined);
    }
    // They are not part of the conversation.
    const all = [...log.children];
    this.#failed = all.slice(shown ? all.indexOf(shown) + 1 : 0);
  }

  #showAlternatives(): void {
    const { name } = this.#app.state;
    const conversation = this.#store.of(name);
    this.#transcript.showAlternatives(
      conversation ? alternativesOf(conversation.branches, name!) : new Map(),
    );
  }
}
