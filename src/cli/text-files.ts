// What goes with the weights: configuration, tokenizer and chat template, all in the files in which a browser looks for them.

import { readdir } from 'node:fs/promises';
import { completeAddedTokens, completeNamedTokens, type TokenFiles } from './added-tokens.ts';
import { findChatTemplates } from './chat-templates.ts';
import { type JsonFile, jsonBytes, readJsonFile } from './json-file.ts';

const TOKENIZER = 'tokenizer.json';
const TOKENIZER_CONFIG = 'tokenizer_config.json';
const SPECIAL_TOKENS_MAP = 'special_tokens_map.json';
const FILES = ['config.json', 'generation_config.json', TOKENIZER, TOKENIZER_CONFIG, SPECIAL_TOKENS_MAP];

export interface TextFiles {
  /** Their bytes by name, in the order of the manifest. */
  files: Map<string, Uint8Array>;
  /** Sentences for the user about what is left out. */
  notes: string[];
}

/**
 * Reads them from the checkpoint. What transformers keeps in other files goes into those that a browser reads.
 *
 * @throws PocketM1Error 'checkpoint-invalid' for a file that is not what its name says.
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

/** JSON has no such numbers, so a browser does not see them. */
function notFinite(file: string, value: Record<string, unknown> = {}): string[] {
  return Object.entries(value).flatMap(([key, number]) =>
    typeof number === 'number' && !Number.isFinite(number)
      ? [`${file}: ${key} is ${number} and is left out`]
      : [],
  );
}

/** What the folder has in place of a tokenizer.json. */
async function otherTokenizer(dir: string): Promise<string[]> {
  const files = await readdir(dir);
  const named = ['tokenizer.model', 'spiece.model', 'sentencepiece.bpe.model', 'vocab.json', 'vocab.txt'];
  const other = named.find((file) => files.includes(file));
  if (other === undefined) return [];
  return [
    other.endsWith('.model')
      ? `${other} is a tokenizer of SentencePiece, of which a browser reads none`
      : `${other} is no tokenizer.json: load the tokenizer with AutoTokenizer and save it with save_pretrained`,
  ];
}
