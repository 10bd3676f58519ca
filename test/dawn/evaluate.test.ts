import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { readLogits } from '../../src/engine/trace.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { LogitsReader } from '../../training/evaluate/logits.ts';
import { type ModelFiles, openModelFiles } from '../../training/evaluate/model-files.ts';
import type { Problem } from '../../training/evaluate/problems.ts';
import { evaluate } from '../../training/evaluate/run.ts';
import { readText } from '../../training/evaluate/text.ts';

const bundled = new URL('../../demo/public/models/m1-nano', import.meta.url).pathname;
const gpu = await requestGpu();
let files: ModelFiles;

beforeAll(async () => {
  files = await openModelFiles(bundled);
});

afterAll(() => gpu.device.destroy());

function problem(task: string, question: string, parts: Partial<Problem>): Problem {
  const messages: Problem['messages'] = [{ role: 'user', content: question }];
  return { task, messages, tools: [], thinks: true, heldOut: true, answer: '', toolCalls: [], ...parts };
}

const weather = {
  name: 'get_weather',
  description: 'Get the weather of a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const problems = [
  problem('addition', 'What is 3 + 4?', { answer: '3 + 4 = 7' }),
  problem('addition', 'What is 4 + 4?', { answer: '4 + 4 = 9' }),
  problem('tool-calls', 'What is the weather in Rome?', {
    thinks: false,
    tools: [weather],
    toolCalls: [{ name: 'get_weather', arguments: { city: 'Rome' } }],
  }),
];
const text = 'Once upon a time there was a little girl. She had a red ball and a small dog. '.repeat(3);
const wordings = [{ ...problems[0]!, heldOutWording: true }];
const conversations = [
  {
    kind: 'name',
    turns: [
      { says: 'My name is Tom.', expects: [['Tom']], bans: ['your name is not'] },
      { says: 'What is my name?', expects: [['Tom', 'Thomas']], bans: [] },
    ],
  },
];
const everyday = [
  { kind: 'sums', turns: [{ says: 'What is 3 + 4?', expects: [['7', 'seven']], bans: ['8'] }] },
];
const inputs = { problems, wordings, conversations, everyday, text };
const options = {
  tasks: undefined,
  count: 10,
  conversationCount: 1,
  everydayCount: 1,
  maxTokens: 200,
  lengths: [128],
  recallCount: 1,
  budgets: [0, 4, 256],
  budgetCount: 1,
};

