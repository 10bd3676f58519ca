// A model whose worker reads prompts that arrive in pieces, over real message channels, with a scripted engine.

import type { Connection } from '../../src/api/connection.ts';
import { Model } from '../../src/api/model.ts';
import { abortable } from '../../src/async.ts';
import type { ChatPipeline } from '../../src/chat/answer.ts';
import { answerTexts } from '../../src/chat/answer-texts.ts';
import { completeText } from '../../src/chat/complete.ts';
import type { Guide } from '../../src/engine/guide.ts';
import type { PromptSource } from '../../src/engine/prompt-source.ts';
import { createTraffic } from '../../src/engine/traffic.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { GenerationQueue } from '../../src/worker/generation-queue.ts';
import type { Host } from '../../src/worker/protocol.ts';
import { remotePieces } from '../../src/worker/remote-text.ts';
import { loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { connectHost } from './connected-host.ts';

const tokenizer = loadNanoTokenizer();
const template = createChatTemplate(
  chatTemplateSources(readJson('m1-nano/tokenizer_config.json')),
  tokenizer,
);
const opened: Connection[] = [];

export function closeReadingModels(): void {
  for (const connection of opened.splice(0)) connection.close(new Error('the test is over'));
}

/**
 * Reads the prompt as it arrives, and answers with this text. `prompts`: those that were read completely; `guides`: what guides
 * the answers to them.
 */
export function openReadingModel(answer = ' and so on'): {
  model: Model;
  prompts: number[][];
  guides: (Guide | undefined)[];
} {
  const prompts: number[][] = [];
  const guides: (Guide | undefined)[] = [];
  const engine: ChatPipeline['engine'] = {
    contextLength: 100_000,
    async *generate(given, { guide, onCached, onRead, signal }) {
      const prompt = given as PromptSource;
      onCached?.(0);
      while (!prompt.ended) {
        await abortable(prompt.more(), signal);
        onRead?.(prompt.tokens.length);
        yield [];
      }
      prompts.push([...prompt.tokens]);
      guides.push(guide);
      yield tokenizer.encode(answer);
      const promptTokens = prompt.tokens.length;
      return {
        finishReason: 'stop',
        promptTokens,
        generatedTokens: 3,
        prefillMs: 1,
        decodeMs: 1,
        experts: createTraffic(),
      };
    },
  };
  const defaults = { sampling: {}, stopIds: [tokenizer.idOf('<end_of_sentence>')!], unknownStopIds: [] };
  const pipeline: ChatPipeline = { engine, tokenizer, template, defaults };
  const queue = new GenerationQueue(() => {
    throw new Error('only texts that arrive in pieces here');
  });
  const host: Partial<Host> = {
    generate(messages, options, port, texts = []) {
      const pieces = texts.map(({ message, port }) => ({ message, pieces: remotePieces(port) }));
      queue.serve((signal) => answerTexts(pipeline, messages, pieces, { ...options, signal }), port);
    },
    complete: (options, text, port) =>
      queue.serve((signal) => completeText(pipeline, remotePieces(text), { ...options, signal }), port),
  };
  const { connection } = connectHost(host);
  opened.push(connection);
  return { model: new Model(connection, { name: 'test' } as never), prompts, guides };
}
