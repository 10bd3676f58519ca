// Typesets math as MathML. It is fetched with the first formula.

import DOMPurify from 'dompurify';
import temml from 'temml';

const allowed = {
  USE_PROFILES: { mathMl: true },
  // The columns of aligned equations have one.
  ADD_ATTR: ['class'],
  FORBID_ATTR: ['style', 'href'],
  RETURN_DOM_FRAGMENT: true as const,
};

/** Replaces TeX between its two-character delimiters. What is not TeX stays as it was written. */
export function typeset(element: HTMLElement): void {
  const tex = element.textContent.slice(2, -2);
  const displayMode = element.classList.contains('display');
  let mathml: string;
  try {
    mathml = temml.renderToString(tex, { displayMode, throwOnError: true });
  } catch {
    return;
  }
  // The page's policy reports styles of single elements where they are parsed. In texts, quotes are escaped.
  const unstyled = mathml.replaceAll(/ style="[^"]*"/g, '');
  element.replaceChildren(DOMPurify.sanitize(unstyled, allowed));
  element.classList.add('typeset');
}
