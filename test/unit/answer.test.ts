import { describe, expect, it } from 'vitest';
import { answerPrompt, type ChatPipeline, generateAnswer } from '../../src/chat/answer.ts';
import { readGenerateOptions } from '../../src/chat/generate-options.ts';
import { parseGenerationConfig } from '../../src/chat/generation-config.ts';
import type {
  GenerateOptions,
  GenerationResult,
  StreamedPart,
  ToolCallDelta,
} from '../../src/contract/generate.ts';
import type { Message, ToolCall } from '../../src/contract/messages.ts';
import { type PromptSource, wholePrompt } from '../../src/engine/prompt-source.ts';
import { TokenList } from '../../src/engine/token-list.ts';
import { countFetch, createTraffic } from '../../src/engine/traffic.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { loadNanoTokenizer, readJson, spellInBytes } from '../fixtures/text/load.ts';
import { type ScriptedEngine, scriptEngine, scriptedRouting } from '../support/scripted-engine.ts';

const tokenizer = loadNanoTokenizer();
const template = createChatTemplate(
  chatTemplateSources(readJson('m1-nano/tokenizer_config.json')),
  tokenizer,
);
const defaults = parseGenerationConfig({ eos_token_id: [3], temperature: 0.7, top_p: 0.9 }, tokenizer);

/** A model that answers with this text, two tokens at a time. */
function modelSaying(
  text: string,
  finishReason?: 'stop' | 'length',
): ChatPipeline & { engine: ScriptedEngine } {
  const ids = tokenizer.encode(text);
  const batches = Array.from({ length: Math.ceil(ids.length / 2) }, (_, i) => ids.slice(2 * i, 2 * i + 2));
  return { engine: scriptEngine(batches, finishReason), tokenizer, template, defaults };
}

async function run(
  model: ChatPipeline,
  messages: string | readonly Message[] = 'Hi',
  options?: GenerateOptions,
): Promise<{ parts: StreamedPart[]; result: GenerationResult }> {
  const parts: StreamedPart[] = [];
  const answer = generateAnswer(model, messages, readGenerateOptions(options));
  for (;;) {
    const next = await answer.next();
    if (next.done) return { parts, result: next.value };
    expect(next.value).not.toEqual([]);
    parts.push(...next.value);
  }
}

