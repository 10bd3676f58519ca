// A conversation that a server answers while there is no model on this device. It is saved like those of a model, which can open
// it later.

import { type Message, type Model, type Session, type SessionMetadata, sessions } from '../src/index.ts';

/** A conversation that is open, with a model or without one. */
export type OpenSession = Session | ServerSession;

export interface SessionBeginning {
  name?: string;
  metadata: SessionMetadata;
  messages: readonly Message[];
}

export class ServerSession {
  name: string | undefined;
  metadata: Readonly<SessionMetadata>;
  messages: readonly Message[];
  /** Only a model resumes its answers. */
  readonly resumable = false;
  readonly unfinished = undefined;

  constructor({ name, metadata, messages }: SessionBeginning) {
    [this.name, this.metadata, this.messages] = [name, metadata, messages];
  }

  readonly append = async (added: readonly Message[]): Promise<void> => {
    this.messages = [...this.messages, ...added];
  };

  readonly rewind = async (toMessage: number): Promise<void> => {
    this.messages = this.messages.slice(0, toMessage);
  };

  readonly fork = async (): Promise<ServerSession> =>
    new ServerSession({ metadata: this.metadata, messages: this.messages });

  readonly save = async (name = this.name, { metadata = this.metadata } = {}): Promise<void> => {
    await sessions.save(name!, this.messages, { metadata, replace: true });
    [this.name, this.metadata] = [name, metadata];
  };

  readonly dispose = async (): Promise<void> => {};
}

/** Opens a saved conversation, without a model if there is none. */
export async function openSaved(model: Model | undefined, name: string): Promise<OpenSession> {
  if (model) return model.sessions.open(name);
  const [messages, saved] = await Promise.all([sessions.messages(name), sessions.list()]);
  const { metadata = {} } = saved.find((session) => session.name === name) ?? {};
  return new ServerSession({ name, metadata, messages });
}
