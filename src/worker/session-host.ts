// The sessions of a page, by ids that the page chooses. Calls that need their states wait in the queue of generations.

import { proxyMarker } from 'comlink';
import { importSession, type OpenedSession, openSession } from '../chat/open-session.ts';
import { type SaveAs, Session, type SessionContext, type SessionQuestion } from '../chat/session.ts';
import { encodeSessionFile } from '../chat/session-file.ts';
import type { GenerationResult, StreamedPart } from '../contract/generate.ts';
import type { Tool } from '../contract/messages.ts';
import type { Turn } from '../text/read-messages.ts';
import type { GenerationQueue } from './generation-queue.ts';
import type { SessionsHost } from './protocol.ts';
import { toWireError } from './wire-error.ts';

export interface SessionHostOptions {
  context: SessionContext;
  queue: GenerationQueue;
  /** Pauses prefetching for an answer. */
  around: (
    answer: AsyncGenerator<StreamedPart[], GenerationResult, undefined>,
  ) => AsyncGenerator<StreamedPart[], GenerationResult, undefined>;
}

export class SessionHost implements SessionsHost {
  readonly [proxyMarker] = true;
  readonly #options: SessionHostOptions;
  readonly #sessions = new Map<number, Session>();

  constructor(options: SessionHostOptions) {
    this.#options = options;
  }

  open(id: number, name: string): Promise<OpenedSession> {
    return this.#inTurn(async () => this.#enter(id, await openSession(this.#options.context, name)));
  }

  import(id: number, file: ArrayBuffer, trusted: boolean): Promise<OpenedSession> {
    return this.#inTurn(async () =>
      this.#enter(id, await importSession(this.#options.context, file, trusted)),
    );
  }

  generate(id: number, question: SessionQuestion, saveAs: SaveAs | undefined, port: MessagePort): void {
    const { queue, around } = this.#options;
    queue.serve((signal) => around(this.#session(id).answer(question, saveAs, signal)), port);
  }

  resume(id: number, saveAs: SaveAs | undefined, port: MessagePort): void {
    const { queue, around } = this.#options;
    queue.serve((signal) => around(this.#session(id).resume(saveAs, signal)), port);
  }

  rewind(id: number, messages: readonly Turn[], tools: readonly Tool[]): Promise<void> {
    return this.#inTurn(() => this.#session(id).rewind(messages, tools));
  }

  fork(id: number, as: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#sessions.set(as, await this.#session(id).fork());
    });
  }

  save(id: number, saveAs: SaveAs, messages: readonly Turn[]): Promise<void> {
    return this.#inTurn(() => this.#session(id).save(saveAs, messages));
  }

  export(
    id: number,
    { defaults, metadata }: Omit<SaveAs, 'name'>,
    messages: readonly Turn[],
  ): Promise<ArrayBuffer> {
    return this.#inTurn(async () => {
      const state = await this.#session(id).state();
      return encodeSessionFile({ messages, options: defaults, metadata, state });
    });
  }

  release(id: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#sessions.get(id)?.release();
      this.#sessions.delete(id);
    });
  }

  #enter(id: number, { session, opened }: { session: Session; opened: OpenedSession }): OpenedSession {
    this.#sessions.set(id, session);
    return opened;
  }

  /** Creates the session if the id is new. */
  #session(id: number): Session {
    const session = this.#sessions.get(id) ?? new Session(this.#options.context);
    this.#sessions.set(id, session);
    return session;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#options.queue.run(work);
    } catch (error) {
      throw toWireError(error);
    }
  }
}