describe('an answer', () => {
  it('has parts that add up to the result', async () => {
    const { parts, result } = await run(modelSaying('<think>\n4 + 5 = 9\n</think>\n\nThe answer is 9.'));
    const joined = (type: string): string =>
      parts.map((p) => (p.type === type && 'text' in p ? p.text : '')).join('');
    expect(joined('thinking')).toBe('4 + 5 = 9');
    expect(joined('text')).toBe('The answer is 9.');
    expect(result).toMatchObject({
      thinking: '4 + 5 = 9',
      text: 'The answer is 9.',
      toolCalls: [],
      finishReason: 'stop',
    });
  });

  it('arrives in batches, like its tokens', async () => {
    const model = modelSaying('one two three four');
    const batches: StreamedPart[][] = [];
    for await (const parts of generateAnswer(model, 'Count', readGenerateOptions({}))) batches.push(parts);
    expect(batches.map((parts) => parts.length)).toContain(2);
  });

  it('counts the tokens of prompt, answer and thinking', async () => {
    const answer = '<think>\n4 + 5 = 9\n</think>\n\nThe answer is 9.';
    const model = modelSaying(answer);
    const { usage } = (await run(model)).result;
    expect(usage.promptTokens).toBe(model.engine.requests[0]!.prompt.length);
    expect(usage.completionTokens).toBe(tokenizer.encode(answer).length);
    expect(usage.thinkingTokens).toBe(tokenizer.encode('<think>\n4 + 5 = 9').length);
  });

  it.each([[undefined], [['l']]])(
    'reports how many tokens of the prompt were cached; stop: %j',
    async (stop) => {
      const model = modelSaying('Hello!');
      const { generate } = model.engine;
      const engine: ChatPipeline['engine'] = {
        contextLength: model.engine.contextLength,
        generate: (prompt, options) => {
          options.onCached?.((prompt as PromptSource).tokens.length - 3);
          return generate(prompt, options);
        },
      };
      const { result } = await run({ ...model, engine }, 'Hi', { stop });
      const [{ prompt, options }] = model.engine.requests as [ScriptedEngine['requests'][0]];
      expect(result.usage).toMatchObject({ promptTokens: prompt.length, cachedTokens: prompt.length - 3 });
      // Before the generation prefix.
      const end = options.checkpoints!().at(-1)!;
      expect(tokenizer.decode(prompt.slice(0, end))).toContain('Hi');
      expect(end).toBeLessThan(prompt.length);
    },
  );

  it.each([[undefined], [['l']]])('reports which experts were fetched for it; stop: %j', async (stop) => {
    const model = modelSaying('Hello!');
    const answer = generateAnswer(model, 'Hi', readGenerateOptions({ stop }));
    let next = await answer.next();
    const traffic = model.engine.requests[0]!.options.traffic!;
    traffic.faults += 2;
    traffic.evictions += 1;
    countFetch(traffic, 'network', 150);
    countFetch(traffic, 'network', 50);
    countFetch(traffic, 'indexeddb', 100);
    countFetch(traffic, 'memory', 50);
    while (!next.done) next = await answer.next();
    expect(next.value.experts).toEqual({
      fetched: 4,
      networkBytes: 200,
      storedBytes: 100,
      memoryBytes: 50,
      faults: 2,
      evictions: 1,
      skipped: 0,
    });
    expect((await run(model)).result.experts).toEqual(createTraffic());
  });

  it.each([[undefined], [['l']]])('has the routing of exactly its tokens; stop: %j', async (stop) => {
    const { parts, result } = await run(modelSaying('Hello there, all!'), 'Hi', { stop, routing: true });
    const { completionTokens } = result.usage;
    expect(result.routing).toEqual({
      ...scriptedRouting(0, completionTokens),
      faults: new Uint16Array(completionTokens),
    });
    expect(parts.some(({ type }) => type === 'routing')).toBe(false);
    const { parts: streamed, result: whole } = await run(modelSaying('Hello there, all!'), 'Hi', {
      stop,
      routing: 'stream',
    });
    expect('routing' in whole).toBe(false);
    let tokens = 0;
    for (const part of streamed) {
      if (part.type !== 'routing') continue;
      const { type: _, from, faults, ...routing } = part;
      expect(faults).toHaveLength(routing.experts.length / 2);
      expect(from).toBe(tokens);
      tokens += routing.experts.length / 2;
      expect(routing).toEqual(scriptedRouting(from, routing.experts.length / 2));
    }
    expect(tokens).toBe(whole.usage.completionTokens);
  });

  it.each([[undefined], [false]])('has no routing unless it is requested: %s', async (routing) => {
    const model = modelSaying('Hello!');
    const { result } = await run(model, 'Hi', { routing });
    expect('routing' in result).toBe(false);
    expect(model.engine.requests[0]!.options.onRouting).toBeUndefined();
  });

  it('is one of several: parts have its number, and the result has all', async () => {
    const model = modelSaying('Hello there!');
    const { parts, result } = await run(model, 'Hi', { n: 3, seed: 7 });
    expect(model.engine.requests.map(({ options }) => options.sampling.seed)).toEqual([7, 8, 9]);
    const prompts = new Set(model.engine.requests.map(({ options }) => options.sharedPrompt));
    expect(prompts.size).toBe(1);
    expect([...prompts][0]).toBeDefined();
    const numbers = parts.map((part) => 'choice' in part && part.choice);
    expect(numbers).toEqual(numbers.toSorted());
    for (const choice of [0, 1, 2]) {
      const texts = parts.map((p) => (p.type === 'text' && p.choice === choice ? p.text : ''));
      expect(texts.join('')).toBe('Hello there!');
    }
    const { choices, ...first } = result;
    expect(choices).toHaveLength(3);
    expect(choices![0]).toEqual(first);
    expect(choices!.map(({ text }) => text)).toEqual(['Hello there!', 'Hello there!', 'Hello there!']);
  });

  it('is alone without n, and has no number', async () => {
    const { parts, result } = await run(modelSaying('Hello!'), 'Hi', { n: 1 });
    expect(parts.some((part) => 'choice' in part)).toBe(false);
    expect('choices' in result).toBe(false);
  });

  it('frees the engine when one of several is left early', async () => {
    const model = modelSaying('one two three four');
    const answer = generateAnswer(model, 'Count', readGenerateOptions({ n: 3 }));
    for await (const parts of answer) if (parts.some((part) => 'choice' in part && part.choice === 1)) break;
    expect(model.engine.running).toBe(false);
    expect(model.engine.requests).toHaveLength(2);
  });

  it('keeps the tokens before a stop string, or all that were yielded', async () => {
    const model = modelSaying('Hello there, all of you!');
    const { result } = await run(model, 'Hi', { stop: ' all' });
    const kept = model.engine.requests[0]!.options.keptTokens!();
    const ids = tokenizer.encode('Hello there, all of you!');
    expect(result.text.startsWith(tokenizer.decode(ids.slice(0, kept)))).toBe(true);
    expect(result.text.startsWith(tokenizer.decode(ids.slice(0, kept + 1)))).toBe(false);

    const left = modelSaying('one two three four');
    let tokens = 0;
    for await (const _ of generateAnswer(left, 'Count', readGenerateOptions({}))) {
      tokens = left.engine.requests[0]!.options.keptTokens!();
      break;
    }
    expect(tokens).toBe(2);
  });

  it('without thinking has no thinking tokens', async () => {
    expect((await run(modelSaying('Hello!'))).result.usage.thinkingTokens).toBe(0);
  });

  it('that is all thinking counts every token as thinking', async () => {
    const { usage, text } = (await run(modelSaying('<think>\n4 + 5', 'length'))).result;
    expect(text).toBe('');
    expect(usage.thinkingTokens).toBe(usage.completionTokens);
  });

  it('that calls tools has this finish reason', async () => {
    const call = { name: 'calculator', arguments: { expression: '12 * 34' } };
    const { parts, result } = await run(
      modelSaying(`<tool_calls>\n${JSON.stringify(call)}\n</tool_calls>`),
      'What is 12 * 34?',
      { tools: [{ name: 'calculator' }] },
    );
    const [first, ...others] = parts.slice(0, -1) as ToolCallDelta[];
    expect(parts.at(-1)).toEqual({
      type: 'tool-call',
      id: expect.stringMatching(/^call_[a-z0-9]{8}$/),
      ...call,
    });
    expect(first).toMatchObject({ index: 0, name: 'calculator', id: (parts.at(-1) as ToolCall).id });
    for (const delta of others) expect(Object.keys(delta)).toEqual(['type', 'index', 'argumentsDelta']);
    const json = [first!, ...others].map(({ argumentsDelta }) => argumentsDelta).join('');
    expect(JSON.parse(json)).toEqual(call.arguments);
    expect(result).toMatchObject({ finishReason: 'tool-calls', toolCalls: [call] });
  });

  it('that thought without an opening tag is split in the result, and its parts say where', async () => {
    const { parts, result } = await run(modelSaying('They greet me.</think>\n\nHello!'));
    expect(result).toMatchObject({ thinking: 'They greet me.', text: 'Hello!', finishReason: 'stop' });
    expect(result.usage.thinkingTokens).toBe(tokenizer.encode('They greet me.</think>').length);
    const types = parts.map(({ type }) => type);
    expect(types.indexOf('text-was-thinking')).toBe(types.lastIndexOf('text-was-thinking'));
    const [shown] = parts
      .map((part) => (part.type === 'text-was-thinking' ? '|' : 'text' in part ? part.text : ''))
      .join('')
      .split('|')
      .slice(1);
    expect(shown).toBe(result.text);
  });

  it('with malformed calls has them in the text, and the result reports them', async () => {
    const answer = '<tool_calls>\nlook(up="it")\n</tool_calls>';
    const { result } = await run(modelSaying(answer));
    expect(result).toMatchObject({
      text: answer,
      toolCalls: [],
      malformedToolCalls: [answer],
      finishReason: 'stop',
    });
    expect((await run(modelSaying('Hello!'))).result.malformedToolCalls).toEqual([]);
  });

  it('that is cut off after a complete call has that call, and the finish reason length', async () => {
    const call = '{"name": "look", "arguments": {}}';
    const { result } = await run(modelSaying(`<tool_calls>\n${call}\n{"name": "lo`, 'length'));
    expect(result).toMatchObject({
      toolCalls: [{ name: 'look', arguments: {} }],
      malformedToolCalls: ['{"name": "lo'],
      finishReason: 'length',
    });
  });

  it('that is cut off inside a character has neither parts nor a result with it', async () => {
    const ids = spellInBytes(tokenizer, 'so 😀').slice(0, -1);
    const model = { ...modelSaying(''), engine: scriptEngine([ids], 'length') };
    const { parts, result } = await run(model);
    expect(parts.map((part) => ('text' in part ? part.text : '')).join('')).toBe('so ');
    expect(result).toMatchObject({
      text: 'so ',
      finishReason: 'length',
      usage: { completionTokens: ids.length },
    });
  });

  it('that ran out of tokens has the finish reason length', async () => {
    expect((await run(modelSaying('The answer', 'length'))).result.finishReason).toBe('length');
  });

  it('that is empty is a result like any other', async () => {
    const { parts, result } = await run(modelSaying(''));
    expect(parts).toEqual([]);
    expect(result).toMatchObject({ text: '', finishReason: 'stop', usage: { completionTokens: 0 } });
  });

  it('ends before a stop string, and frees the engine', async () => {
    const model = modelSaying('one two three four five six');
    const { result } = await run(model, 'Count', { stop: [' four', 'nothing'] });
    expect(result).toMatchObject({ text: 'one two three', finishReason: 'stop' });
    expect(model.engine.running).toBe(false);
  });
});

