// Builds the data section of one shard: reads rows from the checkpoint in pieces of bounded size and stores them in the
// shard's formats. Memory holds one shard and one piece at a time.

import type { CorePart, ExpertPageLayout, MatrixLayout } from '../model/layout.ts';
import type { Checkpoint } from './checkpoint.ts';
import { checkpointError } from './checkpoint-error.ts';
import type { CheckpointTensor } from './checkpoint-tensor.ts';
import { overflowAt, quantizeRows, zeroByte } from './quantize.ts';
import type { RowSource, VectorSource } from './row-source.ts';

const PIECE_WEIGHTS = 2 ** 22;

/** Rows firstRow .. firstRow + paddedRows - 1 of a matrix; `rows` of them exist, the others are padding. */
interface Piece extends MatrixLayout {
  firstRow: number;
  source: RowSource | VectorSource;
}

export async function coreShardData(
  checkpoint: Checkpoint,
  parts: CorePart[],
  sources: Map<string, RowSource | VectorSource>,
): Promise<Uint8Array<ArrayBuffer>> {
  return shardData(
    checkpoint,
    parts.map((part) => corePiece(part, sources.get(part.tensor.name)!)),
  );
}

export async function expertShardData(
  checkpoint: Checkpoint,
  { w13, w2 }: ExpertPageLayout,
  sources: { w13: RowSource; w2: RowSource },
): Promise<Uint8Array<ArrayBuffer>> {
  return shardData(checkpoint, [
    { ...w13, firstRow: 0, source: sources.w13 },
    { ...w2, firstRow: 0, source: sources.w2 },
  ]);
}

function corePiece({ tensor, firstRow, rows, weight, scales }: CorePart, source: Piece['source']): Piece {
  const stored = {
    weightBytes: weight.bytes,
    scaleBytes: scales?.bytes ?? 0,
    firstRow,
    paddedRows: rows,
    source,
  };
  if (tensor.kind === 'vector') {
    return { ...stored, format: 'f32', rows: 1, columns: tensor.length, paddedColumns: tensor.paddedLength };
  }
  const { format, columns, paddedColumns } = tensor;
  return { ...stored, format, rows: Math.min(rows, tensor.rows - firstRow), columns, paddedColumns };
}

async function shardData(checkpoint: Checkpoint, pieces: Piece[]): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = pieces.reduce((sum, { weightBytes, scaleBytes }) => sum + weightBytes + scaleBytes, 0);
  const data = new Uint8Array(bytes);
  let offset = 0;
  for (const piece of pieces) {
    const weight = data.subarray(offset, offset + piece.weightBytes).fill(zeroByte(piece.format));
    offset += piece.weightBytes;
    const scales = data.subarray(offset, offset + piece.scaleBytes);
    offset += piece.scaleBytes;

    const { format, rows, columns, paddedColumns, source, firstRow } = piece;
    const step = Math.max(1, Math.floor(PIECE_WEIGHTS / columns));
    for (let row = 0; row < rows; row += step) {
      const count = Math.min(step, rows - row);
      const limit = overflowAt[format];
      const values =
        'element' in source
          ? await gatherElements(checkpoint, source, columns, limit)
          : await gatherRows(checkpoint, source, firstRow + row, count, columns, limit);
      quantizeRows(values, row, { format, columns, paddedColumns, weight, scales });
    }
  }
  return data;
}

// Reads runs of consecutive rows of a checkpoint tensor with one call, independent of their order in the matrix.
async function gatherRows(
  checkpoint: Checkpoint,
  source: RowSource,
  first: number,
  count: number,
  columns: number,
  limit: number,
): Promise<Float32Array> {
  const out = new Float32Array(count * columns);
  const wanted = Array.from({ length: count }, (_, target) => ({ target, ...source.locate(first + target) }));
  for (const { name } of source.tensors) {
    const tensor = checkpoint.tensors.get(name)!;
    const rows = wanted.filter((entry) => entry.tensor.name === name).sort((a, b) => a.row - b.row);
    for (let begin = 0, end = 0; begin < rows.length; begin = end) {
      const firstRow = rows[begin]!.row;
      end = begin + 1;
      while (end < rows.length && rows[end]!.row === firstRow + end - begin) end++;

      const run = new Float32Array((end - begin) * columns);
      await checkpoint.readRows(tensor, firstRow, end - begin, run);
      checkRange(run, tensor, firstRow, limit);
      for (let i = begin; i < end; i++) {
        out.set(run.subarray((i - begin) * columns, (i - begin + 1) * columns), rows[i]!.target * columns);
      }
    }
  }
  return out;
}

async function gatherElements(
  checkpoint: Checkpoint,
  source: VectorSource,
  length: number,
  limit: number,
): Promise<Float32Array> {
  const contents = new Map<string, Float32Array>();
  for (const { name } of source.tensors) {
    const tensor = checkpoint.tensors.get(name)!;
    const values = new Float32Array(tensor.shape[0]!);
    await checkpoint.readRows(tensor, 0, 1, values);
    checkRange(values, tensor, 0, limit);
    contents.set(name, values);
  }
  return Float32Array.from({ length }, (_, i) => {
    const { tensor, index } = source.element(i);
    return contents.get(tensor.name)![index]!;
  });
}

function checkRange(values: Float32Array, tensor: CheckpointTensor, firstRow: number, limit: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Math.abs(value) < limit) continue; // false for NaN
    const columns = tensor.shape.at(-1)!;
    const row = firstRow + Math.floor(i / columns);
    const problem = Number.isFinite(value) ? 'is too large for the chosen format' : 'is not a finite number';
    throw checkpointError(
      `${tensor.file}: tensor ${tensor.name} is ${value} at row ${row}, column ${i % columns}, which ${problem}`,
    );
  }
}
