// Model text to safe HTML: whatever a model writes, nothing of it may run or load.

import DOMPurify from 'dompurify';
import { Marked } from 'marked';

// HTML that a model writes, or what only looks like it (`vector<int>`), is shown as it was written.
const asText = (html: string): string => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const marked = new Marked({
  async: false,
  gfm: true,
  breaks: true,
  renderer: { html: ({ text }) => asText(text) },
});

const allowed = {
  ALLOWED_TAGS:
    'p br strong em del code pre blockquote ul ol li h1 h2 h3 h4 table thead tbody tr th td hr a'.split(' '),
  ALLOWED_ATTR: ['href', 'start'],
};

// The page, and the chat on it, stays.
DOMPurify.addHook('afterSanitizeAttributes', (element) => {
  if (element.tagName !== 'A') return;
  element.setAttribute('target', '_blank');
  element.setAttribute('rel', 'noopener noreferrer');
});

export function renderMarkdown(text: string): string {
  return DOMPurify.sanitize(marked.parse(text, { async: false }), allowed);
}