describe('the ids of calls', () => {
  const lines = [
    '{"name": "a"}',
    '{"name": "b"}',
    '{"name": "c", "id": "mine"}',
    '{"name": "d", "id": "mine"}',
  ];
  const idsOf = async (messages: string, options: GenerateOptions): Promise<string[]> => {
    const answer = `<tool_calls>\n${lines.join('\n')}\n</tool_calls>`;
    return (await run(modelSaying(answer), messages, options)).result.toolCalls.map(({ id }) => id);
  };

  it('are the model’s if it wrote any, and differ within an answer', async () => {
    const ids = await idsOf('Hi', { seed: 1 });
    expect(ids[2]).toBe('mine');
    for (const id of ids.toSpliced(2, 1)) expect(id).toMatch(/^call_[a-z0-9]{8}$/);
    expect(new Set(ids).size).toBe(lines.length);
  });

  it('are the same for the same seed and conversation, and otherwise different', async () => {
    const ids = await idsOf('Hi', { seed: 1 });
    expect(await idsOf('Hi', { seed: 1 })).toEqual(ids);
    expect((await idsOf('Ho', { seed: 1 }))[0]).not.toBe(ids[0]);
    for (const seed of [2, 1 + 2 ** 32]) expect((await idsOf('Hi', { seed }))[0]).not.toBe(ids[0]);
    expect((await idsOf('Hi', {}))[0]).not.toBe((await idsOf('Hi', {}))[0]);
  });

  it('go through the prompt once for all calls of an answer', async () => {
    const source = wholePrompt(new TokenList(10, [1, 2, 3]));
    let passes = 0;
    const tokens = new Proxy(source.tokens, {
      get(target, name) {
        if (name === Symbol.iterator) passes += 1;
        const field: unknown = Reflect.get(target, name, target);
        return typeof field === 'function' ? field.bind(target) : field;
      },
    });
    const model = modelSaying(`<tool_calls>\n${lines.join('\n')}\n</tool_calls>`);
    const { generate } = model.engine;
    const engine: ChatPipeline['engine'] = {
      ...model.engine,
      generate: (_, options) => generate([1, 2, 3], options),
    };
    const prompt = { source: { ...source, tokens }, insideThinking: false, continues: false, askedAt: 0 };
    const answer = answerPrompt({ ...model, engine }, prompt, readGenerateOptions({}));
    let next = await answer.next();
    while (!next.done) next = await answer.next();
    expect(next.value.toolCalls).toHaveLength(lines.length);
    expect(passes).toBe(1);
  });
});

