// m1-nano with a scripted engine: generates the tokens of each text in turn, and the last text from then on.

import { parseGenerationConfig } from '../../src/chat/generation-config.ts';
import { LocalModel } from '../../src/chat/local-model.ts';
import type { EngineResult } from '../../src/engine/engine.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { type ScriptedEngine, scriptEngine } from './scripted-engine.ts';

const tokenizer = loadNanoTokenizer();
const template = createChatTemplate(
  chatTemplateSources(readJson('m1-nano/tokenizer_config.json')),
  tokenizer,
);
const defaults = parseGenerationConfig({ eos_token_id: [3] }, tokenizer);

export interface ScriptedModel {
  model: LocalModel;
  engines: ScriptedEngine[];
  /** The number of running answers. */
  readonly running: number;
  /** How often the engine was disposed. */
  readonly disposals: number;
  /** The text of the prompt of this answer. */
  promptOf(answer: number): string;
}

/** The answers end with this reason. Tokens arrive two at a time. */
export function scriptModel(
  texts: readonly string[],
  {
    finishReason = 'stop',
    name = 'scripted',
    contextLength,
  }: { finishReason?: EngineResult['finishReason']; name?: string; contextLength?: number } = {},
): ScriptedModel {
  const engines = texts.map((text) => {
    const ids = tokenizer.encode(text);
    const batches = Array.from({ length: Math.ceil(ids.length / 2) }, (_, i) => ids.slice(2 * i, 2 * i + 2));
    return scriptEngine(batches, finishReason, contextLength);
  });
  let asked = 0;
  let disposals = 0;
  const engine = {
    contextLength: engines[0]!.contextLength,
    generate: ((prompt, options) =>
      engines[Math.min(asked++, engines.length - 1)]!.generate(
        prompt,
        options,
      )) as ScriptedEngine['generate'],
    dispose: () => {
      disposals += 1;
    },
  };
  return {
    model: new LocalModel(name, { engine, tokenizer, template, defaults }),
    engines,
    get running() {
      return engines.filter(({ running }) => running).length;
    },
    get disposals() {
      return disposals;
    },
    promptOf: (answer) => {
      const requests = engines.flatMap((one) => one.requests);
      return tokenizer.decode(requests[answer]!.prompt);
    },
  };
}
