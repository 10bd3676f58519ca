// The ONNX protobuf messages for a graph whose weights are in a separate file.
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

import protobuf from 'protobufjs';

const { root } = protobuf.parse(
  `syntax = "proto3";
  message Model { int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated OperatorSet opset_import = 8; }
  message OperatorSet { string domain = 1; int64 version = 2; }
  message Graph {
    repeated Node node = 1; string name = 2; repeated Tensor initializer = 5;
    repeated Value input = 11; repeated Value output = 12;
  }
  message Node {
    repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
    repeated Attribute attribute = 5; string domain = 7;
  }
  message Attribute { string name = 1; float f = 2; int64 i = 3; bytes s = 4; int32 type = 20; }
  message Tensor {
    repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9;
    repeated Entry external_data = 13; int32 data_location = 14;
  }
  message Entry { string key = 1; string value = 2; }
  message Value { string name = 1; Type type = 2; }
  message Type { TensorType tensor_type = 1; }
  message TensorType { int32 elem_type = 1; Shape shape = 2; }
  message Shape { repeated Dimension dim = 1; }
  message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }`,
  { keepCase: true },
);
const Model = root.lookupType('Model');

export const FLOAT = 1;
export const INT32 = 6;
export const INT64 = 7;
const UINT8 = 2;
const EXTERNAL = 1;
const dataTypes = new Map([
  [Float32Array, FLOAT],
  [Uint8Array, UINT8],
  [BigInt64Array, INT64],
]);
export const dataType = (array) => dataTypes.get(array.constructor);
const bytesOf = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** A float attribute, even if its number is whole; other numbers are integers. */
export const float = (value) => ({ float: value });

export const MICROSOFT = 'com.microsoft';

export function node(op_type, input, output, attributes = {}, domain = '') {
  const attribute = Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'string') return { name, s: Buffer.from(value), type: 3 };
    return typeof value === 'number' ? { name, i: value, type: 2 } : { name, f: value.float, type: 1 };
  });
  return { op_type, input, output, name: output[0], attribute, domain };
}

/** An input or output of the graph; a named dimension may have any size. */
export function value(name, elem_type, dims) {
  const dim = dims.map((size) => (typeof size === 'string' ? { dim_param: size } : { dim_value: size }));
  return { name, type: { tensor_type: { elem_type, shape: { dim } } } };
}

/** A constant inside the file. */
export function constant(name, dims, array) {
  return { name, dims, data_type: dataType(array), raw_data: bytesOf(array) };
}

/** A weight in the file `location`. */
export function external(name, { dims, type, offset, length }, location) {
  const external_data = Object.entries({ location, offset, length }).map(([key, value]) => ({
    key,
    value: String(value),
  }));
  return { name, dims, data_type: type, data_location: EXTERNAL, external_data };
}

/** Encodes the file. */
export function onnxFile(graph) {
  const opset_import = [
    { domain: '', version: 21 },
    { domain: MICROSOFT, version: 1 },
  ];
  return Model.encode({ ir_version: 10, producer_name: 'pocket-m1', graph, opset_import }).finish();
}