describe('an answer that continues a turn', () => {
  const begun = (fields: object): Message[] => [
    { role: 'user', content: 'Count.' },
    { role: 'assistant', ...fields },
  ];

  it('keeps the newline at its start', async () => {
    const { result } = await run(modelSaying('\ntwo'), begun({ content: 'one' }));
    expect(result.text).toBe('\ntwo');
  });

  it('is thinking if the turn ended in thinking, including its first newline', async () => {
    const { result } = await run(modelSaying('\ntwo\n</think>\n\nDone.'), begun({ thinking: 'one' }));
    expect(result).toMatchObject({ thinking: '\ntwo', text: 'Done.' });
  });
});

describe('leaving early', () => {
  it('frees the engine when the iteration is left', async () => {
    const model = modelSaying('one two three four five six');
    for await (const _ of generateAnswer(model, 'Count', readGenerateOptions({}))) break;
    expect(model.engine.requests).toHaveLength(1);
    expect(model.engine.running).toBe(false);
  });

  it('passes an abort on to the engine', async () => {
    const model = modelSaying('one two three four five six');
    const controller = new AbortController();
    const answer = generateAnswer(model, 'Count', readGenerateOptions({ signal: controller.signal }));
    await answer.next();
    controller.abort();
    await expect(answer.next()).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(model.engine.running).toBe(false);
  });
});

