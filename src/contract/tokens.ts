// Text in and out of token ids, as an application sees it.

/** Text, whole or in pieces that may be cut anywhere and come at any time. */
export type TextSource = string | Iterable<string> | AsyncIterable<string>;

/** How to tokenize; null means left out, and other options are refused. */
export interface TokenizeOptions {
  /** Whether the ids come in batches, while the text is read. Default false. */
  stream?: boolean | null | undefined;
  /** What strings like `<end_of_sentence>` are in the text, as for a message: 'text' or 'structure'. Default 'text'. */
  specialTokens?: 'text' | 'structure' | null | undefined;
}

/** Text to token ids, at once or in batches. */
export interface Tokenize {
  (text: TextSource, options: TokenizeOptions & { stream: true }): AsyncIterable<Uint32Array>;
  (text: TextSource, options?: TokenizeOptions & { stream?: false | null | undefined }): Promise<Uint32Array>;
}
