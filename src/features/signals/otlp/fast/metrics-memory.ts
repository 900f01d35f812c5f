import { KnownParts } from './known.ts';
import type { Rules } from './known-values.ts';
import { PointColumns } from './point-columns.ts';

/**
 * Of one source under one set of rules. A part took 1.1 kB of memory with three attributes (half of the points sums, half histograms
 * of 15 buckets), so that all that is remembered stays near 110 MB.
 */
const bounds = { parts: 50_000, bytes: 8 * 1_048_576 };
/** Of all others together, before those that were not used for longest go. */
const mostOfOthers = 50_000;
const mostSets = 64;
/** Columns that wait for the next request: new ones for each would cost more than reading does. */
const mostColumns = 16;

/** What is remembered of metrics between requests, so that only what is new in a request is worked out. */
export class MetricsMemory {
  readonly #sets = new Map<string, KnownParts>();
  readonly #columns: PointColumns[] = [];

  /** Empty columns, which `giveBack` takes back once nobody looks at them any more. */
  columns(): PointColumns {
    return this.#columns.pop() ?? new PointColumns();
  }

  giveBack(columns: PointColumns): void {
    if (this.#columns.length >= mostColumns || !columns.isModest) return;
    columns.clear();
    this.#columns.push(columns);
  }

  /** What is known for these rules; anything that goes into it is part of its name, so that nothing outlives a change. */
  parts(rules: Rules): KnownParts {
    const name = nameOf(rules);
    const parts = this.#sets.get(name) ?? new KnownParts(bounds);
    this.#sets.delete(name);
    let others = 0;
    for (const set of this.#sets.values()) others += set.size().parts;
    for (const [oldest, set] of this.#sets) {
      if (this.#sets.size < mostSets && others <= mostOfOthers) break;
      this.#sets.delete(oldest);
      others -= set.size().parts;
    }
    this.#sets.set(name, parts);
    parts.begin();
    return parts;
  }
}

/** What of a source and a writer goes into what is remembered, in the order in which refusals name it. */
export function nameOf({ source, writer }: Rules): string {
  const list = (names: ReadonlySet<string> | null): string[] | null => (names === null ? null : [...names]);
  return JSON.stringify([source.name, source.resourceAttributes, list(writer.components), list(writer.environments)]);
}
