// Renders a model's Markdown to safe HTML, in which nothing can run scripts or load files.

import DOMPurify from 'dompurify';
import { Marked } from 'marked';

// HTML in an answer, or text that looks like it (`vector<int>`), is shown as text.
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

// Links open in a new tab, because leaving the page would end the chat.
DOMPurify.addHook('afterSanitizeAttributes', (element) => {
  if (element.tagName !== 'A') return;
  element.setAttribute('target', '_blank');
  element.setAttribute('rel', 'noopener noreferrer');
});

export function renderMarkdown(text: string): string {
  return DOMPurify.sanitize(marked.parse(text, { async: false }), allowed);
}
