// What a conversation is made of, as an application writes it. Plain data: it crosses from the page to the worker.

/** Text, whole or in parts; several parts mean the same as their texts joined. */
export type MessageContent = string | readonly { type: 'text'; text: string }[];

/** A call of a tool, as the model asked for it: valid JSON, but neither name nor arguments are checked against the tools. */
export interface ToolCall {
  /** Tells the calls of a conversation apart, so that a result can name the one it belongs to: `call_` and eight characters. */
  id: string;
  name: string;
  /** Integers beyond 2^53 - 1 are strings of their digits, because no number holds them exactly. */
  arguments: Record<string, unknown>;
}

/** A call as it was read, before it got an id. */
export type ParsedToolCall = Omit<ToolCall, 'id'>;

/** A call in a message: one that the model made, or one of your own, which needs an id only where a result names it. */
export type GivenToolCall = ParsedToolCall & { id?: string };

/** What every message may say besides. */
export interface MessageOptions {
  /**
   * What strings like `<end_of_sentence>` are in this message, which carry the structure of a prompt when the chat template
   * writes them: 'text' that merely reads so, or 'structure' as well. Default 'text'; 'structure' is for messages that no
   * one else has a part in.
   */
  specialTokens?: 'text' | 'structure' | null | undefined;
}

/**
 * A turn of the conversation. null means left out. The shape of OpenAI's API is understood as well: the role `developer`,
 * `tool_calls` with arguments as JSON, `tool_call_id`, `reasoning_content`. Other fields are refused by name.
 */
export type Message = MessageOptions &
  (
    | { role: 'system'; content: MessageContent }
    | { role: 'user'; content: MessageContent }
    | {
        /** As the last message, a turn without calls is continued: the answer begins where the text, or else the thinking, ends. */
        role: 'assistant';
        content?: MessageContent | null | undefined;
        /** What the model thought before it answered. */
        thinking?: string | null | undefined;
        toolCalls?: readonly GivenToolCall[] | null | undefined;
      }
    | {
        role: 'tool';
        /** The call whose result this is: its `id`. */
        toolCallId?: string | null | undefined;
        /** The tool whose result this is. May be left out where `toolCallId` names a call of an earlier message. */
        name?: string | null | undefined;
        content: MessageContent;
      }
  );

/** A function the model may call. */
export interface ToolDefinition {
  name: string;
  description?: string | null | undefined;
  /** JSON schema of the arguments. */
  parameters?: Record<string, unknown> | null | undefined;
}

/** A tool, bare or wrapped the way OpenAI's API does. */
export type Tool = ToolDefinition | { type: 'function'; function: ToolDefinition };
