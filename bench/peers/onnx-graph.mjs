// The model as an ONNX graph for a fixed number of tokens, in ONNX Runtime's fused operators.
//
// LinearAttention with update rule "gated", S ← exp(g) S + k vᵀ, is lightning attention with g = -s of the head.
// A residual alpha x + f(x) is only read by an RMS norm, which ignores scale. So the graph adds x + f(x) / alpha
// instead: 1 / alpha is multiplied into the scales of the branch's last matrix, and the norm's epsilon is divided by alpha².

import {
  constant,
  external,
  FLOAT,
  float,
  INT32,
  INT64,
  MICROSOFT,
  node,
  onnxFile,
  value,
} from './onnx-file.mjs';

// 8-bit activations in the 4-bit products, if the operator supports them: its fastest mode.
const ACCURACY = 4;

/** Returns the bytes of the graph. `index` locates its weights in the file named `location`. */
export function onnxGraph(config, tokens, index, location) {
  const { hiddenSize, numAttentionHeads, numKeyValueHeads, headDim, numLocalExperts, layers } = config;
  const epsilon = float(config.rmsNormEps / config.mlpScale.alpha ** 2);
  const nodes = [];
  const constants = [
    constant('router shape', [2], BigInt64Array.of(BigInt(tokens), BigInt(numLocalExperts))),
    constant('last', [1], BigInt64Array.of(BigInt(tokens - 1))),
  ];
  const inputs = [value('input_ids', INT64, [1, tokens])];
  const outputs = [value('logits', FLOAT, [1, 1, config.vocabSize])];
  const op = (type, input, output, attributes) => {
    nodes.push(node(type, input, [output].flat(), attributes));
    return [output].flat()[0];
  };
  const fused = (type, input, output, attributes) => {
    nodes.push(node(type, input, [output].flat(), attributes, MICROSOFT));
    return [output].flat()[0];
  };
  const product = (x, weight, output) => {
    const [rows, blocks, bytes] = index[`${weight}.q`].dims;
    const shape = { K: 32 * blocks, N: rows, bits: bytes / 4, block_size: 32 };
    return fused('MatMulNBits', [x, `${weight}.q`, `${weight}.s`], output, {
      ...shape,
      accuracy_level: ACCURACY,
    });
  };
  const norm = (x, weight, output, epsilon) =>
    op('SimplifiedLayerNormalization', [x, weight], output, {
      axis: -1,
      epsilon: float(epsilon),
      stash_type: 1,
    });
  const addNorm = (branch, x, weight, output) =>
    fused('SkipSimplifiedLayerNormalization', [branch, x, weight], output, { epsilon });
  const carried = (name, dims, grown = dims) => {
    inputs.push(value(`past_${name}`, FLOAT, dims));
    outputs.push(value(`present_${name}`, FLOAT, grown));
    return [`past_${name}`, `present_${name}`];
  };

  const lightning = (x, l, decay) => {
    const at = (name) => `${l} ${name}`;
    const heads = { q_num_heads: numAttentionHeads, kv_num_heads: numAttentionHeads };
    const projected = product(x, `${l}.qkv`, at('qkv'));
    op('Sigmoid', [projected], at('qkv sigmoid'));
    op('Mul', [projected, at('qkv sigmoid')], at('qkv silu'));
    op('Split', [at('qkv silu')], [at('q'), at('k'), at('v')], { axis: 2, num_outputs: 3 });
    const rates = Float32Array.from({ length: tokens * decay.length }, (_, i) => -decay[i % decay.length]);
    constants.push(constant(at('decay'), [1, tokens, decay.length], rates));
    const [past, present] = carried(`state.${l}`, [1, numAttentionHeads, headDim, headDim]);
    fused('LinearAttention', [at('q'), at('k'), at('v'), past, at('decay')], [at('mixed'), present], {
      ...heads,
      scale: float(1),
      update_rule: 'gated',
    });
    norm(at('mixed'), `${l}.norm`, at('mixed norm'), config.lightningNormEps);
    product(x, `${l}.gate`, at('gate'));
    op('Sigmoid', [at('gate')], at('gate sigmoid'));
    op('Mul', [at('mixed norm'), at('gate sigmoid')], at('gated'));
    return product(at('gated'), `${l}.output`, at('attention'));
  };
  const attention = (x, l) => {
    const at = (name) => `${l} ${name}`;
    const projected = product(x, `${l}.qkv`, at('qkv'));
    const cache = (name) =>
      carried(
        `${name}.${l}`,
        [1, numKeyValueHeads, 'past', headDim],
        [1, numKeyValueHeads, 'total', headDim],
      );
    const [keys, values] = [cache('key'), cache('value')];
    fused(
      'GroupQueryAttention',
      [projected, '', '', keys[0], values[0], 'seqlens_k', 'total_length', 'cos', 'sin'],
      [at('mixed'), keys[1], values[1]],
      {
        num_heads: numAttentionHeads,
        kv_num_heads: numKeyValueHeads,
        do_rotary: 1,
        rotary_interleaved: 0,
      },
    );
    return product(at('mixed'), `${l}.output`, at('attention'));
  };
  const experts = (x, l) => {
    const at = (name) => `${l} ${name}`;
    op('MatMul', [x, `${l}.router`], at('router'));
    op('Reshape', [at('router'), 'router shape'], at('router rows'));
    const bits = (8 * index[`${l}.w13.q`].dims[2]) / hiddenSize;
    const weights = [`${l}.w13.q`, `${l}.w13.s`, '', `${l}.w2.q`, `${l}.w2.s`];
    return fused('QMoE', [x, at('router rows'), ...weights], at('experts'), {
      k: config.numExpertsPerTok,
      normalize_routing_weights: 1,
      activation_type: 'swiglu',
      swiglu_fusion: 1, // gate and up rows alternate
      activation_alpha: float(1),
      activation_beta: float(0),
      swiglu_limit: float(1e30),
      expert_weight_bits: bits,
      block_size: 32,
    });
  };
  // Only the last position's logits are needed.
  const last = (x, output) => (tokens === 1 ? x : op('Gather', [x, 'last'], output, { axis: 1 }));

  op('Gather', ['embedding', 'input_ids'], 'embedded', { axis: 0 });
  let x = norm('embedded', '0.norm1', '0 x', config.rmsNormEps);
  for (const [l, layer] of layers.entries()) {
    const branch = layer.type === 'lightning' ? lightning(x, l, layer.decay) : attention(x, l);
    x = addNorm(branch, x, `${l}.norm2`, `${l} x2`);
    const mixed = experts(x, l);
    const isLast = l === layers.length - 1;
    x = isLast
      ? addNorm(last(mixed, 'last experts'), last(x, 'last x'), 'norm', 'final')
      : addNorm(mixed, x, `${l + 1}.norm1`, `${l + 1} x`);
  }
  product(x, 'head', 'logits');
  if (layers.some(({ type }) => type === 'attention')) {
    inputs.push(value('seqlens_k', INT32, [1]), value('total_length', INT32, []));
  }
  const weights = Object.entries(index).map(([name, place]) => external(name, place, location));
  return onnxFile({
    name: 'minimax-m1',
    node: nodes,
    input: inputs,
    output: outputs,
    initializer: [...constants, ...weights],
  });
}
