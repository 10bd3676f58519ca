// The forms that an answer's text can be held to.

/**
 * What the text of an answer must be. A model that thinks does so freely first.
 * - `json_object`: any JSON object, with up to five objects and lists in one another.
 * - `json_schema`: JSON that a schema allows. Its properties come in the schema's order.
 * - `regex`: a text that a pattern matches as a whole: a regular expression of JavaScript with the flag `u`, without
 *   look-around, back-references and boundaries of words.
 *
 * JSON is written in one form: a blank after each comma and colon and no other white space, `{"a": 1, "b": [1, 2]}`.
 */
export type ResponseFormat =
  | { readonly type: 'json_object' }
  | { readonly type: 'json_schema'; readonly schema: boolean | object }
  | { readonly type: 'regex'; readonly pattern: string };
