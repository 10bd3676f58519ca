// Where the weights of a shard are in a checkpoint.

/** A tensor the checkpoint must have. */
export interface SourceTensor {
  name: string;
  shape: number[];
}

/** Where the rows of a matrix come from, or a vector, which is a matrix of one row. Row r of the matrix is row `locate(r).row` of `locate(r).tensor`, as a matrix whose last dimension is the columns. */
export interface RowSource {
  tensors: SourceTensor[];
  locate: (row: number) => { tensor: SourceTensor; row: number };
}

/** Where the elements of a vector come from that is no tensor of the checkpoint as it is. */
export interface VectorSource {
  tensors: SourceTensor[];
  /** Element i of the vector. */
  element: (i: number) => { tensor: SourceTensor; index: number };
}

/** Row 2i is row i of w1, row 2i + 1 is row i of w3. */
export function interleaved(w1: SourceTensor, w3: SourceTensor): RowSource {
  return {
    tensors: [w1, w3],
    locate: (row) => ({ tensor: row % 2 === 0 ? w1 : w3, row: Math.floor(row / 2) }),
  };
}

/** A tensor whose rows are in the order of the matrix. */
export function whole(name: string, shape: number[]): RowSource {
  const tensor: SourceTensor = { name, shape };
  return { tensors: [tensor], locate: (row) => ({ tensor, row }) };
}
