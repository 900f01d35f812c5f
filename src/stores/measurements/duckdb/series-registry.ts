import type { SeriesRow } from '../measurements.ts';
import { identityOf, type Packed, sortedLabels } from '../packed.ts';
import { SeriesIndex } from '../series-index.ts';
import type { Column } from './columns.ts';
import type { Connection } from './engine.ts';

/** The numbers of the series, all in memory. Rows of the table are added, never changed: the lowest first_at of an id holds. */
export class SeriesRegistry {
  readonly #byIdentity = new Map<string, SeriesRow>();
  readonly #byId: SeriesRow[] = [];
  readonly index = new SeriesIndex();
  #nextId = 1;

  static async load(connection: Connection): Promise<SeriesRegistry> {
    const registry = new SeriesRegistry();
    const rows = await connection.rows(
      'SELECT id, source, name, kind, unit, labels, min(first_at) FROM series GROUP BY ALL ORDER BY id',
    );
    const [ids, firstAts] = [rows.int32(0), rows.int64(6)];
    const [sources, names, kinds, units, labels] = [1, 2, 3, 4, 5].map((column) => rows.text(column));
    for (let i = 0; i < rows.count; i++) {
      registry.#put({
        id: ids[i]!,
        source: sources![i]!,
        name: names![i]!,
        kind: kinds![i]! as SeriesRow['kind'],
        unit: units![i]!,
        labels: Object.fromEntries(JSON.parse(labels![i]!) as [string, string][]),
        firstAt: firstAts[i]!,
      });
    }
    return registry;
  }

  get count(): number {
    return this.#byIdentity.size;
  }

  /** In order of id. */
  all(): SeriesRow[] {
    return [...this.#byIdentity.values()];
  }

  stage(): StagedSeries {
    return new StagedSeries(this.#byIdentity, this.#byId, this.#nextId, (row) => this.#put(row));
  }

  #put(row: SeriesRow): void {
    const identity = identityOf(row);
    const known = this.#byIdentity.get(identity);
    if (known) {
      known.firstAt = row.firstAt;
      return;
    }
    this.#byIdentity.set(identity, row);
    this.#byId[row.id] = row;
    this.index.add(row);
    this.#nextId = Math.max(this.#nextId, row.id + 1);
  }
}

/** What one transaction adds to the registry; it becomes part of it only after the commit. */
class StagedSeries {
  readonly #known: ReadonlyMap<string, SeriesRow>;
  readonly #byId: readonly SeriesRow[];
  readonly #put: (row: SeriesRow) => void;
  readonly #changed = new Map<number, SeriesRow>();
  /** Numbers of those that are new. */
  readonly #fresh = new Map<string, number>();
  #nextId: number;

  constructor(
    known: ReadonlyMap<string, SeriesRow>,
    byId: readonly SeriesRow[],
    nextId: number,
    put: (row: SeriesRow) => void,
  ) {
    this.#known = known;
    this.#byId = byId;
    this.#nextId = nextId;
    this.#put = put;
  }

  /** The batch's own indices as ids; a series that is told of without a row gets none (0). */
  idsOf(batch: Packed): Int32Array {
    const firstAts = firstRows(batch);
    const ids = batch.series.ids.slice();
    for (const { index, identity, key } of batch.series.told) {
      if (firstAts[index] === Infinity) continue;
      let id = this.#known.get(identity)?.id ?? this.#fresh.get(identity);
      if (id === undefined) {
        id = this.#nextId++;
        this.#fresh.set(identity, id);
        this.#changed.set(id, { id, ...key, firstAt: firstAts[index]! });
      }
      ids[index] = id;
    }
    for (let index = 0; index < ids.length; index++) {
      const firstAt = firstAts[index]!;
      if (firstAt === Infinity) continue;
      const id = ids[index]!;
      const row = this.#changed.get(id) ?? this.#byId[id];
      if (row === undefined) throw new Error('a series goes by a number that was never given');
      if (firstAt < row.firstAt) this.#changed.set(id, { ...row, firstAt });
    }
    return ids;
  }

  /** The rows to write, column by column, or null. */
  columns(): Column[] | null {
    const rows = [...this.#changed.values()];
    if (rows.length === 0) return null;
    return [
      { type: 'INTEGER', values: Int32Array.from(rows, (row) => row.id) },
      { type: 'VARCHAR', values: rows.map((row) => row.source) },
      { type: 'VARCHAR', values: rows.map((row) => row.name) },
      { type: 'VARCHAR', values: rows.map((row) => row.kind) },
      { type: 'VARCHAR', values: rows.map((row) => row.unit) },
      { type: 'VARCHAR', values: rows.map((row) => sortedLabels(row.labels)) },
      { type: 'BIGINT', values: Float64Array.from(rows, (row) => row.firstAt) },
    ];
  }

  keep(): void {
    for (const row of this.#changed.values()) this.#put(row);
  }
}

function firstRows({ series, counts, bins, gauges }: Packed): Float64Array {
  const first = new Float64Array(series.ids.length).fill(Infinity);
  for (const { series: indexes, at } of [counts, bins, gauges]) {
    for (let row = 0; row < at.length; row++) {
      const index = indexes[row]!;
      if (at[row]! < first[index]!) first[index] = at[row]!;
    }
  }
  return first;
}
