// The field where a question is written. A reload of the tab does not lose it.

import { byId } from './elements.ts';
import { loadDraft, saveDraft } from './settings.ts';

export const question = byId<HTMLTextAreaElement>('question');
question.value = loadDraft();
question.addEventListener('input', () => saveDraft(question.value));

/** Replaces what is written; it counts as written by the visitor. */
export function setQuestion(text: string): void {
  question.value = text;
  question.dispatchEvent(new Event('input'));
}
