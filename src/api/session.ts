// A session as the page sees it: it holds the messages, the worker the state.

import { type Remote, transfer } from 'comlink';
import { abortable } from '../async.ts';
import { readGenerateOptions, requireOneAnswer } from '../chat/generate-options.ts';
import type { OpenedSession } from '../chat/open-session.ts';
import type { SaveAs } from '../chat/session.ts';
import { mayResumeAfter, nothingToResume, readConversation, withAnswer } from '../chat/session-messages.ts';
import type { AnswerPart, GenerateOptions, LocalGenerationResult } from '../contract/generate.ts';
import type { Message, StreamedMessage } from '../contract/messages.ts';
import type {
  ContextUsage,
  ImportSessionOptions,
  SaveOptions,
  Session,
  SessionDefaults,
  SessionMetadata,
  SessionOptions,
} from '../contract/session.ts';
import { PocketM1Error, show } from '../errors.ts';
import { Run, startRun } from '../run.ts';
import { checkFields, invalidArgument, optionsObject, refuseOption } from '../text/plain-data.ts';
import type { Turn } from '../text/read-messages.ts';
import { claimTexts, joinTexts, takeTexts } from '../text/streamed-messages.ts';
import type { Host } from '../worker/protocol.ts';
import type { Connection } from './connection.ts';
import { readName, readSaveAs, readSessionOptions } from './session-options.ts';
import { openStream, withStart } from './stream.ts';

/** What a session needs of its model. */
export interface SessionModel {
  connection: Connection;
  contextLength: number;
  countTokens(messages: readonly Message[], tools: SessionDefaults['tools']): Promise<number>;
}

/** What a session begins with. */
interface Beginning extends Omit<OpenedSession, 'unfinished'> {
  name?: string | undefined;
  unfinished?: Turn[] | undefined;
}

/** What to ask the worker. */
interface Question {
  /** The conversation, input included. */
  turns: readonly Turn[];
  start: (host: Remote<Host>, port: MessagePort) => Promise<void>;
}

type PrepareQuestion = (signal: AbortSignal) => Question | Promise<Question>;
type AnyMessage = Message | StreamedMessage;

/** The worker's sessions have numbers, which pages give them. */
let lastId = 0;

/** @throws PocketM1Error `invalid-argument` naming the option. */
export function createSession(model: SessionModel, options: SessionOptions | null | undefined): Session {
  return new ModelSession(model, ++lastId, readSessionOptions(options));
}

export async function openSession(model: SessionModel, given: string): Promise<Session> {
  const name = readName(given, 'sessions.open: the name');
  const id = ++lastId;
  const opened = await model.connection.call((host) => host.sessions.open(id, name));
  return new ModelSession(model, id, { ...opened, name });
}

export async function importSession(
  model: SessionModel,
  file: Blob,
  given: ImportSessionOptions | null | undefined,
): Promise<Session> {
  const options = optionsObject(given, 'importSession');
  checkFields(options, 'importSession', { kind: 'option', names: ['trusted'] });
  const trusted = options.trusted ?? false;
  if (typeof trusted !== 'boolean') refuseOption('trusted', trusted, 'true or false');
  if (!(file instanceof Blob)) {
    throw invalidArgument('importSession: the file', `is ${show(file)}, expected a Blob`);
  }
  const bytes = await file.arrayBuffer();
  const id = ++lastId;
  const opened = await model.connection.call((host) =>
    host.sessions.import(id, transfer(bytes, [bytes]), trusted),
  );
  return new ModelSession(model, id, opened);
}

// Functions need no `this`, and what is read is no getter, so that both work on a reactive store's proxy as well.
class ModelSession implements Session {
  name: string | undefined;
  metadata: SessionMetadata;
  messages: readonly Message[] = [];
  resumable = false;
  unfinished: readonly Message[] | undefined;
  readonly #model: SessionModel;
  readonly #id: number;
  readonly #defaults: SessionDefaults;
  #turns: readonly Turn[] = [];
  /** The conversation that the answer belongs to which was cut off. */
  #unfinished: Turn[] | undefined;
  #answering = false;
  /** The last save, which may give the session another name, until it has ended. */
  #saving: Promise<unknown> | undefined;
  readonly #end = new AbortController();

