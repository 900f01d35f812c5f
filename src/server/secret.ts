import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A value that never shows itself in a log, an error or JSON. `reveal` is called where it is used. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
}

const Given = z.union([
  z.strictObject({ file: z.string().min(1) }),
  z.strictObject({ env: z.string().min(1) }),
  z.strictObject({ value: z.string().min(1) }),
]);

/** Where the configuration takes a secret from: a file, a variable of the environment, or the configuration itself. */
export const SecretFrom = Given.transform((given, context): Secret => {
  const found = lookUp(given);
  if (typeof found === 'string') return new Secret(found);
  context.addIssue({ code: 'custom', message: found.problem });
  return z.NEVER;
});

function lookUp(given: z.infer<typeof Given>): string | { problem: string } {
  if ('value' in given) return given.value;
  if ('env' in given) return process.env[given.env] || { problem: `the variable ${given.env} is not set or empty` };
  try {
    return readFileSync(given.file, 'utf8').trimEnd() || { problem: `the file ${given.file} is empty` };
  } catch (cause) {
    return { problem: `the file ${given.file} cannot be read (${(cause as NodeJS.ErrnoException).code})` };
  }
}
