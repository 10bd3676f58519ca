// Answers with tools: asks the model, runs the tools that it calls, gives it their results, and asks again. Knows models and
// sessions by the contract alone.

import { abortable } from '../async.ts';
import type { ChatModel, GenerationRun } from '../contract/chat-model.ts';
import type { GenerationResult } from '../contract/generate.ts';
import type { Message, ToolCall } from '../contract/messages.ts';
import type { RunToolsOptions, ToolRunPart, ToolRunResult } from '../contract/tools.ts';
import { Run, startRun } from '../run.ts';
import { type Conversation, conversationOf, type SessionToAsk } from './conversation.ts';
import { type CheckedToolRun, readToolRun } from './read-tools.ts';
import { errorResult, type ToolResult } from './tool.ts';

type Rounds<Result> = AsyncGenerator<readonly ToolRunPart[], Result, undefined>;

/**
 * Answers a question with tools: runs those that the model calls, gives it the results, and lets it answer again, until it calls
 * none. The calls of a round start in the order in which the model wrote them and run at the same time; their results have that
 * order, too.
 *
 * An unknown tool, arguments that violate the schema, and what a tool throws are results that begin with `Error: `, so that the
 * model can try again. Thinking of earlier rounds is passed back; the model's chat template decides whether it writes it.
 *
 * Aborting the signal, or leaving the loop over the parts, stops the model and aborts the `signal` of running tools. `messages` is
 * not changed: add `result.messages` to it. A session keeps every round; if the run fails or is stopped, it goes back to
 * where it was, except before an answer that `resume` can continue. The run fails as one of `generate` does, with
 * 'invalid-argument' when a tool or limit is not usable, and with a `TimeoutError` after `timeoutMs`.
 *
 * @param model - A model, loaded or remote, or a session.
 * @param messages - The conversation or question; for a session, what comes next in it.
 * @example
 * const run = runTools(m1, 'What is 9135 * 2468?', {
 *   tools: { multiply: { description: 'Multiply.', schema, run: ({ a, b }) => Number(a) * Number(b) } },
 * });
 * console.log((await run.result).text);
 */
export function runTools(
  model: Pick<ChatModel, 'generate'> | SessionToAsk,
  messages: string | Message | readonly Message[],
  options: RunToolsOptions,
): Run<ToolRunPart, ToolRunResult> {
  return startRun(() => {
    const request = readToolRun(options);
    const conversation = conversationOf(model, messages);
    return new Run<ToolRunPart, ToolRunResult>(
      (signal) => answerInRounds(conversation, request, signal),
      request.signal,
    );
  });
}

async function* answerInRounds(
  conversation: Conversation,
  request: CheckedToolRun,
  stop: AbortSignal,
): Rounds<ToolRunResult> {
  const { timeoutMs, maxRounds, definitions: tools, options } = request;
  const signal = timeoutMs === undefined ? stop : AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
  const messages: Message[] = [];
  const results: GenerationResult[] = [];
  try {
    for (let round = 0; ; round++) {
      const toolChoice = round > 0 && options.toolChoice !== 'none' ? 'auto' : options.toolChoice;
      const result = yield* relay(conversation.ask({ ...options, tools, toolChoice, signal }), round);
      results.push(result);
      const { text, thinking, toolCalls, finishReason } = result;
      const answer: Message = { role: 'assistant', content: text, thinking, toolCalls };
      messages.push(answer);
      conversation.answered(answer);
      if (finishReason !== 'tool-calls' || round + 1 === maxRounds) return sumOf(results, messages);
      const answers = yield* callTools(toolCalls, request, round, signal);
      messages.push(...answers);
      conversation.add(answers);
    }
  } catch (error) {
    await conversation.undo();
    throw error;
  }
}

/** The parts of one answer. */
async function* relay(run: GenerationRun, round: number): Rounds<GenerationResult> {
  for await (const part of run) {
    if (part.type !== 'finish') yield [{ ...part, round }];
    else yield [{ ...part, type: 'round-finish', round }];
  }
  return run.result;
}

/** Runs the calls of an answer, and returns their results in the order of the calls. */
async function* callTools(
  calls: readonly ToolCall[],
  request: CheckedToolRun,
  round: number,
  stop: AbortSignal,
): Rounds<Message[]> {
  const results: ToolResult[] = [];
  const running = new Map(
    calls.map((call, i) => [i, callTool(call, request, round, stop).then((result) => ({ i, result }))]),
  );
  while (running.size > 0) {
    const { i, result } = await abortable(Promise.race(running.values()), stop);
    running.delete(i);
    results[i] = result;
    const { id, name } = calls[i]!;
    yield [{ type: 'tool-result', round, id, name, ...result }];
  }
  return calls.map(({ id, name }, i) => ({
    role: 'tool',
    toolCallId: id,
    name,
    content: results[i]!.content,
  }));
}

async function callTool(
  call: ToolCall,
  { tools, toolTimeoutMs: timeoutMs }: CheckedToolRun,
  round: number,
  stop: AbortSignal,
): Promise<ToolResult> {
  const tool = tools.get(call.name);
  if (tool) return tool.call(call, { round, stop, timeoutMs });
  const names = tools.size > 0 ? ` The tools are ${[...tools.keys()].join(', ')}.` : '';
  return errorResult(`There is no tool ${call.name}.${names}`);
}

function sumOf(results: readonly GenerationResult[], messages: Message[]): ToolRunResult {
  const last = results.at(-1)!;
  const traffic = results.flatMap(({ experts }) => experts ?? []);
  return {
    ...last,
    malformedToolCalls: results.flatMap(({ malformedToolCalls }) => malformedToolCalls),
    usage: sumOfFields(results.map(({ usage }) => usage)),
    ...(traffic.length > 0 && { experts: sumOfFields(traffic) }),
    rounds: results.length,
    messages,
  };
}

/** Adds up records of numbers. */
function sumOfFields<Fields extends { [Name in keyof Fields]: number }>(records: readonly Fields[]): Fields {
  const sum = { ...records[0]! };
  for (const record of records.slice(1)) {
    for (const name of Object.keys(sum) as (keyof Fields)[])
      sum[name] = (sum[name] + record[name]) as Fields[keyof Fields];
  }
  return sum;
}