  constructor(model: SessionModel, id: number, beginning: Beginning) {
    this.#model = model;
    this.#id = id;
    this.name = beginning.name;
    this.metadata = beginning.metadata;
    this.#defaults = beginning.defaults;
    this.#setUnfinished(beginning.unfinished);
    this.#setTurns(beginning.messages);
  }

  readonly generate = (
    input: string | AnyMessage | readonly AnyMessage[],
    options: GenerateOptions | null = {},
  ): Run =>
    startRun(() => {
      const given = Object.entries(optionsObject(options, 'generate')).filter(
        ([, value]) => value !== undefined && value !== null,
      );
      const { signal, ...request } = readGenerateOptions({ ...this.#defaults, ...Object.fromEntries(given) });
      requireOneAnswer(request);
      const next = [typeof input === 'string' ? { role: 'user', content: input } : input].flat();
      const before = this.#turns.length;
      const taken = takeTexts([...this.#turns, ...next]);
      const turns = readConversation(taken.messages);
      if (turns.length === 0) throw invalidArgument('generate: the session', 'has no message to answer');
      this.#checkIdle();
      claimTexts(taken.texts);
      const ask = (messages: Turn[]): Question => {
        const question = { messages, before, options: request };
        return {
          turns: messages,
          start: (host, port) => host.sessions.generate(this.#id, question, this.#saveAs(), port),
        };
      };
      if (taken.texts.length === 0) return this.#run(signal, () => ask(turns));
      return this.#run(signal, async (stop) =>
        ask(readConversation(await joinTexts(turns, taken.texts, stop))),
      );
    });

  readonly resume = (given: { signal?: AbortSignal | null | undefined } | null = {}): Run =>
    startRun(() => {
      const options = optionsObject(given, 'resume');
      checkFields(options, 'resume', { kind: 'option', names: ['signal'] });
      const { signal } = readGenerateOptions({ signal: options.signal });
      this.#checkIdle();
      const turns = this.#unfinished;
      if (!turns) throw nothingToResume();
      return this.#run(signal, () => ({
        turns,
        start: (host, port) => host.sessions.resume(this.#id, this.#saveAs(), port),
      }));
    });

  readonly rewind = async (toMessage: number): Promise<void> => {
    this.#checkIdle();
    const first = this.#turns[0]?.role === 'system' ? 1 : 0;
    const { length } = this.#turns;
    if (!(Number.isInteger(toMessage) && toMessage >= first && toMessage <= length)) {
      refuseOption('toMessage', toMessage, `an integer from ${first} to ${length}`);
    }
    await this.#replaceTurns(this.#turns.slice(0, toMessage));
  };

  readonly append = async (given: Message | readonly Message[]): Promise<void> => {
    this.#checkIdle();
    const turns = readConversation([...this.#turns, given].flat());
    // The worker's tokens are a beginning of these, unless an unfinished answer follows them.
    if (this.#unfinished) await this.#replaceTurns(turns);
    else this.#setTurns(turns);
  };

  readonly fork = async (): Promise<Session> => {
    this.#checkIdle();
    const id = ++lastId;
    const beginning = { messages: [...this.#turns], metadata: this.metadata, defaults: this.#defaults };
    await this.#model.connection.call((host) => host.sessions.fork(this.#id, id));
    return new ModelSession(this.#model, id, beginning);
  };

  readonly save = async (name?: string | null, given: SaveOptions | null = {}): Promise<void> => {
    this.#checkIdle();
    const saveAs: SaveAs = { ...readSaveAs(name, given, this), defaults: this.#defaults };
    const saving = this.#model.connection
      .call((host) => host.sessions.save(this.#id, saveAs, this.#turns))
      .then(() => {
        this.name = saveAs.name;
        this.metadata = saveAs.metadata;
      })
      .finally(() => {
        if (this.#saving === saving) this.#saving = undefined;
      });
    this.#saving = saving;
    await saving;
  };

  readonly export = async (): Promise<Blob> => {
    this.#checkIdle();
    const [turns, described] = [this.#turns, { metadata: this.metadata, defaults: this.#defaults }];
    const file = await this.#model.connection.call((host) =>
      host.sessions.export(this.#id, described, turns),
    );
    return new Blob([file], { type: 'application/octet-stream' });
  };

  readonly contextUsage = async (): Promise<ContextUsage> => {
    const { contextLength, countTokens } = this.#model;
    const { tools } = this.#defaults;
    const tokens = this.#turns.length > 0 ? await countTokens(this.#turns, tools) : 0;
    return { tokens, contextLength };
  };

  readonly dispose = async (): Promise<void> => {
    if (this.#end.signal.aborted) return;
    this.#end.abort(new PocketM1Error('disposed', 'The session was disposed: create or open another.'));
    await this.#model.connection
      .call((host) => host.sessions.release(this.#id))
      .catch((error: unknown) => {
        // With the worker, the state is gone already.
        const { code } = error as Partial<PocketM1Error>;
        if (code !== 'disposed' && code !== 'worker-crashed') throw error;
      });
  };

  #run(given: AbortSignal | undefined, prepare: PrepareQuestion): Run {
    this.#checkIdle();
    this.#answering = true;
    return new Run((signal) => this.#answer(signal, prepare), given);
  }

  async *#answer(
    stop: AbortSignal,
    prepare: PrepareQuestion,
  ): AsyncGenerator<AnswerPart[], LocalGenerationResult, undefined> {
    const signal = AbortSignal.any([stop, this.#end.signal]);
    let begun: Question | undefined;
    try {
      // An answer that never begins leaves the unfinished one as it is.
      signal.throwIfAborted();
      const saved = this.#saving?.catch(() => {});
      if (saved) await abortable(saved, signal);
      const prepared = prepare(signal);
      // Not awaited without need, because answers take their turns in the order of the calls.
      const question = prepared instanceof Promise ? await prepared : prepared;
      const { turns, start } = question;
      const answer = openStream<AnswerPart[], LocalGenerationResult>(this.#model.connection, start, signal);
      const result = yield* withStart(answer, () => {
        begun = question;
        this.#setUnfinished(undefined);
      });
      this.#setTurns(withAnswer(turns, result));
      return result;
    } catch (error) {
      if (begun && !signal.aborted && mayResumeAfter(error)) this.#setUnfinished([...begun.turns]);
      throw error;
    } finally {
      this.#answering = false;
    }
  }

  /** Discards the unfinished answer, and the tokens that do not belong to these messages. */
  async #replaceTurns(turns: Turn[]): Promise<void> {
    this.#setTurns(turns);
    this.#setUnfinished(undefined);
    await this.#model.connection.call((host) =>
      host.sessions.rewind(this.#id, turns, this.#defaults.tools ?? []),
    );
  }

  #saveAs(): SaveAs | undefined {
    const { name, metadata } = this;
    return name === undefined ? undefined : { name, metadata, defaults: this.#defaults };
  }

  #setTurns(turns: readonly Turn[]): void {
    this.#turns = turns;
    this.messages = frozen(turns);
  }

  #setUnfinished(turns: Turn[] | undefined): void {
    this.#unfinished = turns;
    this.unfinished = turns && frozen(turns);
    this.resumable = turns !== undefined;
  }

  #checkIdle(): void {
    this.#end.signal.throwIfAborted();
    if (!this.#answering) return;
    throw new PocketM1Error('busy', 'The session is answering: wait for that answer to end, or stop it.');
  }
}

const frozen = (turns: readonly Turn[]): readonly Message[] =>
  Object.freeze(turns.map((turn) => Object.freeze({ ...turn })));
