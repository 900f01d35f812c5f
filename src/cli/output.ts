import { ProductError } from '../errors.ts';

/**
 * What a command may print: its result on stdout, one JSON document there with `--json` and nothing else; everything that
 * is only about the work (progress, notes, errors) on stderr.
 */
export function printResult(json: boolean | undefined, document: unknown, human: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : ended(human()));
}

/** A note about the work, on stderr. */
export function note(text: string): void {
  process.stderr.write(ended(text));
}

/** A progress line that overwrites itself on a terminal and prints nothing when piped. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

/** Ends the progress line, if there is one. */
export function progressDone(): void {
  progress('');
}

/** Makes the process end with this code once everything is printed: 0 done, 1 a finding, 2 bad input, 3 not reached. */
export function exitWith(code: 0 | 1 | 2 | 3): void {
  process.exitCode = code;
}

/** Tells an error as a command does and sets its exit code. What nobody foresaw is told with its stack. */
export function reportError(error: unknown, json: boolean): void {
  const expected = error instanceof ProductError;
  const code = expected ? error.code : 'internal';
  const message = error instanceof Error ? error.message : String(error);
  if (json) printResult(true, { error: { code, message, ...(expected ? error.details : {}) } }, () => '');
  note(expected || !(error instanceof Error) ? `waga: ${message}` : `waga: ${error.stack ?? message}`);
  exitWith(expected ? (error.exit as 1 | 2 | 3) : 3);
}

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
