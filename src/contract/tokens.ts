// Public types for tokenizing.

/** Text, whole or in pieces. Pieces may be cut anywhere and arrive at any time. */
export type TextSource = string | Iterable<string> | AsyncIterable<string>;

/** Options of `tokenize`. Null means left out. Unknown options are refused. */
export interface TokenizeOptions {
  /** Whether to return ids in batches while the text is read. Default false. */
  stream?: boolean | null | undefined;
  /** How to read strings like `<end_of_sentence>` in the text, as in messages: 'text' or 'structure'. Default 'text'. */
  specialTokens?: 'text' | 'structure' | null | undefined;
}

/** Text to token ids, at once or in batches. */
export interface Tokenize {
  (text: TextSource, options: TokenizeOptions & { stream: true }): AsyncIterable<Uint32Array>;
  (text: TextSource, options?: TokenizeOptions & { stream?: false | null | undefined }): Promise<Uint32Array>;
}
