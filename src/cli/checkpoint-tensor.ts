// A tensor in a file of a checkpoint.

export interface CheckpointTensor {
  /** As in the file. */
  name: string;
  dtype: string;
  shape: number[];
  file: string;
  /** Offset of its bytes in the file. */
  position: number;
  /** Of fp8 tensors: what their blocks are multiplied by. */
  scales?: BlockScales;
}

/** The scales of an fp8 tensor, by block. */
export interface BlockScales {
  tensor: CheckpointTensor;
  blockRows: number;
  blockColumns: number;
}
