// The conversation that is shown: asks, shows and keeps replies, and opens saved conversations and their branches.

import { type Message, sessions } from '../src/index.ts';
import { say, sayAnswer, warn } from './announce.ts';
import { type App, canAnswer } from './app.ts';
import { parseMetadata } from './conversations/branches.ts';
import type { ConversationStore } from './conversations/store.ts';
import { Transcript } from './conversations/transcript.ts';
import { byId } from './elements.ts';
import { keepPart, keepWhole } from './keep-answer.ts';
import { isCrash, mayPass, sentenceOf } from './problems.ts';
import { beginBranch, createConversation, produce } from './produce.ts';
import { question, setQuestion } from './question-field.ts';
import { Reply } from './reply.ts';
import { type OpenSession, openSaved, ServerSession } from './server-session.ts';
import { strings } from './strings.ts';
import { endsWithCalls, questionOf, type Task, taskOf, taskToGoOn, taskToResume } from './tasks.ts';
import { showProblem } from './turns.ts';
import { takeUnfinished, withUnfinished } from './unfinished.ts';

const [log, welcome] = [byId('log'), byId('welcome')];

export class Chat {
  readonly #app: App;
  readonly #store: ConversationStore;
  readonly #transcript: Transcript;
  /** What helps after a crash. */
  readonly #loadAgain: () => void;
  /** Counts the shown conversations, to recognise what comes too late. */
  #visit = 0;
  /** Resolves when the answer that is being written has ended, and is kept. */
  ended: Promise<void> = Promise.resolve();
  /** Resolves when the answers are kept that were being written in conversations which are no longer shown. */
  left = this.ended;
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
      regenerate: (index) => void this.#fork(index, (session) => taskOf(session, [])),
      branch: (index) => void this.#fork(index),
      goOn: () => void this.#goOn(),
      open: (name) => void this.open(name),
    });
    let engine: unknown;
    app.on('change', (state) => {
      const now = state.model ?? canAnswer(state);
      if (now === engine) return;
      engine = now;
      // The model opens what a server has answered without it.
      if (state.model && state.session instanceof ServerSession) app.set({ session: undefined });
      if (now) void this.#openSession();
    });
    store.onChange((changedElsewhere) => {
      this.#showAlternatives();
      const { name, answering } = app.state;
      if (name === undefined || !changedElsewhere.includes(name) || answering) return;
      if (store.of(name) || store.problem) return void this.open(name);
      this.startNew();
      warn(strings.deletedElsewhere);
    });
  }

  /** Asks a question in the conversation that is shown. */
  async ask(text: string): Promise<void> {
    if (!canAnswer(this.#app.state) || text.trim() === '') return;
    let isTaken = false;
    await this.#answer(async (signal) => {
      const session = await this.#session(text, signal);
      isTaken = true;
      return this.#question(session, text);
    });
    if (!isTaken && question.value === '') setQuestion(text);
  }

  /** Shows a saved conversation, or one of its branches, and goes on with an answer that was interrupted. */
  async open(name: string): Promise<void> {
    const visit = this.#leave();
    this.#app.set({ name, session: undefined });
    await this.#openSession(this.#showSaved(name, visit));
  }

  /** Shows the messages of a saved conversation. Rejects if they cannot be read. */
  async #showSaved(name: string, visit: number): Promise<void> {
    try {
      if (this.#store.problem) await this.#store.refresh();
      const { unfinished, cutAt } = this.#store.metadataOf(name) ?? {};
      const messages = withUnfinished(await sessions.messages(name), unfinished);
      if (visit !== this.#visit) return;
      this.#show(messages, unfinished ? messages.length : cutAt);
    } catch (error) {
      if (visit !== this.#visit) return;
      log.replaceChildren();
      if (!mayPass(error)) this.#app.set({ name: undefined });
      throw error;
    }
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
    if (answering) this.left = this.ended;
    else void session?.dispose();
    this.#failed = [];
    return ++this.#visit;
  }

  /** Opens the session that is shown, if there is what answers in it, after what is being opened. */
  #openSession(shown?: Promise<void>): Promise<void> {
    const visit = this.#visit;
    // What was stopped in it a moment ago is still being saved.
    this.#opening = Promise.all([shown, this.#opening, this.ended])
      .then(() => this.#openNamed(visit))
      .catch((error: unknown) => {
        if (visit !== this.#visit) return;
        if (!log.querySelector('.turn')) log.replaceChildren();
        const again = { label: strings.tryAgain, run: () => void this.open(this.#app.state.name!) };
        showProblem(sentenceOf(error), ...(mayPass(error) ? [again] : []));
      });
    return this.#opening;
  }

  async #openNamed(visit: number): Promise<void> {
    const { model, name, session: opened } = this.#app.state;
    if (visit !== this.#visit || !canAnswer(this.#app.state) || name === undefined || opened) return;
    if (this.#store.problem) await this.#store.refresh();
    const session = await openSaved(model, name);
    await takeUnfinished(this.#store, session);
    if (visit !== this.#visit || model !== this.#app.state.model) return session.dispose();
    this.#app.set({ session });
    // What was shown before may have been saved again since.
    const { messages, metadata } = session;
    if (messages.length !== this.#shown) this.#show(messages, parseMetadata(metadata)?.cutAt);
    if (session.resumable || endsWithCalls(session)) void this.#resume(session);
  }

  #show(messages: readonly Message[], cutAt: number | undefined): void {
    this.#shown = messages.length;
    this.#transcript.show(messages, cutAt === messages.length || messages.at(-1)?.role === 'user');
    this.#showAlternatives();
  }

  /** The session that is shown, or a new one, whose title is the beginning of its question. */
  async #session(text: string, signal: AbortSignal): Promise<OpenSession> {
    await this.#opening;
    // Another conversation may be shown by now.
    signal.throwIfAborted();
    const { model, session, name, settings } = this.#app.state;
    if (session) return session;
    if (name !== undefined) throw new Error(strings.notOpened);
    const created = createConversation(model, settings, text);
    welcome.remove();
    this.#app.set({ name: created.name, session: created });
    return created;
  }

  #question(session: OpenSession, text: string): Task {
    this.#transcript.addQuestion(text, session.messages.length);
    return taskOf(session, [{ role: 'user', content: text }]);
  }

  /** Begins a branch with the messages before this index, and asks in it. */
  async #fork(index: number, ask?: (session: OpenSession) => Task): Promise<void> {
    const { session, answering } = this.#app.state;
    if (!session || answering) return;
    // Of two presses, the second counts.
    const visit = ++this.#visit;
    const isLeft = (): boolean => visit !== this.#visit || this.#app.state.answering !== undefined;
    try {
      const branch = await beginBranch(session, index, isLeft);
      if (!branch) return;
      this.#leave();
      this.#app.set({ name: branch.name, session: branch });
      this.#show(branch.messages, undefined);
      void this.#store.changed(branch.name!);
      if (ask) void this.#answer(async () => ask(branch));
      else question.focus();
    } catch (error) {
      showProblem(sentenceOf(error));
    }
  }

  async #goOn(): Promise<void> {
    const { session } = this.#app.state;
    if (session) await this.#answer(async () => taskToGoOn(session, this.#transcript.lastAnswer));
  }

  /** Goes on with an answer that was interrupted. */
  #resume(session: OpenSession): Promise<void> {
    return this.#answer(async () => {
      const task = taskToResume(session, this.#transcript.lastAnswer);
      const asked = questionOf(task);
      if (asked !== undefined) this.#transcript.addQuestion(asked, session.messages.length);
      // It was given back when it failed.
      if (question.value === asked) setQuestion('');
      return task;
    });
  }

  #answer(prepare: (signal: AbortSignal) => Promise<Task>): Promise<void> {
    if (this.#app.state.answering) return this.ended;
    this.ended = this.#answerTo(prepare);
    return this.ended;
  }

  /** Answers, and keeps what there is of an answer that is stopped. */
  async #answerTo(prepare: (signal: AbortSignal) => Promise<Task>): Promise<void> {
    const visit = this.#visit;
    const own = new AbortController();
    this.#app.set({ answering: own });
    for (const element of this.#failed.splice(0)) element.remove();
    const shown = log.lastElementChild;
    say(strings.answering);
    let task: Task | undefined;
    let reply: Reply | undefined;
    try {
      task = await prepare(own.signal);
      reply = new Reply(this.#app, task.continued);
      await produce(this.#app, this.#store, task, reply, own.signal);
      await this.#finish(task, reply, visit);
    } catch (error) {
      reply?.end(own.signal.aborted ? strings.stopped : strings.failed);
      // A model resumes an answer that has failed; of a server's, there is what it has sent.
      const mayKeep = own.signal.aborted || this.#app.state.settings.engine === 'server';
      const kept = task && reply && mayKeep && (await this.#keep(task, reply, visit));
      if (visit !== this.#visit) return;
      if (!kept) this.#giveBack(task, error, own.signal);
      else if (!own.signal.aborted) showProblem(sentenceOf(error));
      // These are not part of the conversation.
      const all = [...log.children];
      const last = kept ? reply!.last.element : shown;
      this.#failed = all.slice(last ? all.indexOf(last) + 1 : 0);
    } finally {
      if (this.#app.state.answering === own) this.#app.set({ answering: undefined });
      if (visit !== this.#visit) void task?.session.dispose();
    }
  }

  async #finish(task: Task, reply: Reply, visit: number): Promise<void> {
    await keepWhole(this.#store, task, reply);
    if (visit === this.#visit) {
      const from = task.base + task.input.length;
      this.#transcript.finishAnswer(reply.last, from, task.session.messages.length, reply.cut);
      if (reply.calls.size > 0) showProblem(strings.keepsCalling);
      else sayAnswer(reply.last.text);
    }
  }

  /** Keeps what there is of a stopped answer. Returns false if there is nothing. */
  async #keep(task: Task, reply: Reply, visit: number): Promise<boolean> {
    const { session, base, input } = task;
    const answered = reply.messages();
    const hasLeft = visit !== this.#visit;
    if (answered.length === 0 && !hasLeft) return false;
    try {
      await keepPart(this.#store, task, answered);
    } catch (error) {
      if (!hasLeft) showProblem(sentenceOf(error));
    }
    if (!hasLeft) {
      this.#transcript.finishAnswer(reply.last, base + input.length, session.messages.length, true);
      say(strings.wasStopped);
    }
    return true;
  }

  /** After an answer that failed, or was stopped at once: the question can be asked again. */
  #giveBack(task: Task | undefined, error: unknown, signal: AbortSignal): void {
    const text = task && questionOf(task);
    const mayResume = task?.session.resumable;
    if (text !== undefined && question.value === '' && !mayResume) setQuestion(text);
    say(signal.aborted ? strings.wasStopped : strings.answerFailed);
    if (!signal.aborted) {
      const again = { label: strings.tryAgain, run: () => void this.#resume(task!.session) };
      const reload = { label: strings.loadAgain, run: this.#loadAgain };
      showProblem(sentenceOf(error), ...(isCrash(error) ? [reload] : mayResume ? [again] : []));
    }
  }

  #showAlternatives(): void {
    this.#transcript.showAlternatives(this.#store.alternatives(this.#app.state.name));
  }
}
