// Maps routers, experts and dense layers to tensors of a checkpoint. Families and versions of transformers name them
// differently, and some keep all experts of a layer in one tensor; the names that the checkpoint has decide.

import type { ModelConfig } from '../contract/model-config.ts';
import { interleaved, type RowSource, type SourceTensor, whole } from './row-source.ts';

/** Whether the checkpoint has a tensor of that name. */
type Has = (name: string) => boolean;

/** The core tensors of a layer with experts. */
export function sparseSources(prefix: string, config: ModelConfig, has: Has): Record<string, RowSource> {
  const { numLocalExperts, sharedExpert, router, sharedIntermediateSize } = config;
  return {
    'block_sparse_moe.gate': gateSource(prefix, config, has),
    ...(router.selectionBias && {
      'block_sparse_moe.selection_bias': whole(biasName(prefix, has), [numLocalExperts]),
    }),
    ...(sharedExpert && sharedSources(prefix, config)),
    ...(sharedIntermediateSize !== undefined &&
      addedSources(prefix, sharedIntermediateSize, config.hiddenSize)),
  };
}

// The shared expert's coefficient is one more row of the router.
function gateSource(prefix: string, config: ModelConfig, has: Has): RowSource {
  const { hiddenSize, numLocalExperts, sharedExpert } = config;
  const names = [
    'mlp.gate',
    'block_sparse_moe.router.layer',
    'block_sparse_moe.router',
    'block_sparse_moe.gate',
  ].map((name) => `${prefix}.${name}.weight`);
  const gate: SourceTensor = { name: names.find(has) ?? names.at(-1)!, shape: [numLocalExperts, hiddenSize] };
  if (!sharedExpert) return whole(gate.name, gate.shape);
  const coefficient: SourceTensor = { name: `${prefix}.coefficient.weight`, shape: [1, hiddenSize] };
  return {
    tensors: [gate, coefficient],
    locate: (row) => (row < numLocalExperts ? { tensor: gate, row } : { tensor: coefficient, row: 0 }),
  };
}

function sharedSources(
  prefix: string,
  { hiddenSize, intermediateSize }: ModelConfig,
): Record<string, RowSource> {
  const { w13, w2 } = projections(`${prefix}.shared_mlp`, intermediateSize, hiddenSize);
  return { 'shared_mlp.w13': w13, 'shared_mlp.w2': w2 };
}

/** The MLP beside the experts of Granite: all of w1 and then all of w3 in one tensor. */
function addedSources(prefix: string, width: number, hiddenSize: number): Record<string, RowSource> {
  const gateUp: SourceTensor = {
    name: `${prefix}.shared_mlp.input_linear.weight`,
    shape: [2 * width, hiddenSize],
  };
  return {
    'mlp.w13': {
      tensors: [gateUp],
      locate: (row) => ({ tensor: gateUp, row: (row % 2) * width + Math.floor(row / 2) }),
    },
    'mlp.w2': whole(`${prefix}.shared_mlp.output_linear.weight`, [hiddenSize, width]),
  };
}

/** The core tensors of a dense layer. */
export function denseSources(prefix: string, config: ModelConfig): Record<string, RowSource> {
  const { w13, w2 } = projections(`${prefix}.mlp`, config.denseIntermediateSize!, config.hiddenSize);
  return { 'mlp.w13': w13, 'mlp.w2': w2 };
}

/** One routed expert. */
export function expertSources(
  prefix: string,
  expert: number,
  config: ModelConfig,
  has: Has,
): { w13: RowSource; w2: RowSource } {
  const { hiddenSize, intermediateSize } = config;
  const fused = [
    ['mlp.experts.gate_up_proj', 'mlp.experts.down_proj'],
    ['block_sparse_moe.experts.gate_up_proj', 'block_sparse_moe.experts.down_proj'],
    ['block_sparse_moe.input_linear.weight', 'block_sparse_moe.output_linear.weight'],
  ]
    .map((names) => names.map((name) => `${prefix}.${name}`))
    .find(([gateUp]) => has(gateUp!));
  if (fused !== undefined) return fusedExpert(fused[0]!, fused[1]!, expert, config);
  const inMlp = `${prefix}.mlp.experts.${expert}`;
  if (has(`${inMlp}.gate_proj.weight`)) return projections(inMlp, intermediateSize, hiddenSize);
  const own = `${prefix}.block_sparse_moe.experts.${expert}`;
  return {
    w13: interleaved(
      { name: `${own}.w1.weight`, shape: [intermediateSize, hiddenSize] },
      { name: `${own}.w3.weight`, shape: [intermediateSize, hiddenSize] },
    ),
    w2: whole(`${own}.w2.weight`, [hiddenSize, intermediateSize]),
  };
}

function fusedExpert(
  gateUpName: string,
  downName: string,
  expert: number,
  { hiddenSize, intermediateSize, numLocalExperts }: ModelConfig,
): { w13: RowSource; w2: RowSource } {
  const gateUp: SourceTensor = {
    name: gateUpName,
    shape: [numLocalExperts, 2 * intermediateSize, hiddenSize],
  };
  const down: SourceTensor = { name: downName, shape: [numLocalExperts, hiddenSize, intermediateSize] };
  return {
    w13: {
      tensors: [gateUp],
      locate: (row) => {
        const half = (2 * expert + (row % 2)) * intermediateSize; // all of w1, then all of w3
        return { tensor: gateUp, row: half + Math.floor(row / 2) };
      },
    },
    w2: { tensors: [down], locate: (row) => ({ tensor: down, row: expert * hiddenSize + row }) },
  };
}

function projections(name: string, width: number, hiddenSize: number): { w13: RowSource; w2: RowSource } {
  return {
    w13: interleaved(
      { name: `${name}.gate_proj.weight`, shape: [width, hiddenSize] },
      { name: `${name}.up_proj.weight`, shape: [width, hiddenSize] },
    ),
    w2: whole(`${name}.down_proj.weight`, [hiddenSize, width]),
  };
}

function biasName(prefix: string, has: Has): string {
  const inMlp = `${prefix}.mlp.e_score_correction_bias`;
  return has(inMlp) ? inMlp : `${prefix}.block_sparse_moe.e_score_correction_bias`;
}
