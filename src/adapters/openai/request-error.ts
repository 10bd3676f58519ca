// A request that is refused before a model is asked.

export interface RequestErrorOptions {
  /** Default 400. */
  status?: number;
  /** The field of the request that is wrong. */
  param?: string;
}

/** `code` is OpenAI's where it has one for this mistake. */
export class RequestError extends Error {
  readonly code: string;
  readonly status: number;
  readonly param: string | null;

  constructor(code: string, message: string, { status = 400, param }: RequestErrorOptions = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.param = param ?? null;
  }
}
