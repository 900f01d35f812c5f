import type { Form } from './mutate-body.ts';

/**
 * Two ways of doing the same with a body, run beside each other in this process: a fast reader and the library's. Changed bodies
 * are made of `seeds`, led by which blocks of the fast way they reach; each is a finding where the two ways differ or one throws.
 *
 * To add one: write `const NAME: Differential = {…}` in `NAME-differential.ts` beside this file and put it into the list of
 * `differentials.ts`. `node tests/fuzz/run.ts --only NAME --seconds 60` runs it alone; without `--only` it takes its part of
 * the seconds. Judge with `differenceOf(slow, fast)` below, which also compares Maps, typed arrays and bigints.
 */
export interface Differential extends Form {
  /** Ends in `-differential`. */
  name: string;
  /** Parts of the paths of the files whose coverage leads the way, such as `/signals/ndjson/`. */
  covers: string[];
  /** Bodies to begin from; the two ways must agree on them. */
  seeds: Buffer[];
  /** Null where both ways gave the same (or both refused alike), else what differs. May keep state of its own between calls. */
  differs(body: Buffer): string | null;
}

const shown = 300;

/** Where two results differ first, as text for people; null where they are equal in all they hold. */
export function differenceOf(slow: unknown, fast: unknown, path = ''): string | null {
  if (Object.is(slow, fast)) return null;
  const [one, two] = [partsOf(slow), partsOf(fast)];
  if (one === null || two === null || kindOf(slow) !== kindOf(fast)) {
    return `${path || 'result'}: slow ${textOf(slow)}, fast ${textOf(fast)}`;
  }
  for (const name of new Set([...one.keys(), ...two.keys()])) {
    const inner = `${path}.${textOf(name)}`;
    if (!one.has(name) || !two.has(name)) return `${inner}: only ${one.has(name) ? 'slow' : 'fast'} has it`;
    const difference = differenceOf(one.get(name), two.get(name), inner);
    if (difference !== null) return difference;
  }
  return null;
}

const kindOf = (value: unknown): string => Object.prototype.toString.call(value);

function partsOf(value: unknown): Map<unknown, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  if (value instanceof Map) return value;
  if (value instanceof Set) return new Map([...value].map((part) => [part, true]));
  return new Map(Object.entries(value));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, shown);
  const text = JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner));
  return String(text).slice(0, shown);
}
