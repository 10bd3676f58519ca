// Held-out text, read by one model or by several side by side: bits per byte of each, and the distance of its probabilities
// from those of the most precise one.

import type { Gpu } from '../../src/gpu/device.ts';
import { divergence, largestIndex } from './distributions.ts';
import type { ModelFiles } from './model-files.ts';
import { TextReader } from './text-reader.ts';

export interface TextFigures {
  bitsPerByte: number;
  bitsPerToken: number;
  bytes: number;
  tokens: number;
  /** The comparison with the reference; missing if there is none. */
  against?: {
    /** Mean over tokens of KL(reference || this one), in nats. */
    divergence: number;
    /** Share of tokens for which both have the same most probable next token. */
    agreement: number;
  };
}

export interface Reading {
  /** The text is read in independent windows of this many tokens. */
  windowTokens: number;
  /** Maximum tokens per chunk; it does not change the figures. */
  chunkTokens: number;
}

const usualReading: Reading = { windowTokens: 1024, chunkTokens: 512 };
/** Maximum bytes of a chunk's log probabilities. */
const chunkBytes = 64 * 2 ** 20;

/**
 * Several models must have the same tokenizer. The others are compared with the one at index `reference`.
 * @throws Error if the text is empty or the models tokenize it differently.
 */
export async function readText(
  gpu: Gpu,
  models: readonly ModelFiles[],
  text: string,
  reference: number | undefined,
  onProgress: (done: number, total: number) => void,
  reading: Reading = usualReading,
): Promise<TextFigures[]> {
  const ids = commonTokens(models, text);
  const { vocabSize } = models[0]!.manifest.config;
  const { windowTokens } = reading;
  const chunkTokens = Math.min(reading.chunkTokens, Math.max(1, Math.floor(chunkBytes / (8 * vocabSize))));
  const readers: TextReader[] = [];
  const sums = models.map(() => ({ nats: 0, divergence: 0, agreed: 0 }));
  try {
    for (const files of models) readers.push(await TextReader.open(gpu, files, windowTokens, chunkTokens));
    for (let at = 0; at < ids.length; ) {
      onProgress(at, ids.length);
      const position = at % windowTokens;
      const chunk = ids.slice(at, at + Math.min(chunkTokens, windowTokens - position));
      const predictions: Float64Array[][] = [];
      for (const reader of readers) predictions.push(await reader.predict(chunk, position));
      for (const [m, sum] of sums.entries()) {
        for (const [i, id] of chunk.entries()) {
          const row = predictions[m]![i]!;
          sum.nats -= row[id]!;
          if (reference === undefined) continue;
          const expected = predictions[reference]![i]!;
          sum.divergence += divergence(expected, row);
          if (largestIndex(expected) === largestIndex(row)) sum.agreed += 1;
        }
      }
      at += chunk.length;
    }
  } finally {
    for (const reader of readers) reader.destroy();
  }
  const bytes = new TextEncoder().encode(text).length;
  const tokens = ids.length;
  return sums.map(({ nats, divergence, agreed }, m) => ({
    bitsPerByte: nats / Math.LN2 / bytes,
    bitsPerToken: nats / Math.LN2 / tokens,
    bytes,
    tokens,
    ...(reference !== undefined &&
      m !== reference && { against: { divergence: divergence / tokens, agreement: agreed / tokens } }),
  }));
}

function commonTokens([first, ...others]: readonly ModelFiles[], text: string): number[] {
  const ids = first!.tokenizer.encode(text);
  if (ids.length === 0) throw new Error('The held-out text is empty.');
  for (const { folder, tokenizer, manifest } of others) {
    const same = manifest.config.vocabSize === first!.manifest.config.vocabSize;
    if (!same || tokenizer.encode(text).join() !== ids.join()) {
      throw new Error(`${folder} and ${first!.folder} have different tokenizers: evaluate one at a time.`);
    }
  }
  return ids;
}
