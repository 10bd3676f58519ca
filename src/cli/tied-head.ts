// Refuses a head of its own where config.json says that it shares the embedding's weights: transformers does not tie two
// tensors that differ, so the head would be another one than that of the trained model.

import type { Checkpoint } from './checkpoint.ts';
import { checkpointError } from './checkpoint-error.ts';
import { invalid } from './hf-config.ts';

export const HEAD = 'lm_head.weight';
const EMBEDDING = 'model.embed_tokens.weight';
const PIECE_WEIGHTS = 2 ** 20;

/**
 * Compares the two tensors if the checkpoint has both. The embedding's shape must be checked.
 * @throws PocketM1Error `checkpoint-invalid` naming the first row that differs.
 */
export async function checkTiedHead({ tensors, readRows }: Checkpoint): Promise<void> {
  const head = tensors.get(HEAD);
  const embedding = tensors.get(EMBEDDING)!;
  if (head === undefined) return;
  const [rows, columns] = embedding.shape as [number, number];
  if (head.shape.join() !== embedding.shape.join()) {
    throw checkpointError(
      `${head.file}: tensor ${head.name} has shape [${head.shape}], expected [${embedding.shape}]`,
    );
  }
  const step = Math.max(1, Math.floor(PIECE_WEIGHTS / columns));
  for (let first = 0; first < rows; first += step) {
    const count = Math.min(step, rows - first);
    const [own, shared] = [new Float32Array(count * columns), new Float32Array(count * columns)];
    await readRows(head, first, count, own);
    await readRows(embedding, first, count, shared);
    const differing = own.findIndex((value, i) => value !== shared[i]);
    if (differing === -1) continue;
    const row = first + Math.floor(differing / columns);
    throw invalid(
      `tie_word_embeddings is true, but ${head.name} differs from ${embedding.name} in row ${row}: set it to false`,
    );
  }
}
