/**
 * Every error Waga raises on purpose, with its HTTP status and the exit code of the command line.
 * Exit codes: 1 a finding or failed check, 2 bad usage or input, 3 the server or a store cannot be reached.
 * `docs/errors.md` explains each code; a test holds the two lists together.
 */
export const errorCodes = {
  bad_input: { status: 400, exit: 2 },
  bad_config: { status: 500, exit: 2 },
  bad_catalog: { status: 422, exit: 1 },
  not_signed_in: { status: 401, exit: 2 },
  wrong_credentials: { status: 401, exit: 2 },
  not_allowed: { status: 403, exit: 2 },
  link_spent: { status: 410, exit: 2 },
  too_many_attempts: { status: 429, exit: 2 },
  outbound_refused: { status: 502, exit: 2 },
  outbound_failed: { status: 502, exit: 3 },
  stopping: { status: 503, exit: 3 },
  unknown_source: { status: 400, exit: 2 },
  not_yours: { status: 403, exit: 2 },
  cross_site: { status: 403, exit: 2 },
  wrong_host: { status: 421, exit: 2 },
  not_found: { status: 404, exit: 2 },
  conflict: { status: 409, exit: 1 },
  precondition_failed: { status: 412, exit: 1 },
  too_large: { status: 413, exit: 2 },
  unsupported_media: { status: 415, exit: 2 },
  busy: { status: 429, exit: 3 },
  overloaded: { status: 503, exit: 3 },
  interrupted: { status: 503, exit: 3 },
  store_unavailable: { status: 503, exit: 3 },
  store_owned: { status: 503, exit: 3 },
  server_unreachable: { status: 502, exit: 3 },
  internal: { status: 500, exit: 3 },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An expected failure with a code from the closed list above; `message` is for people and never holds a user's value. */
export class ProductError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ProductError';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }

  get exit(): number {
    return errorCodes[this.code].exit;
  }
}
