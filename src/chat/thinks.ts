// Whether a model can think, as far as its files say.

import type { TemplateSources } from '../text/chat-template.ts';
import { THINK_CLOSE, THINK_OPEN } from '../text/tags.ts';
import type { Tokenizer } from '../text/tokenizer.ts';

/** Families that think although neither their chat template nor their tokenizer may mention it. */
const thinkingTypes = /^minimax_?m[1-9]/i;

export function canThink(
  sources: TemplateSources,
  tokenizer: Pick<Tokenizer, 'idOf'>,
  modelConfig: unknown,
): boolean {
  const { model_type: type, architectures } = (modelConfig ?? {}) as Record<string, unknown>;
  const names = [type, architectures].flat().filter((name) => typeof name === 'string');
  return (
    names.some((name) => thinkingTypes.test(name)) ||
    tokenizer.idOf(THINK_CLOSE) !== undefined ||
    Object.values(sources).some((source) => source.includes(THINK_OPEN) || source.includes(THINK_CLOSE))
  );
}
