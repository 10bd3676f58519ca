// A test's requests to a handler of OpenAI's API, and the events of its streams.

/** The body of a request, with any fields. */
export type Json = Record<string, unknown>;

export interface CallEntry {
  index: number;
  id?: string;
  type?: string;
  function: { name?: string; arguments: string };
}

/** A message, or a chunk's addition to it. */
export interface OpenAIMessage {
  role?: string;
  content?: string | null;
  reasoning?: string;
  reasoning_content?: string;
  tool_calls?: CallEntry[];
  text_was_thinking?: boolean;
  tool_call_retracted?: number;
}

/** A choice of an answer, of a chunk or of a completion. */
export interface Choice {
  index: number;
  message: OpenAIMessage;
  delta: OpenAIMessage;
  text: string;
  reasoning?: string;
  tool_calls?: CallEntry[];
  finish_reason: string | null;
  logprobs: unknown;
}

/** The answers of all endpoints; each has some of these fields. */
export interface OpenAIBody {
  id: string;
  object: string;
  model: string;
  choices: [Choice, ...Choice[]];
  usage: {
    prompt_tokens: number;
    completion_tokens: number;
    total_tokens: number;
    completion_tokens_details: { reasoning_tokens: number };
  };
  error: { message: string; type: string; param: string | null; code: string };
}

export interface Asked {
  status: number;
  headers: Headers;
  body: OpenAIBody;
}

/** Posts to the path under /v1/ and reads the whole answer. */
export async function post(
  handler: typeof fetch,
  path: string,
  body: unknown,
  init: RequestInit = {},
): Promise<Asked> {
  const response = await handler(`http://m1/v1/${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as OpenAIBody };
}

/** The data of a stream's events, `[DONE]` as a string. */
export async function eventsOf(response: Response): Promise<(OpenAIBody | '[DONE]')[]> {
  const text = await response.text();
  const events = text.split('\n\n');
  if (events.pop() !== '') throw new Error('The stream does not end with an empty line.');
  return events.map((event) => {
    if (!event.startsWith('data: ')) throw new Error(`An event is ${event}.`);
    const data = event.slice('data: '.length);
    return data === '[DONE]' ? data : (JSON.parse(data) as OpenAIBody);
  });
}
