// Produces a reply: by the model on this device or on a server, with the tools that it calls.

import {
  type AnswerPart,
  type FinishPart,
  type Message,
  type Model,
  type Run,
  runTools,
  sessions,
  type ToolRunPart,
  type ToolRunResult,
} from '../src/index.ts';
import { answerOptions, serverOptions, toolDefinitions } from './answer-options.ts';
import type { App } from './app.ts';
import { type BranchMetadata, parseMetadata, withoutUnfinished } from './conversations/branches.ts';
import type { ConversationStore } from './conversations/store.ts';
import { sentenceOf } from './problems.ts';
import type { Reply } from './reply.ts';
import { type OpenSession, ServerSession } from './server-session.ts';
import type { Settings } from './settings.ts';
import { strings } from './strings.ts';
import type { Task } from './tasks.ts';
import { tools } from './tools.ts';
import { answeringLock, keepWhileWritten } from './unfinished.ts';

/** A new conversation, whose title is the beginning of its question. Without a model, a server answers in it. */
export function createConversation(
  model: Model | undefined,
  settings: Settings,
  question: string,
): OpenSession {
  const metadata: BranchMetadata = {
    conversation: crypto.randomUUID(),
    // Without half a character at its end.
    title: question
      .trim()
      .replace(/\s+/g, ' ')
      .slice(0, 80)
      .replace(/\p{Surrogate}$/u, ''),
    pinned: false,
    created: Date.now(),
  };
  const { system } = settings;
  const beginning = { name: `chat ${metadata.conversation}`, metadata: { ...metadata } };
  if (model) {
    return model.createSession({ ...beginning, system: system || null, tools: toolDefinitions(settings) });
  }
  return new ServerSession({
    ...beginning,
    messages: system === '' ? [] : [{ role: 'system', content: system }],
  });
}

/**
 * Saves a branch with the messages before this index. Undefined if this page has not begun the conversation, or the visitor has
 * left it meanwhile.
 */
export async function beginBranch(
  session: OpenSession,
  index: number,
  isLeft: () => boolean,
): Promise<OpenSession | undefined> {
  const metadata = parseMetadata(session.metadata);
  if (session.name === undefined || !metadata) return undefined;
  const branch = await session.fork();
  await branch.rewind(index);
  const parent = { name: session.name, at: index };
  await branch.save(`chat ${crypto.randomUUID()}`, {
    metadata: { ...withoutUnfinished({ ...metadata }), created: Date.now(), parent },
  });
  if (!isLeft()) return branch;
  await Promise.all([branch.dispose(), sessions.delete(branch.name!)]);
  return undefined;
}

/**
 * Shows the reply, which the session then has. One tab at a time answers in a session.
 * @throws What a run fails with.
 */
export async function produce(
  app: App,
  store: ConversationStore,
  task: Task,
  reply: Reply,
  signal: AbortSignal,
): Promise<void> {
  const lock = answeringLock(task.session.name);
  await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
    if (!held) throw new Error(strings.answeredElsewhere);
    const input = task.resumes ? await resume(task, reply, signal) : task.input;
    if (!input) return;
    if (app.state.settings.engine === 'server') await askServer(app, store, task, input, reply, signal);
    else await reply.show(run(app, task.session, input, signal), signal);
  });
}

function run(
  app: App,
  session: OpenSession,
  input: Message[],
  signal: AbortSignal,
): Run<ToolRunPart, ToolRunResult> {
  if (session instanceof ServerSession) throw new Error(strings.notOpened);
  const options = answerOptions(app.state.settings);
  return runTools(session, input, { ...options, ...app.observing, signal });
}

/** Lets a server answer the session with this input, and adds what the reply has to the session. */
async function askServer(
  app: App,
  store: ConversationStore,
  task: Task,
  sent: Message[],
  reply: Reply,
  signal: AbortSignal,
): Promise<void> {
  const { settings } = app.state;
  const { session, input, base } = task;
  const { baseURL, model, key } = settings.server;
  const { connectModel } = await import('../src/remote/connect-model.ts');
  const headers = key === '' ? null : { Authorization: `Bearer ${key}` };
  const server = connectModel({ baseURL, model, headers });
  const stopKeeping = await keepWhileWritten(store, task, reply);
  try {
    const options = { ...serverOptions(settings), signal };
    await reply.show(runTools(server, [...session.messages, ...sent], options), signal);
  } finally {
    await stopKeeping();
  }
  if (session.messages.length > base) await session.rewind(base);
  await session.append([...input, ...reply.messages()]);
  // What was stored while it was written is not kept.
  await session.save(undefined, { metadata: withoutUnfinished(session.metadata) });
}

/** Goes on with an interrupted answer. Returns the results of its calls, which are to be answered; undefined without calls. */
async function resume({ session }: Task, reply: Reply, signal: AbortSignal): Promise<Message[] | undefined> {
  if (!(session instanceof ServerSession) && session.resumable) {
    await reply.show(asRound(session.resume({ signal })), signal);
  }
  const last = session.messages.at(-1);
  const calls = last?.role === 'assistant' ? (last.toolCalls ?? []) : [];
  if (calls.length === 0) return undefined;
  const results: Message[] = [];
  for (const { id = '', name, arguments: args } of calls) {
    reply.calls.set(id, { id, name, arguments: args });
    const content = await callTool(name, args, { id, round: 0, signal });
    signal.throwIfAborted();
    reply.addResult(id, name, content);
    results.push({ role: 'tool', toolCallId: id, name, content });
  }
  return results;
}

type ToolCallContext = Parameters<(typeof tools)[string]['run']>[1];

async function callTool(name: string, args: Record<string, unknown>, call: ToolCallContext): Promise<string> {
  try {
    return String(await tools[name]!.run(args, call));
  } catch (error) {
    call.signal.throwIfAborted();
    return `Error: ${sentenceOf(error)}`;
  }
}

/** The parts of one answer as those of a round. */
async function* asRound(answer: AsyncIterable<AnswerPart | FinishPart>): AsyncGenerator<ToolRunPart> {
  for await (const part of answer) {
    if (part.type === 'finish') yield { ...part, type: 'round-finish', round: 0 };
    else yield { ...part, round: 0 };
  }
}
