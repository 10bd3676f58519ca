// Renders a model's Markdown to safe HTML, in which nothing can run scripts or load files.

import DOMPurify from 'dompurify';
import { Lexer, type Links, Marked, type Token, Tokenizer, type TokensList } from 'marked';
import { mathExtensions } from './math-syntax.ts';

// HTML in an answer, or text that looks like it (`vector<int>`), is shown as text.
const asText = (html: string): string => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const paragraphOf = (text: string): string => `<p>${asText(text.trim()).replaceAll('\n', '<br>')}</p>\n`;
const marked = new Marked({
  async: false,
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text, block }) => (block ? paragraphOf(text) : asText(text)),
    // Images are not loaded.
    image: ({ raw }) => asText(raw),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
  // A title in quotes may not go on beyond an empty line, as CommonMark has it. So no later text changes what was read
  // before an empty line.
  tokenizer: {
    def(source) {
      const end = source.search(/\n[ \t]*\n/);
      return Tokenizer.prototype.def.call(this, end < 0 ? source : source.slice(0, end + 1));
    },
    // As it is text, it does not decide how the text after it is read.
    tag(source) {
      const { inRawBlock, inLink } = this.lexer.state;
      const token = Tokenizer.prototype.tag.call(this, source);
      Object.assign(this.lexer.state, { inRawBlock, inLink });
      return token;
    },
  },
  extensions: mathExtensions(asText),
});

const allowed = {
  ALLOWED_TAGS:
    'p br strong em del code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr th td hr a span div'.split(
      ' ',
    ),
  // Classes are those of marked and of mathExtensions, because HTML in an answer is text.
  ALLOWED_ATTR: ['href', 'start', 'class'],
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true as const,
};

// Links open in a new tab, because leaving the page would end the chat.
DOMPurify.addHook('afterSanitizeAttributes', (element) => {
  if (element.tagName !== 'A') return;
  element.setAttribute('target', '_blank');
  element.setAttribute('rel', 'noopener noreferrer');
});

/** Reads Markdown. `links` are the targets that were defined before it; those that it defines are in the result. */
export function readMarkdown(text: string, links: Links = {}): TokensList {
  const lexer = new Lexer(marked.defaults);
  lexer.tokens.links = Object.assign(Object.create(null), links);
  try {
    return lexer.lex(text);
  } catch {
    // Blocks are nested deeper than the stack is: it is one paragraph of text.
    const token: Token = { type: 'html', raw: text, text, pre: false, block: true };
    return Object.assign([token], { links: lexer.tokens.links });
  }
}

/** The HTML of what was read, which is not safe yet. */
export function writeHtml(tokens: Token[]): string {
  try {
    return marked.parser(tokens);
  } catch {
    return paragraphOf(tokens.map(({ raw }) => raw).join(''));
  }
}

export function safeNodes(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, allowed);
}

export function renderMarkdown(text: string): DocumentFragment {
  return safeNodes(writeHtml(readMarkdown(text)));
}