describe(`the evaluation of the bundled model on ${gpu.name}`, () => {
  test('reads the same logits by chunk as token by token', async () => {
    const { manifest, source, tokenizer } = files;
    const model = await loadOntoGpu({ gpu, manifest, source, contextLength: 64, chunkTokens: 64 });
    const reader = new LogitsReader(gpu, model.executor.forward);
    try {
      const ids = Uint32Array.from(tokenizer.encode(text).slice(0, 20));
      model.sequence.begin({ sampling: resolveSampling({ temperature: 0 }), stopIds: [], limit: 1 });
      await model.sequence.prefill(ids);
      const { vocabSize } = manifest.config;
      const all = await reader.read(ids.length);
      expect(all).toHaveLength(ids.length * vocabSize);
      for (const row of [0, 7, 19]) {
        const expected = await readLogits(gpu, model.executor, row);
        expect(all.subarray(row * vocabSize, (row + 1) * vocabSize)).toEqual(expected);
      }
    } finally {
      reader.destroy();
      model.destroy();
    }
  });

  test('asks, grades, reads, and reports every section when it is complete', async () => {
    const sections = [
      'text',
      'problems',
      'wordings',
      'conversations',
      'everyday',
      'recall',
      'budget',
    ] as const;
    const reported: string[][] = [];
    const report = await evaluate(
      gpu,
      { ...inputs, models: [files] },
      { ...options, sections: [...sections] },
      {
        onProgress: () => {},
        onReport: async ({ models }) => {
          reported.push(sections.filter((section) => section in models[0]!));
        },
      },
    );
    const { problems: answers, recall, budget, ...own } = report.models[0]!;
    expect(reported).toEqual([[], ...sections.map((_, i) => sections.slice(0, i + 1))]);
    expect(own.revision).toBe(files.manifest.revision);
    expect(answers!.map(({ task, solved }) => [task, solved])).toEqual([
      ['addition', true],
      ['addition', false],
      ['tool-calls', true],
    ]);
    expect(answers![0]).toMatchObject({ text: '3 + 4 = 7', finishReason: 'stop' });
    expect(answers![0]!.thinkingTokens).toBeGreaterThan(3);

    expect(own.wordings).toHaveLength(1);
    expect(own.wordings![0]).toMatchObject({ heldOutWording: true, solved: true });
    const [held] = own.conversations!;
    expect(held!.turns.map(({ says, passed }) => [says, passed])).toEqual([
      ['My name is Tom.', true],
      ['What is my name?', true],
    ]);
    expect(own.everyday!.map(({ kind, solved }) => [kind, solved])).toEqual([['sums', true]]);

    const { tokens, bytes, bitsPerByte } = own.text!;
    expect(bytes).toBe(text.length);
    expect(tokens).toBe(files.tokenizer.encode(text).length);
    // A random model needs log2(4096) bits per token.
    expect(bitsPerByte).toBeGreaterThan(0.1);
    expect(bitsPerByte).toBeLessThan((12 * tokens) / bytes / 2);

    expect(recall).toHaveLength(5);
    for (const { length, promptTokens } of recall!) {
      expect(promptTokens).toBeGreaterThan(length - 40);
      expect(promptTokens).toBeLessThanOrEqual(length + 4);
    }

    // Only for problems with a thought.
    expect(budget).toHaveLength(3);
    const [none, few, many] = budget!;
    expect([none!.thinkingTokens, few!.thinkingTokens]).toEqual([0, 4]);
    expect(many).toMatchObject({ task: 'addition', closed: true, solved: true, text: '3 + 4 = 7' });
  });

  test('gives the same figures for any chunk size, and starts each window without context', async () => {
    const read = async (windowTokens: number, chunkTokens: number) => {
      const reading = { windowTokens, chunkTokens };
      const [figures] = await readText(gpu, [files], text, undefined, () => {}, reading);
      return figures!.bitsPerToken;
    };
    const [whole, inParts, forgetful] = [await read(64, 64), await read(64, 24), await read(6, 4)];
    expect(inParts).toBeCloseTo(whole, 4);
    expect(forgetful).toBeGreaterThan(1.3 * whole);
  });

  test('rejects invalid requests before it runs anything', async () => {
    const evaluating = (changed: object) =>
      evaluate(
        gpu,
        { ...inputs, models: [files] },
        { ...options, sections: ['text', 'problems', 'recall'], ...changed },
        { onProgress: () => expect.unreachable('something was read') },
      );
    await expect(evaluating({ tasks: ['chess'] })).rejects.toThrow('no problem of the task "chess"');
    await expect(evaluating({ lengths: [files.manifest.config.maxPositionEmbeddings] })).rejects.toThrow(
      'lower --lengths',
    );
  });

  test('ignores tasks if no section needs problems', async () => {
    const report = await evaluate(
      gpu,
      { ...inputs, models: [files], problems: [] },
      { ...options, sections: ['text'], tasks: ['chess'] },
      { onProgress: () => {} },
    );
    expect(report.models[0]!.text!.bytes).toBe(text.length);
  });

  test('finds no difference between a model and itself', async () => {
    const report = await evaluate(
      gpu,
      { ...inputs, models: [files, files], problems: problems.slice(0, 1) },
      { ...options, sections: ['quantization'] },
      { onProgress: () => {} },
    );
    const [reference, same] = report.models;
    expect(reference!.text!.against).toBeUndefined();
    expect(same!.text).toEqual({ ...reference!.text, against: { divergence: 0, agreement: 1 } });
    expect(same!.problems).toEqual(reference!.problems);
  });
});