describe('the request to the engine', () => {
  const asked = async (options?: GenerateOptions) => {
    const model = modelSaying('Hello!');
    await run(model, 'Hi', options);
    return model.engine.requests[0]!.options;
  };

  it('takes missing options from generation_config.json', async () => {
    const { sampling, stopIds } = await asked();
    expect(sampling).toMatchObject({ temperature: 0.7, topP: 0.9 });
    expect(stopIds).toEqual([3]);
  });

  it('prefers given options, including 0', async () => {
    expect((await asked({ temperature: 0, topK: 5 })).sampling).toMatchObject({
      temperature: 0,
      topK: 5,
      topP: 0.9,
    });
  });

  it('is a prompt in the chat format, the same for a string and for one user message', async () => {
    const model = modelSaying('Hello!');
    await run(model, 'Hi');
    await run(model, [{ role: 'user', content: 'Hi' }]);
    const [first, second] = model.engine.requests;
    expect(tokenizer.decode(first!.prompt)).toBe(template.render('Hi').text);
    expect(second!.prompt).toEqual(first!.prompt);
  });
});

describe('an invalid request', () => {
  const cases: [string, unknown, GenerateOptions | undefined, RegExp][] = [
    ['no messages', [], undefined, /messages is \[\]/],
    ['messages of another type', 5, undefined, /messages is 5/],
    ['an unknown role', [{ role: 'robot', content: 'Hi' }], undefined, /messages\[0\].*robot/],
    ['maxTokens 0', 'Hi', { maxTokens: 0 }, /maxTokens is 0/],
    ['maxTokens 1.5', 'Hi', { maxTokens: 1.5 }, /maxTokens is 1\.5/],
    ['an empty stop string', 'Hi', { stop: [''] }, /stop is \[""\]/],
    ['a negative temperature', 'Hi', { temperature: -1 }, /temperature is -1/],
    ['tools that are no list', 'Hi', { tools: {} as never }, /tools is \{\}/],
  ];

  it.each(cases)('is rejected: %s', async (_, messages, options, sentence) => {
    const model = modelSaying('Hello!');
    const refused = run(model, messages as string, options);
    await expect(refused).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(sentence),
    });
    expect(model.engine.requests).toEqual([]);
  });
});

describe('generation_config.json', () => {
  it('may be missing: the end-of-turn token is then the tokenizer’s', () => {
    expect(parseGenerationConfig(undefined, tokenizer)).toEqual({
      sampling: {},
      stopIds: [3],
      unknownStopIds: [],
    });
  });

  it('may name one end-of-turn token or several, in addition to the tokenizer’s and those of config.json', () => {
    expect(parseGenerationConfig({ eos_token_id: 7 }, tokenizer).stopIds).toEqual([7, 3]);
    expect(parseGenerationConfig({ eos_token_id: [7, 8] }, tokenizer).stopIds).toEqual([7, 8, 3]);
    const config = { eos_token_id: [9, 7] };
    expect(parseGenerationConfig({ eos_token_id: 7 }, tokenizer, config).stopIds).toEqual([7, 9, 3]);
    expect(parseGenerationConfig(undefined, tokenizer, { eos_token_id: 9 }).stopIds).toEqual([9, 3]);
    expect(parseGenerationConfig(undefined, tokenizer, { eos_token_id: null }).stopIds).toEqual([3]);
  });

  it('of another model may name ids that do not exist', () => {
    const { stopIds, unknownStopIds } = parseGenerationConfig({ eos_token_id: [200020, 7] }, tokenizer, {
      eos_token_id: -1,
    });
    expect({ stopIds, unknownStopIds }).toEqual({ stopIds: [7, 3], unknownStopIds: [200020, -1] });
  });

  it('with invalid values keeps the defaults for them', () => {
    const config = {
      top_k: -1,
      top_p: 2,
      temperature: '1',
      min_p: null,
      repetition_penalty: 1.1,
      eos_token_id: [7, 'x', 1.5],
    };
    expect(parseGenerationConfig(config, tokenizer)).toMatchObject({
      sampling: { repetitionPenalty: 1.1 },
      stopIds: [7, 3],
    });
  });

  it('that does not sample is greedy', () => {
    expect(
      parseGenerationConfig({ do_sample: false, temperature: 0.7 }, tokenizer).sampling.temperature,
    ).toBe(0);
  });
});
