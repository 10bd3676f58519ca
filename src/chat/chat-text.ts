// Loads the tokenizer, the chat template and the generation defaults from the files of a model folder. The converter uses the
// same code as the worker, to find what a worker would reject.

import { PocketM1Error } from '../errors.ts';
import { chatTemplateSources, createChatTemplate } from '../text/chat-template.ts';
import { createTokenizer } from '../text/tokenizer.ts';
import type { ChatPipeline } from './answer.ts';
import { parseGenerationConfig } from './generation-config.ts';
import { canThink } from './thinks.ts';

export type ChatText = Pick<ChatPipeline, 'tokenizer' | 'template' | 'defaults' | 'thinks'>;

/** A file of the model folder as text; undefined when the folder has no such file. */
export type ReadText = (file: string) => Promise<string | undefined>;

/**
 * Reads tokenizer.json, tokenizer_config.json, generation_config.json and config.json.
 * @throws PocketM1Error `tokenizer` when a file is not JSON, the tokenizer is not a byte-level BPE tokenizer, or it has ids
 * that a model of `vocabSize` tokens lacks; `template` when there is no chat template or it cannot be parsed.
 */
export async function loadChatText(read: ReadText, vocabSize: number): Promise<ChatText> {
  const [tokenizerJson, tokenizerConfig, generationConfig, modelConfig] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json', 'generation_config.json', 'config.json'].map((file) =>
      readJson(read, file),
    ),
  );
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig);
  const foreign = tokenizer.idsFrom(vocabSize).find((id) => !tokenizer.addedTokens.has(id));
  if (foreign !== undefined) {
    throw new PocketM1Error(
      'tokenizer',
      `tokenizer.json: the vocabulary has the id ${foreign}, but the model's ids are 0 to ${vocabSize - 1}: it belongs to another model.`,
      { details: { id: foreign, vocabSize } },
    );
  }
  const sources = chatTemplateSources(tokenizerConfig);
  return {
    tokenizer,
    template: createChatTemplate(sources, tokenizer),
    thinks: canThink(sources, tokenizer, modelConfig),
    defaults: parseGenerationConfig(generationConfig, tokenizer, modelConfig),
  };
}

async function readJson(read: ReadText, file: string): Promise<unknown> {
  const text = await read(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PocketM1Error('tokenizer', `${file} is not JSON: convert the model again.`, { cause });
  }
}
