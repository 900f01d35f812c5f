import { type Logger, pino } from 'pino';
import { ProductError } from '../errors.ts';

/** The language's own errors name properties and types, never what came in. */
const plainErrors = new Set(['TypeError', 'ReferenceError', 'RangeError']);
const mostCauses = 5;

/** JSON lines on stderr. What an error says of itself is told only where it can hold no value that came in. */
export function createLog(
  level: string,
  destination: pino.DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  return pino({ level, serializers: { err: errorWithoutValues } }, destination);
}

export interface LoggedError {
  type: string;
  code?: string;
  message?: string;
  stack?: string[];
  causes?: LoggedError[];
}

/**
 * An error as it may stand in a log: its class, its code, where it was thrown and what caused it. The message only of Waga's
 * own errors and of those of the language: a store, a parser or a driver may repeat a value in it.
 */
export function errorWithoutValues(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const told = error instanceof ProductError || plainErrors.has(error.name);
  const code = (error as { code?: unknown }).code;
  const cause = depth < mostCauses && error.cause !== undefined ? [errorWithoutValues(error.cause, depth + 1)] : [];
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(told ? { message: error.message } : kindOfText(error.message)),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(cause.length === 0 ? {} : { causes: cause }),
  };
}

/** `IO Error` of `IO Error: cannot write "…"`: the class that an engine puts before its text. */
function kindOfText(message: string): { message?: string } {
  const [kind] = /^[A-Za-z ]{1,40}(?:Error|Exception)(?=:)/.exec(message) ?? [];
  return kind === undefined ? {} : { message: kind };
}
