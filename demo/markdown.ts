// Model text to safe HTML: whatever a model writes, nothing of it may run or load.

import DOMPurify from 'dompurify';
import { marked } from 'marked';

const allowed = {
  ALLOWED_TAGS:
    'p br strong em del code pre blockquote ul ol li h1 h2 h3 h4 table thead tbody tr th td hr a'.split(' '),
  ALLOWED_ATTR: ['href', 'start'],
};

export function renderMarkdown(text: string): string {
  return DOMPurify.sanitize(marked.parse(text, { async: false, gfm: true, breaks: true }), allowed);
}
