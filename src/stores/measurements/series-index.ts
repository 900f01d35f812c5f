import type { LabelValues, SeriesRow } from './measurements.ts';

/** Series of one source and name. */
interface Group {
  rows: SeriesRow[];
  /** Whether some of them count: those that are more than gauges and money. */
  counts: boolean;
  /** By value, for each label that was asked for. */
  readonly byLabel: Map<string, Map<string, SeriesRow[]>>;
}

/** Finds series by name and labels without looking at all. Series are added, never taken out. */
export class SeriesIndex {
  readonly #byName = new Map<string, Map<string, Group>>();

  /** A series that is not here yet, with a higher number than all that are. */
  add(row: SeriesRow): void {
    let sources = this.#byName.get(row.name);
    if (!sources) {
      sources = new Map();
      this.#byName.set(row.name, sources);
    }
    let group = sources.get(row.source);
    if (!group) {
      group = { rows: [], counts: false, byLabel: new Map() };
      sources.set(row.source, group);
    }
    group.rows.push(row);
    group.counts ||= row.kind === 'counts' || row.kind === 'bins';
    for (const [label, byValue] of group.byLabel) addTo(byValue, row.labels[label] ?? '', row);
  }

  /** All of these names, each once, in order of their numbers. */
  named(names: Iterable<string>): SeriesRow[] {
    const groups = [...new Set(names)].flatMap((name) => [...(this.#byName.get(name)?.values() ?? [])]);
    return inOrder(groups.map(({ rows }) => rows));
  }

  /**
   * Those of a source under the first of the names of which it has some that count (else the first that it has), with these
   * values of labels, in order of their numbers.
   */
  metric(source: string, names: readonly string[], labels: LabelValues): SeriesRow[] {
    const groups = names.flatMap((name) => this.#byName.get(name)?.get(source) ?? []);
    const group = groups.find(({ counts }) => counts) ?? groups[0];
    if (!group) return [];
    let found: SeriesRow[] | null = null;
    for (const [label, values] of Object.entries(labels)) {
      const byValue = valuesOf(group, label);
      const fitting = [...new Set(values)].map((value) => byValue.get(value) ?? []);
      const count = fitting.reduce((sum, { length }) => sum + length, 0);
      if (found === null || count < found.length) found = fitting.length === 1 ? fitting[0]! : inOrder(fitting);
    }
    const wanted = Object.entries(labels);
    return (found ?? group.rows).filter((row) =>
      wanted.every(([label, values]) => values.includes(row.labels[label] ?? '')),
    );
  }
}

function valuesOf(group: Group, label: string): Map<string, SeriesRow[]> {
  let byValue = group.byLabel.get(label);
  if (!byValue) {
    byValue = new Map();
    for (const row of group.rows) addTo(byValue, row.labels[label] ?? '', row);
    group.byLabel.set(label, byValue);
  }
  return byValue;
}

function addTo(byValue: Map<string, SeriesRow[]>, value: string, row: SeriesRow): void {
  const rows = byValue.get(value);
  if (rows) rows.push(row);
  else byValue.set(value, [row]);
}

/** Several lists, each in order, as one. */
const inOrder = (lists: readonly (readonly SeriesRow[])[]): SeriesRow[] =>
  lists.length === 1 ? [...lists[0]!] : lists.flat().sort((a, b) => a.id - b.id);
