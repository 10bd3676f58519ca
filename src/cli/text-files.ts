// Collects configuration, tokenizer and chat template into the files that the browser reads.

import { readdir } from 'node:fs/promises';
import { completeAddedTokens, completeNamedTokens, type TokenFiles } from './added-tokens.ts';
import { findChatTemplates } from './chat-templates.ts';
import { type JsonFile, jsonBytes, readJsonFile } from './json-file.ts';

const TOKENIZER = 'tokenizer.json';
const TOKENIZER_CONFIG = 'tokenizer_config.json';
const SPECIAL_TOKENS_MAP = 'special_tokens_map.json';
const FILES = ['config.json', 'generation_config.json', TOKENIZER, TOKENIZER_CONFIG, SPECIAL_TOKENS_MAP];

export interface TextFiles {
  /** Bytes by file name, in the order of the manifest. */
  files: Map<string, Uint8Array>;
  /** Sentences for the user about what is missing. */
  notes: string[];
}

/**
 * Reads the files from the checkpoint, and merges other files of transformers into them.
 * @throws PocketM1Error `checkpoint-invalid` for a malformed file.
 */
export async function readTextFiles(dir: string): Promise<TextFiles> {
  const found = new Map<string, JsonFile>();
  for (const file of FILES) {
    const json = await readJsonFile(dir, file);
    if (json !== undefined) found.set(file, json);
  }
  const put = (file: string, value: Record<string, unknown> | undefined): void => {
    if (value !== undefined && value !== found.get(file)?.value)
      found.set(file, { value, bytes: jsonBytes(file, value) });
  };
  const tokenFiles: TokenFiles = {
    tokenizer: found.get(TOKENIZER)?.value,
    tokenizerConfig: found.get(TOKENIZER_CONFIG)?.value,
    specialTokensMap: found.get(SPECIAL_TOKENS_MAP)?.value,
    addedTokens: (await readJsonFile(dir, 'added_tokens.json'))?.value,
  };
  const tokenizerConfig = completeNamedTokens(tokenFiles);
  const templates = await findChatTemplates(dir, tokenizerConfig);
  put(TOKENIZER, completeAddedTokens({ ...tokenFiles, tokenizerConfig }));
  put(
    TOKENIZER_CONFIG,
    templates === undefined || templates === tokenizerConfig?.chat_template
      ? tokenizerConfig
      : { ...tokenizerConfig, chat_template: templates },
  );
  return {
    files: new Map(
      FILES.flatMap((file) => (found.has(file) ? [[file, found.get(file)!.bytes] as const] : [])),
    ),
    notes: [
      ...notFinite('generation_config.json', found.get('generation_config.json')?.value),
      ...(found.has(TOKENIZER) ? [] : await otherTokenizer(dir)),
    ],
  };
}

/** Notes about NaN and Infinity, which JSON cannot represent. */
function notFinite(file: string, value: Record<string, unknown> = {}): string[] {
  return Object.entries(value).flatMap(([key, number]) =>
    typeof number === 'number' && !Number.isFinite(number)
      ? [`${file}: ${key} is ${number} and is ignored`]
      : [],
  );
}

/** A note about another kind of tokenizer in place of a tokenizer.json. */
async function otherTokenizer(dir: string): Promise<string[]> {
  const files = await readdir(dir);
  const named = ['tokenizer.model', 'spiece.model', 'sentencepiece.bpe.model', 'vocab.json', 'vocab.txt'];
  const other = named.find((file) => files.includes(file));
  if (other === undefined) return [];
  return [
    other.endsWith('.model')
      ? `${other} is a SentencePiece tokenizer, which browsers cannot read`
      : `${other} is not a tokenizer.json: load the tokenizer with AutoTokenizer and save it with save_pretrained`,
  ];
}
