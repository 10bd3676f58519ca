// What a conversation is made of, as an application writes it. Plain data: it crosses from the page to the worker.

/** Text, whole or in parts; several parts mean the same as their texts joined. */
export type MessageContent = string | readonly { type: 'text'; text: string }[];

/** A call of a tool, as the model asked for it: valid JSON, but neither name nor arguments are checked against the tools. */
export interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
}

/** A turn of the conversation. */
export type Message =
  | { role: 'system'; content: MessageContent }
  | { role: 'user'; content: MessageContent }
  | {
      role: 'assistant';
      content?: MessageContent;
      /** What the model thought before it answered. */
      thinking?: string;
      toolCalls?: readonly ToolCall[];
    }
  | {
      role: 'tool';
      /** The tool whose result this is. */
      name: string;
      content: MessageContent;
    };

/** A function the model may call. */
export interface ToolDefinition {
  name: string;
  description?: string;
  /** JSON schema of the arguments. */
  parameters?: Record<string, unknown>;
}

/** A tool, bare or wrapped the way OpenAI's API does. */
export type Tool = ToolDefinition | { type: 'function'; function: ToolDefinition };
