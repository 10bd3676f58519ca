// Detects which message shapes a chat template expects, by rendering small conversations of probe strings and checking
// which of them reach the prompt.

export type TemplateMessage = { role: string; content: unknown } & Record<string, unknown>;

/** Renders messages, and other variables if given. Throws the template's error. */
export type RenderProbe = (
  messages: readonly TemplateMessage[],
  variables?: Record<string, unknown>,
) => string;

export interface Writing {
  /** Whether a role's content is a list of one text part instead of a string. */
  takesParts: Record<'system' | 'user' | 'assistant', boolean>;
  /** The field for thinking; undefined when thinking is written into the content, between its tags. */
  thinkingField: string | undefined;
  /** Whether the template also writes that field beside calls. */
  takesThinkingWithCalls: boolean;
  /** The form of a call's arguments; undefined when calls are written into the content, between their tags. */
  callArguments: 'object' | 'string' | undefined;
  /**
   * The role of a tool's result, and its content: a string, a list of one text part, or, for all results of a turn together,
   * a list of parts with the tools' names.
   */
  results: { role: string; content: 'string' | 'parts' | 'named-parts' };
  /** The variable for tools, and whether each is wrapped as in OpenAI's API; undefined when the template takes no tools. */
  tools: { variable: string; wrapped: boolean } | undefined;
}

/** A string that templates do not contain and that filters do not change, except for its case. */
export function probe(index: number): string {
  return `qz${index}zq`;
}

/** Whether all probes are in the prompt. */
export function holds(prompt: string, probes: readonly string[]): boolean {
  const text = prompt.toLowerCase();
  return probes.every((wanted) => text.includes(wanted));
}

export function textPart(text: string, name?: string): Record<string, string> {
  return { type: 'text', ...(name !== undefined && { name }), text };
}

const [first, second, third, fourth] = [0, 1, 2, 3].map(probe) as [string, string, string, string];

/** Renders a few dozen small conversations. `wrapsTools`: how tools are written where a template takes either form. */
export function detectWriting(render: RenderProbe, wrapsTools: boolean): Writing {
  const writes: Writes = (probes, messages, variables) => {
    try {
      const prompt = render(messages, variables);
      // A template that prints a list or object as such does not understand it.
      return holds(prompt, probes) && !/"type": ?"text"|\[object /.test(prompt);
    } catch {
      return false;
    }
  };
  const takesParts = detectParts(writes);
  const user = { role: 'user', content: takesParts.user ? [textPart('Hi')] : 'Hi' };
  const assistant = (content: string, fields: object = {}): TemplateMessage => ({
    role: 'assistant',
    content: takesParts.assistant ? [textPart(content)] : content,
    ...fields,
  });
  const callWith = (args: unknown) => ({
    tool_calls: [{ id: 'call_00000000', type: 'function', function: { name: second, arguments: args } }],
  });

  const callArguments = (['object', 'string'] as const).find((form) => {
    const args = { [third]: fourth };
    const calls = callWith(form === 'object' ? args : JSON.stringify(args));
    return writes([second, third, fourth], [user, assistant('', calls)]);
  });
  const call = callArguments === undefined ? {} : callWith(callArguments === 'object' ? {} : '{}');
  const thinkingField = ['reasoning_content', 'thinking', 'reasoning'].find((field) =>
    writes([first], [user, assistant('Hello', { [field]: first })]),
  );
  return {
    takesParts,
    thinkingField,
    takesThinkingWithCalls:
      thinkingField !== undefined &&
      writes([first], [user, assistant('', { ...call, [thinkingField]: first })]),
    callArguments,
    results: detectResults(writes, [user, assistant('', call)], takesParts.user),
    tools: detectTools(writes, user, wrapsTools),
  };
}

type Writes = (
  probes: readonly string[],
  messages: readonly TemplateMessage[],
  variables?: Record<string, unknown>,
) => boolean;

/** Templates of vision models may take parts only in user messages. */
function detectParts(writes: Writes): Writing['takesParts'] {
  const parts = [textPart(first)];
  const reads = (messages: TemplateMessage[]): boolean => writes([first], messages);
  const user = reads([{ role: 'user', content: parts }]) || !reads([{ role: 'user', content: first }]);
  const hi = { role: 'user', content: user ? [textPart('Hi')] : 'Hi' };
  // A template that reads neither form fails when it is used.
  const takesParts = (around: (content: unknown) => TemplateMessage[]): boolean =>
    reads(around(parts)) || (user && !reads(around(first)));
  return {
    user,
    system: takesParts((content) => [{ role: 'system', content }, hi]),
    assistant: takesParts((content) => [hi, { role: 'assistant', content }]),
  };
}

function detectResults(
  writes: Writes,
  call: readonly TemplateMessage[],
  userTakesParts: boolean,
): Writing['results'] {
  for (const role of ['tool', 'function']) {
    const named = [textPart(first, second), textPart(third, fourth)];
    if (writes([first, second, third, fourth], [...call, { role, content: named }])) {
      return { role, content: 'named-parts' };
    }
    const result = (content: unknown): TemplateMessage[] => [...call, { role, name: second, content }];
    // Where a template takes both, as MiniMax-M2's, they may differ, and servers give it strings.
    if (writes([first], result(first))) return { role, content: 'string' };
    if (writes([first], result([textPart(first)]))) return { role, content: 'parts' };
  }
  return { role: 'tool', content: userTakesParts ? 'parts' : 'string' };
}

function detectTools(writes: Writes, user: TemplateMessage, wrapsTools: boolean): Writing['tools'] {
  const parameters = { type: 'object', properties: { [third]: { type: 'string' } }, required: [third] };
  const tool = { name: first, description: second, parameters };
  for (const variable of ['tools', 'functions']) {
    for (const wrapped of [wrapsTools, !wrapsTools]) {
      const given = wrapped ? { type: 'function', function: tool } : tool;
      if (writes([first, second, third], [user], { [variable]: [given] })) return { variable, wrapped };
    }
  }
  return undefined;
}
