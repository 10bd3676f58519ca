/**
 * Everything an application may import.
 * @module pocket-m1
 */

export type { SessionToAsk } from './agent/conversation.ts';
export { runTools } from './agent/run-tools.ts';
export { loadModel } from './api/load-model.ts';
export { Model } from './api/model.ts';
export { sessions } from './api/sessions.ts';
export { storage } from './api/storage.ts';
export type { Capability, ChatModel, GenerationRun } from './contract/chat-model.ts';
export type {
  AnswerPart,
  CompleteOptions,
  CompletionPart,
  ContextOverflow,
  CountOptions,
  ExpertTraffic,
  FinishPart,
  GeneratedTokenLogprob,
  GenerateOptions,
  GenerationResult,
  LocalGenerationResult,
  Part,
  PromptPart,
  Routing,
  StreamedPart,
  Timings,
  TokenLogprob,
  ToolCallDelta,
  ToolChoice,
  Usage,
} from './contract/generate.ts';
export type {
  FetchEvent,
  FetchOptions,
  FetchSource,
  LoadOptions,
  PrefetchAllOptions,
  PrefetchMode,
  PrefetchProgress,
  Progress,
} from './contract/load.ts';
export type { ExpertPlace, ModelMemory } from './contract/memory.ts';
export type {
  GivenToolCall,
  Message,
  MessageContent,
  MessageOptions,
  StreamedMessage,
  Tool,
  ToolCall,
  ToolDefinition,
} from './contract/messages.ts';
export type {
  AttentionConfig,
  LayerConfig,
  ModelConfig,
  QkNorm,
  ResidualScale,
  RopeScaling,
  RouterConfig,
} from './contract/model-config.ts';
export type { ResponseFormat } from './contract/response-format.ts';
export type {
  ContextUsage,
  ImportSessionOptions,
  SavedSession,
  SavedSessions,
  SaveOptions,
  Session,
  SessionDefaults,
  SessionMetadata,
  SessionOptions,
} from './contract/session.ts';
export type {
  ModelStorage,
  StorageStatus,
  StoredModel,
  VerifiedModel,
  VerifyOptions,
} from './contract/storage.ts';
export type { TextSource, Tokenize, TokenizeOptions } from './contract/tokens.ts';
export type {
  RunnableTool,
  RunToolsOptions,
  ToolContext,
  ToolRunPart,
  ToolRunResult,
} from './contract/tools.ts';
export {
  DownloadError,
  type ErrorCode,
  type ErrorDetails,
  IntegrityError,
  PocketM1Error,
  UnsupportedDeviceError,
} from './errors.ts';
export { type Generate, Run, type TypedPart } from './run.ts';
