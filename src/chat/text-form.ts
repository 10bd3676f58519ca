// What the text of an answer must be.

import type { Piece } from '../text/grammar/pieces.ts';

export interface TextForm {
  /** The same for the same form. */
  key: string;
  /** @throws PocketM1Error `invalid-argument` */
  compile(): Piece;
  /** What thinking must not contain, because it would not be read as thinking. Default: nothing. */
  notInThinking?: readonly string[];
}
