// Produces a reply: by the model on this device or on a server, with the tools that it calls.

import {
  type AnswerPart,
  type FinishPart,
  type Message,
  type Model,
  type Run,
  runTools,
  type Session,
  type ToolRunPart,
  type ToolRunResult,
} from '../src/index.ts';
import { answerOptions, serverOptions, toolDefinitions } from './answer-options.ts';
import type { App } from './app.ts';
import type { BranchMetadata } from './conversations/branches.ts';
import { sentenceOf } from './problems.ts';
import type { Reply } from './reply.ts';
import type { Settings } from './settings.ts';
import { strings } from './strings.ts';
import { tools } from './tools.ts';
import type { AnswerView } from './turns.ts';

/** What to answer. */
export interface Task {
  session: Session;
  /** How many of the session's messages stay if the answer is stopped. */
  base: number;
  /** The messages that are new, before the answer. */
  input: Message[];
  /** The answer to go on with. */
  continued?: AnswerView;
  /** Whether to go on with an answer that was interrupted. */
  resumes?: boolean;
}

/** A new conversation, whose title is the beginning of its question. */
export function createConversation(model: Model, settings: Settings, question: string): Session {
  const metadata: BranchMetadata = {
    conversation: crypto.randomUUID(),
    title: question.trim().replace(/\s+/g, ' ').slice(0, 80),
    pinned: false,
    created: Date.now(),
  };
  return model.createSession({
    name: `chat ${metadata.conversation}`,
    metadata: { ...metadata },
    system: settings.system || null,
    tools: toolDefinitions(settings),
  });
}

/**
 * Shows the reply, which the session then has. One tab at a time answers in a session.
 * @throws What a run fails with.
 */
export async function produce(app: App, task: Task, reply: Reply, signal: AbortSignal): Promise<void> {
  const lock = `pocket-m1 demo answering ${task.session.name}`;
  await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
    if (!held) throw new Error(strings.answeredElsewhere);
    if (task.resumes) await resume(app, task, reply, signal);
    else if (app.state.settings.engine === 'server') await askServer(app, task, reply, signal);
    else await reply.show(run(app, task.session, task.input, signal), signal);
  });
}

function run(
  app: App,
  session: Session,
  input: Message[],
  signal: AbortSignal,
): Run<ToolRunPart, ToolRunResult> {
  const options = answerOptions(app.state.settings);
  return runTools(session, input, { ...options, ...app.observing, signal });
}

/** Lets a server answer, and adds its answer to the session. */
async function askServer(
  app: App,
  { session, input }: Task,
  reply: Reply,
  signal: AbortSignal,
): Promise<void> {
  const { settings } = app.state;
  const { baseURL, model, key } = settings.server;
  const { connectModel } = await import('../src/remote/connect-model.ts');
  const headers = key === '' ? null : { Authorization: `Bearer ${key}` };
  const server = connectModel({ baseURL, model, headers });
  const run = runTools(server, [...session.messages, ...input], { ...serverOptions(settings), signal });
  await reply.show(run, signal);
  const { messages } = await run.result;
  await session.append([...input, ...messages]);
  await session.save();
}

async function resume(app: App, { session }: Task, reply: Reply, signal: AbortSignal): Promise<void> {
  if (session.resumable) await reply.show(asRound(session.resume({ signal })), signal);
  const last = session.messages.at(-1);
  const calls = last?.role === 'assistant' ? (last.toolCalls ?? []) : [];
  if (calls.length === 0) return;
  const results: Message[] = [];
  for (const { id = '', name, arguments: args } of calls) {
    reply.calls.set(id, { id, name, arguments: args });
    const content = await callTool(name, args, { id, round: 0, signal });
    reply.addResult(id, name, content);
    results.push({ role: 'tool', toolCallId: id, name, content });
  }
  await reply.show(run(app, session, results, signal), signal);
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
