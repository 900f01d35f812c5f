import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseDuration } from '../features/catalog/duration.ts';
import { DurationText } from '../features/catalog/fields.ts';
import type { CommandRule } from '../features/unavailability/runbooks/command-rule.ts';

const Pattern = z
  .string()
  .max(1_000)
  .transform((text, context) => {
    try {
      // the whole argument has to fit, whatever the pattern says of its ends
      return new RegExp(`^(?:${text})$`, 'u');
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'expected a regular expression of the whole argument, such as node-[0-9]+',
      });
      return z.NEVER;
    }
  });

const Command = z.strictObject({
  name: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'expected lower-case letters, digits and hyphens'),
  path: z
    .string()
    .max(4_096)
    .regex(/^\/[^\0]*[^/\0]$/, 'expected the absolute path of a program, such as /usr/local/bin/drain-queue'),
  arguments: z.array(Pattern).max(50).default([]),
  rest: Pattern.optional(),
  right: z.enum(['respond', 'switch', 'edit', 'administer']).default('respond'),
  user: z.string().min(1).max(64).optional(),
  timeLimit: DurationText.default('1m').refine(
    (text) => (parseDuration(text) ?? 0) <= 86_400_000,
    'expected a day at most',
  ),
  maxOutputBytes: z.number().int().min(0).max(262_144).default(16_384),
});

/** The part `commands`: what runbooks may run on this machine. There is none unless it is named here. */
export const CommandsConfig = z
  .array(Command)
  .max(200)
  .transform((commands, context): CommandRule[] =>
    commands.map(({ name, path, arguments: patterns, rest, right, user, timeLimit, maxOutputBytes }, index) => {
      const say = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [index, field], message });
      if (commands.findIndex((one) => one.name === name) !== index)
        say('name', `${name} is the name of another command`);
      const runAs = user === undefined ? null : accountNamed(user);
      if (typeof runAs === 'string') say('user', runAs);
      return {
        ...{ name, path, arguments: patterns, rest: rest ?? null, right, maxOutputBytes },
        runAs: typeof runAs === 'string' ? null : runAs,
        timeLimitMs: parseDuration(timeLimit)!,
      };
    }),
  );

/** The account of the system, or why nothing can be run as it. */
function accountNamed(user: string): { uid: number; gid: number } | string {
  if (process.getuid?.() !== 0) {
    return `the server may not run anything as ${user}: it is not started by root; leave it out, or let the command change the user`;
  }
  const entry = accounts().find(([name]) => name === user);
  if (entry === undefined) return `this machine has no user called ${user} in /etc/passwd`;
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

function accounts(): string[][] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
  } catch {
    return [];
  }
}
