// The one door: everything an application may import.

export { type LoadOptions, loadModel } from './api/load-model.ts';
export { Model } from './api/model.ts';
export { type FinishPart, type Part, Run } from './api/run.ts';
export { deleteStoredModel, listStoredModels } from './api/storage.ts';
export {
  DownloadError,
  type ErrorCode,
  type ErrorDetails,
  IntegrityError,
  PocketM1Error,
  UnsupportedDeviceError,
} from './errors.ts';
export type { LayerConfig, ModelConfig } from './model/config.ts';
export type { ExpertTraffic, GenerateOptions, GenerationResult, Timings, Usage } from './runtime/request.ts';
export type { FetchEvent, FetchSource } from './shards/source.ts';
export type { StoredModel } from './shards/storage.ts';
export type { Message, MessageContent, Tool, ToolCall, ToolDefinition } from './text/messages.ts';
export type { AnswerPart } from './text/segmenter.ts';
export type { Progress } from './worker/protocol.ts';
