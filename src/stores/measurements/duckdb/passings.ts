import type { PackedPeople } from '../packed.ts';
import type { Column } from './columns.ts';
import type { Connection } from './engine.ts';

type Passing = PackedPeople['passings'][number];

/** Of each step of a process with an outcome a number, so that rows of who passed it hold no text. Numbers are added, never changed. */
export class Passings {
  readonly #numbers: Map<string, number>;

  private constructor(numbers: Map<string, number>) {
    this.#numbers = numbers;
  }

  static async load(connection: Connection): Promise<Passings> {
    const rows = await connection.rows('SELECT id, process, step, outcome FROM passings');
    const [ids, processes, steps, outcomes] = [rows.int32(0), rows.text(1), rows.text(2), rows.text(3)];
    const named = processes.map((process, row) => ({ process, step: steps[row]!, outcome: outcomes[row]! }));
    return new Passings(new Map(named.map((passing, row) => [identityOf(passing), ids[row]!])));
  }

  stage(): StagedPassings {
    return new StagedPassings(this.#numbers);
  }
}

/** What one transaction adds; it becomes part of what is known only after the commit. */
class StagedPassings {
  readonly #known: Map<string, number>;
  readonly #fresh = new Map<string, { id: number; passing: Passing }>();

  constructor(known: Map<string, number>) {
    this.#known = known;
  }

  /** The numbers of these, in their order. */
  idsOf(passings: readonly Passing[]): Int32Array {
    return Int32Array.from(passings, (passing) => {
      const identity = identityOf(passing);
      const known = this.#known.get(identity) ?? this.#fresh.get(identity)?.id;
      if (known !== undefined) return known;
      const id = this.#known.size + this.#fresh.size + 1;
      this.#fresh.set(identity, { id, passing });
      return id;
    });
  }

  /** The rows to write, column by column; none where nothing is new. */
  columns(): Column[] {
    const rows = [...this.#fresh.values()];
    return [
      { type: 'INTEGER', values: Int32Array.from(rows, ({ id }) => id) },
      { type: 'VARCHAR', values: rows.map(({ passing }) => passing.process) },
      { type: 'VARCHAR', values: rows.map(({ passing }) => passing.step) },
      { type: 'VARCHAR', values: rows.map(({ passing }) => passing.outcome) },
    ];
  }

  keep(): void {
    for (const [identity, { id }] of this.#fresh) this.#known.set(identity, id);
  }
}

const identityOf = ({ process, step, outcome }: Passing): string => JSON.stringify([process, step, outcome]);
