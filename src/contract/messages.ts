// The messages and tools of a conversation. Plain data, so that it can be sent from the page to the worker.

/** Text, or a list of text parts, which are joined. */
export type MessageContent = string | readonly { type: 'text'; text: string }[];

/** A tool call of the model: valid JSON, but neither name nor arguments are checked against the tools. */
export interface ToolCall {
  /** Identifies the call within the conversation, for its result: `call_` and eight characters, or an id of the model's own. */
  id: string;
  /** The function to call. */
  name: string;
  /** Integers beyond 2^53 - 1 are strings of their digits, because no number holds them exactly. */
  arguments: Record<string, unknown>;
}

/** A call without an id. */
export type ParsedToolCall = Omit<ToolCall, 'id'>;

/** A call in a message: the model's, or one of your own, which needs an id only if a result refers to it. */
export type GivenToolCall = Omit<ToolCall, 'id'> & { id?: string };

/** Options of every message. */
export interface MessageOptions {
  /**
   * The meaning of strings like `<end_of_sentence>` in this message, which structure a prompt when the chat template writes
   * them: 'text' without effect, or 'structure'. Default 'text'. Use 'structure' only for messages without content from others.
   */
  specialTokens?: 'text' | 'structure' | null | undefined;
}

/**
 * A turn of the conversation. null means absent. OpenAI's shape is accepted too: the role `developer`, `tool_calls` with
 * arguments as JSON, `tool_call_id`, `reasoning_content`. Unknown fields are rejected by name.
 */
export type Message = MessageOptions &
  (
    | { role: 'system'; content: MessageContent }
    | { role: 'user'; content: MessageContent }
    | {
        /** If the last message is one without calls, the answer continues its text, or its thinking if it has no text. */
        role: 'assistant';
        content?: MessageContent | null | undefined;
        /** The model's thinking before the answer. */
        thinking?: string | null | undefined;
        toolCalls?: readonly GivenToolCall[] | null | undefined;
      }
    | {
        role: 'tool';
        /** The `id` of the call that this is the result of. */
        toolCallId?: string | null | undefined;
        /** The name of the tool. Optional if `toolCallId` is the id of an earlier call. */
        name?: string | null | undefined;
        content: MessageContent;
      }
  );

/**
 * A user message whose text arrives in pieces, which may be cut anywhere. An iterable is read once; an iterator, or a stream,
 * cannot be given twice.
 */
export type StreamedMessage = MessageOptions & {
  role: 'user';
  content: Iterable<string> | AsyncIterable<string>;
};

/** A function that the model may call. */
export interface ToolDefinition {
  /** The name that the model calls. */
  name: string;
  /** What the function does: the model chooses by it. */
  description?: string | null | undefined;
  /** JSON schema of the arguments. */
  parameters?: Record<string, unknown> | null | undefined;
  /**
   * Whether the arguments of calls obey `parameters`: a call of the tool then has the form of the model's chat template. Not part of
   * the prompt. Default: where `toolChoice` asks for calls.
   */
  strict?: boolean | null | undefined;
}

/** A tool, with or without the wrapper of OpenAI's API. */
export type Tool = ToolDefinition | { type: 'function'; function: ToolDefinition };
