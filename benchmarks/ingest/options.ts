/** The words of a benchmark's command line that are numbers, with what holds without them, and what holds with `--quick`. */
import { parseArgs } from 'node:util';

/** `--NAME NUMBER` of each, `--json`, `--quick`, and `--NAME TEXT` of the texts. Ends with 2 and a message for anything else. */
export function optionsOf<N extends string, T extends string = never>(
  numbers: Record<N, { usual: number; quick: number }>,
  texts: readonly T[] = [],
): Record<N, number> & Partial<Record<T, string>> {
  const names = [...Object.keys(numbers), ...texts];
  const text = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const flag = { type: 'boolean' as const, default: false };
  const { values } = parse({ ...text, json: flag, quick: flag });
  const quick = values.quick === true;
  const read: Record<string, number | string> = {};
  for (const [name, { usual, quick: small }] of Object.entries<{ usual: number; quick: number }>(numbers)) {
    const value = values[name] === undefined ? (quick ? small : usual) : Number(values[name]);
    if (!Number.isFinite(value) || value <= 0) refuse(`--${name}: expected a number above 0, found ${values[name]}`);
    read[name] = value;
  }
  for (const name of texts) if (typeof values[name] === 'string') read[name] = values[name];
  return read as Record<N, number> & Partial<Record<T, string>>;
}

function parse(options: Record<string, { type: 'string' | 'boolean'; default?: boolean }>) {
  try {
    return parseArgs({ options });
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}
