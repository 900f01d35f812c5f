import type { Right } from '../../access/rights.ts';

/** A command that the configuration of the server lets runbooks run. */
export interface CommandRule {
  name: string;
  /** Absolute. */
  path: string;
  /** A pattern for each argument by its place, and one for those that follow; null: none may follow. */
  arguments: readonly RegExp[];
  rest: RegExp | null;
  /** What whoever runs it has to hold. */
  right: Right;
  /** The system's user and group that it runs as; null: as the server itself. */
  runAs: { uid: number; gid: number } | null;
  timeLimitMs: number;
  maxOutputBytes: number;
}

/** Why a command with these arguments is not run; null where it may be. */
export function commandProblem(
  rules: readonly CommandRule[],
  { command, arguments: given }: { command: string; arguments: readonly string[] },
): string | null {
  const rule = rules.find(({ name }) => name === command);
  if (rule === undefined) return `The configuration of the server has no command called ${command}.`;
  if (given.length < rule.arguments.length) {
    return `The command ${command} takes ${rule.arguments.length} arguments, ${given.length} are given.`;
  }
  if (given.length > rule.arguments.length && rule.rest === null) {
    return `The command ${command} takes no more than ${rule.arguments.length} arguments, ${given.length} are given.`;
  }
  const wrong = given.findIndex(
    (text, index) => text.includes('\0') || !fits(rule.arguments[index] ?? rule.rest!, text),
  );
  return wrong < 0
    ? null
    : `Argument ${wrong + 1} of the command ${command} does not fit the pattern that the configuration has for it.`;
}

const fits = (pattern: RegExp, text: string): boolean => pattern.test(text);
