// Asks the model, runs the tools that it calls, and shows its answers.

import { type Message, type Model, runTools, type ToolCall, type ToolRunResult } from '../src/index.ts';
import { say } from './announce.ts';
import type { App } from './app.ts';
import { byId } from './elements.ts';
import { isCrash, sentenceOf } from './problems.ts';
import { strings } from './strings.ts';
import { tools } from './tools.ts';
import { AnswerView, formatSpeed, showProblem, showQuestion, showToolResult } from './turns.ts';

/** Maximum number of answers per question. */
const maxRounds = 5;

const welcome = byId('welcome');
const question = byId<HTMLTextAreaElement>('question');

/** Answers a question. `loadAgain` is what helps after a crash. */
export async function ask(app: App, text: string, loadAgain: () => void): Promise<void> {
  // Keep this conversation, because a new chat may begin before this answer has ended.
  const { model, answering, conversation: messages } = app.state;
  if (!model || answering || text.trim() === '') return;
  welcome.remove();
  messages.push({ role: 'user', content: text });
  showQuestion(text);
  const own = new AbortController();
  const { signal } = own;
  app.set({ answering: own });
  const isOwn = (): boolean => app.state.answering === own;
  say(strings.answering);
  try {
    const result = await answer(app, model, messages, signal);
    const calls = result.finishReason === 'tool-calls';
    // Calls without results stay out of the conversation.
    messages.push(...(calls ? result.messages.slice(0, -1) : result.messages));
    if (calls) showProblem(strings.keepsCalling);
    else say(strings.answerComplete);
  } catch (error) {
    // Remove a question without an answer, because the next one would be read as its continuation.
    if (messages.at(-1)?.role === 'user') {
      messages.pop();
      if (isOwn() && question.value === '') question.value = text;
    }
    if (isOwn()) say(signal.aborted ? strings.wasStopped : strings.answerFailed);
    const remedy = isCrash(error) ? { label: strings.loadAgain, run: loadAgain } : undefined;
    if (!signal.aborted) showProblem(sentenceOf(error), remedy);
  } finally {
    // By now, a new chat may be answering.
    app.set(isOwn() ? { answering: undefined } : {});
  }
}

/** Shows the answers of the model, and the results of the tools that it calls. */
async function answer(
  app: App,
  model: Model,
  messages: Message[],
  signal: AbortSignal,
): Promise<ToolRunResult> {
  let view = new AnswerView();
  const calls = new Map<string, ToolCall>();
  const run = runTools(model, messages, {
    ...app.observing,
    temperature: byId<HTMLInputElement>('temperature').valueAsNumber,
    maxTokens: 1024,
    signal,
    tools: byId<HTMLInputElement>('tools').checked ? tools : {},
    maxRounds,
  });
  try {
    for await (const part of run) {
      app.emit('part', part);
      if (part.type === 'tool-result') {
        showToolResult(calls.get(part.id)!, part.content);
        calls.delete(part.id);
        if (calls.size === 0) view = new AnswerView();
      } else if (part.type === 'round-finish') {
        view.finish(part);
        const { decodeTokensPerSecond: speed } = part.timings;
        if (speed > 0) byId('speed').textContent = strings.speed(formatSpeed(speed));
      } else if (part.type !== 'finish') {
        view.add(part);
        if (part.type === 'tool-call') calls.set(part.id, part);
      }
    }
  } catch (error) {
    view.end(signal.aborted ? strings.stopped : strings.failed);
    if (view.text !== '') messages.push({ role: 'assistant', content: view.text });
    throw error;
  }
  return run.result;
}

export function startNewChat(app: App): void {
  app.state.answering?.abort();
  byId('log').replaceChildren(welcome);
  app.set({ answering: undefined, conversation: [] });
  question.focus();
}
