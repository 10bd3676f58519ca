// The parameters that say whether an answer is sent in chunks.

import { asBoolean, asObject, type JsonObject, refuseUnknown } from './request-body.ts';
import { RequestError } from './request-error.ts';

export interface Streaming {
  /** Whether the last chunk says how many tokens there were. */
  includeUsage: boolean;
}

export const streamParameters: readonly string[] = ['stream', 'stream_options'];

/** Undefined when the answer is sent whole. */
export function readStreaming({
  stream = false,
  stream_options: options,
}: JsonObject): Streaming | undefined {
  const isStreamed = asBoolean(stream, 'stream');
  if (options === undefined) return isStreamed ? { includeUsage: false } : undefined;
  if (!isStreamed) {
    throw new RequestError('invalid_value', 'stream_options needs stream: true.', {
      param: 'stream_options',
    });
  }
  const fields = asObject(options, 'stream_options');
  refuseUnknown(fields, ['include_usage', 'include_obfuscation'], 'stream_options.');
  const { include_usage: usage, include_obfuscation: obfuscation } = fields;
  if (asBoolean(obfuscation ?? false, 'stream_options.include_obfuscation')) {
    throw new RequestError('unsupported_value', 'stream_options.include_obfuscation is not supported.', {
      param: 'stream_options.include_obfuscation',
    });
  }
  return { includeUsage: asBoolean(usage ?? false, 'stream_options.include_usage') };
}
