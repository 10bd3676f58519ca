// Math in Markdown: \(…\) in a line, and \[…\] or $$…$$ on display. A single dollar is money. The source is shown until it
// is typeset.

import type { TokenizerAndRendererExtension } from 'marked';

// Neither has an empty line, which ends a paragraph in TeX as in Markdown.
const inBrackets = String.raw`\\\[(?:(?!\n[ \t]*\n)[^])+?\\\]`;
const inParentheses = String.raw`\\\((?:(?!\n[ \t]*\n)[^])+?\\\)`;
const inDollars = String.raw`\$\$(?:(?!\n[ \t]*\n)[^$])+?\$\$`;
// Within a line, "$$ to $$" is about prices.
const inTightDollars = String.raw`\$\$(?![\s$])(?:(?!\n[ \t]*\n)[^$])*?(?<!\s)\$\$(?!\$)`;

const ownLines = String.raw` {0,3}(?:${inBrackets}|${inDollars})[ \t]*(?:\n+|$)`;
const block = new RegExp(`^${ownLines}`);
const laterBlock = new RegExp(`\\n(?=${ownLines})`);
const inline = new RegExp(`^(?:${inParentheses}|${inBrackets}|${inTightDollars})`);

/** `asText` escapes what would be HTML. */
export function mathExtensions(asText: (text: string) => string): TokenizerAndRendererExtension[] {
  return [
    {
      name: 'mathBlock',
      level: 'block',
      start: (source) => {
        const at = source.search(laterBlock);
        return at < 0 ? undefined : at + 1;
      },
      tokenizer: (source) => {
        const raw = block.exec(source)?.[0];
        return raw === undefined ? undefined : { type: 'mathBlock', raw };
      },
      renderer: ({ raw }) => `<div class="math display">${asText(raw.trim())}</div>\n`,
    },
    {
      name: 'math',
      level: 'inline',
      start: (source) => {
        const at = source.search(/\\[([]|\$\$/);
        return at < 0 ? undefined : at;
      },
      tokenizer: (source) => {
        const raw = inline.exec(source)?.[0];
        return raw === undefined ? undefined : { type: 'math', raw };
      },
      renderer: ({ raw }) =>
        `<span class="${raw.startsWith('\\(') ? 'math' : 'math display'}">${asText(raw)}</span>`,
    },
  ];
}
