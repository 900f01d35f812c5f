import type { Outages } from '../../stores/records/ledger-tables.ts';
import type { Outage } from './outage.ts';
import { foundBy } from './outage-row.ts';
import { emptyHash, emptyHead, hashOf, type TrailHead, type TrailLine } from './trail.ts';

const mostTold = 20;

/** Recomputes a trail line by line and holds the ledger against it. Each problem names the line or the outage. */
export class TrailCheck {
  readonly #problems: string[] = [];
  readonly #last = new Map<string, { line: number; content: string }>();
  readonly #seen: ReadonlySet<string>;
  #head: TrailHead = emptyHead;
  #foundHead: boolean;

  /** `asked`: a hash that was printed, from which the ledger must go on. */
  constructor(asked: string | null = null) {
    this.#seen = new Set(asked === null ? [] : [asked]);
    this.#foundHead = asked === null || asked === emptyHash;
  }

  /** The next line as it is kept. */
  line(line: TrailLine): void {
    const { line: number, previous, hash, kind, subject, content } = line;
    if (number !== this.#head.line + 1) this.#tell(`Line ${this.#head.line + 1} of the trail is missing.`);
    if (previous !== this.#head.hash) this.#tell(`Line ${number} of the trail does not follow on the line before.`);
    if (hashOf(previous, number, line) !== hash)
      this.#tell(`Line ${number} of the trail was changed: ${line.what} ${subject}.`);
    if (kind === 'outage') this.#last.set(subject, { line: number, content });
    if (this.#seen.has(hash)) this.#foundHead = true;
    this.#head = line;
  }

  /** The head as it is kept, after all lines. */
  head({ line, hash }: TrailHead): void {
    if (line !== this.#head.line || hash !== this.#head.hash) {
      this.#tell(`The trail ends with line ${this.#head.line}; it went up to line ${line}.`);
    }
    if (!this.#foundHead)
      this.#tell('No line of the trail has the hash that was asked for: the ledger does not go on from it.');
  }

  /** An outage as it is kept, after all lines. */
  outage(row: Outages): void {
    const last = this.#last.get(row.id);
    this.#last.delete(row.id);
    if (last === undefined) this.#tell(`Outage ${row.id} is in no line of the trail.`);
    else if (row.outage !== last.content || row.line !== last.line) {
      this.#tell(`Outage ${row.id} is not as line ${last.line} of the trail says.`);
    } else if (!isFoundBy(row)) this.#tell(`Outage ${row.id} is filed under something else than it says.`);
  }

  /** What is wrong, once everything was shown; empty where nothing is. */
  problems(): string[] {
    for (const [id, { line }] of this.#last) this.#tell(`Outage ${id} of line ${line} of the trail is gone.`);
    this.#last.clear();
    const more = this.#problems.length - mostTold;
    return more > 0 ? [...this.#problems.slice(0, mostTold), `And ${more} more.`] : this.#problems;
  }

  #tell(problem: string): void {
    this.#problems.push(problem);
  }
}

function isFoundBy(row: Outages): boolean {
  const expected = foundBy(JSON.parse(row.outage) as Outage);
  return Object.entries(expected).every(([column, value]) => row[column as keyof Outages] === value);
}
