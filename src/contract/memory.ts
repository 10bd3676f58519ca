// What a model's GPU memory holds, and where its experts are. Plain data, so that it can be sent between page and worker.

/** Bytes of GPU memory by content. Small buffers of kernels are not counted. */
export interface ModelMemory {
  /** Weights that every token needs: embedding, attention, routers, head. */
  weightBytes: number;
  /** Room for experts, whether used or not; see `expertBudgetBytes`. */
  expertBytes: number;
  /** One expert. */
  bytesPerExpert: number;
  /** Keys and values of the softmax layers, with room for more tokens, of all conversations that are kept. */
  kvBytes: number;
  /** States of the lightning layers of these conversations. Their size does not depend on the number of tokens. */
  stateBytes: number;
  /** Copies of such states, from which later prompts continue. */
  checkpointBytes: number;
  /** Activations, and what a running answer needs. */
  workingBytes: number;
}

/** Where an expert is: in GPU memory, else stored on this device, else only on the server. */
export type ExpertPlace = 'gpu' | 'stored' | 'server';
