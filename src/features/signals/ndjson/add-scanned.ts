import type { BatchBuilder } from '../batch-builder.ts';
import { businessSeries } from '../business-series.ts';
import { type DistinctHashes, halvesOf, highHalf, lowHalf } from '../distinct-hashes.ts';
import { addJudged, type EventContext, type EventDecision, type Judged, judgeRow, refused } from '../event-batch.ts';
import { lines } from '../event-body.ts';
import { latest } from '../event-rules.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { countedEnvironment, identityOf } from '../series-names.ts';
import { seriesOfGroup } from './group-series.ts';
import { mostSummed } from './group-sums.ts';
import type { ScannedEvents } from './scanned-events.ts';

/**
 * What `addEvents` does with the rows of the same body: the same batch (but for the order within its lists), decision and series.
 * Null, and nothing is changed, where the order of the rows could matter beyond their ids (the source may reach its series
 * limit, sums of money may be inexact) or the time has come for a row to be refused since it was read: then the rows are to be
 * judged as values. `context` must have the catalogue, source and writer that the rules of the scan were made of.
 */
export function addScanned(scanned: ScannedEvents, context: EventContext, batch: BatchBuilder): EventDecision | null {
  if (!isInTime(scanned, context)) return null;
  const judged = judgedRest(scanned, context);
  if (!hasRoom(scanned, judged, context) || !isExact(judged)) return null;

  const decision: EventDecision = { accepted: 0, duplicate: 0, rejected: [], droppedAttributes: 0, firstRow: null };
  const sums = new Sums(scanned);
  let next = 0;
  const restBefore = (index: number): void => {
    for (; next < judged.length && scanned.rest.index[next]! < index; next++) {
      const one = judged[next]!;
      const refusal = isRefusal(one) ? one : addJudged(one, context, batch, decision);
      if (refusal !== null) decision.rejected.push(refused(scanned.rest.index[next]!, refusal));
    }
  };
  const { named, people } = scanned;
  const users = new Users(scanned, batch);
  const [ids, namedUsers, others] = [halvesOf(named.id), halvesOf(named.user), halvesOf(people.user)];
  for (let row = 0; row < named.index.length; row++) {
    restBefore(named.index[row]!);
    const high = ids[2 * row + highHalf]!;
    const low = ids[2 * row + lowHalf]!;
    if (!context.ids.take(high, low)) {
      decision.duplicate += 1;
      continue;
    }
    batch.id(high, low, context.now);
    sums.addNamed(row);
    if (named.hasUser[row] === 1) users.add(named.group[row]!, namedUsers, row);
  }
  restBefore(scanned.rows);
  for (let row = 0; row < people.group.length; row++) users.add(people.group[row]!, others, row);
  sums.addTo(context, batch, decision);
  return decision;
}

/** The users of the batch, by group: null where they are not counted. */
class Users {
  readonly #groups: ScannedEvents['groups'];
  readonly #batch: BatchBuilder;
  readonly #ofGroup: (DistinctHashes | null | undefined)[];

  constructor({ groups }: ScannedEvents, batch: BatchBuilder) {
    this.#groups = groups;
    this.#batch = batch;
    this.#ofGroup = groups.map(() => undefined);
  }

  add(group: number, halves: Uint32Array, row: number): void {
    let users = this.#ofGroup[group];
    if (users === undefined) users = this.#ofGroup[group] = this.#of(group);
    users?.add(halves[2 * row + highHalf]!, halves[2 * row + lowHalf]!);
  }

  #of(group: number): DistinctHashes | null {
    const { process, step, outcome, environment, minuteAt } = this.#groups[group]!;
    return environment === countedEnvironment ? this.#batch.people.of(process, step, outcome, minuteAt) : null;
  }
}

/** Whether no row has become too old, nor the clock gone back, since the body was read. */
function isInTime({ sums, named }: ScannedEvents, { now, retentionMs }: EventContext): boolean {
  const [from, to] = [now - retentionMs, latest(now)];
  for (let group = 0; group < sums.count.length; group++) {
    if (sums.firstAt[group]! < from || sums.lastAt[group]! > to) return false;
  }
  for (let row = 0; row < named.at.length; row++) if (named.at[row]! < from || named.at[row]! > to) return false;
  return true;
}

function judgedRest({ rest }: ScannedEvents, context: EventContext): (Judged | Refusal)[] {
  const body = lines(rest.line.join('\n'));
  return 'rows' in body ? body.rows.map((row) => judgeRow(row, context)) : [];
}

function hasRoom(
  { groups }: ScannedEvents,
  judged: readonly (Judged | Refusal)[],
  { source, limit }: EventContext,
): boolean {
  const identities: string[] = [];
  for (const group of groups) {
    const { count, money, anonymous } = seriesOfGroup(source.name, group);
    identities.push(count.identity);
    if (money !== null) identities.push(money.identity);
    if (anonymous !== null) identities.push(anonymous.identity);
  }
  for (const one of judged) {
    if (isRefusal(one)) continue;
    for (const { key } of businessSeries(source.name, one.row)) identities.push(identityOf(key));
  }
  return limit.hasRoomFor(identities);
}

/** The reader has looked after the sums of its own rows. */
function isExact(judged: readonly (Judged | Refusal)[]): boolean {
  let summed = 0;
  for (const one of judged) if (!isRefusal(one)) summed += Math.abs(one.row.money?.minor ?? 0);
  return summed <= mostSummed;
}

/** What is accepted, by group. */
class Sums {
  readonly #scanned: ScannedEvents;
  readonly #count: Float64Array;
  readonly #minor: Float64Array;
  readonly #anonymous: Float64Array;
  readonly #dropped: Float64Array;
  readonly #firstAt: Float64Array;

  constructor(scanned: ScannedEvents) {
    // what was read stays as it is: only rows with an id add to the sums
    const own = (sums: Float64Array): Float64Array => (scanned.named.index.length === 0 ? sums : sums.slice());
    const { count, minor, anonymous, dropped, firstAt } = scanned.sums;
    this.#scanned = scanned;
    this.#count = own(count);
    this.#minor = own(minor);
    this.#anonymous = own(anonymous);
    this.#dropped = own(dropped);
    this.#firstAt = own(firstAt);
  }

  addNamed(row: number): void {
    const { named } = this.#scanned;
    const group = named.group[row]!;
    this.#count[group]! += 1;
    this.#minor[group]! += named.minor[row]!;
    this.#anonymous[group]! += 1 - named.hasUser[row]!;
    this.#dropped[group]! += named.dropped[row]!;
    this.#firstAt[group] = Math.min(this.#firstAt[group]!, named.at[row]!);
  }

  /** Where there is room for all of their series (`hasRoom`). */
  addTo({ source, limit }: EventContext, batch: BatchBuilder, decision: EventDecision): void {
    const { groups } = this.#scanned;
    for (const [group, one] of groups.entries()) {
      if (this.#count[group] === 0) continue;
      const { minuteAt } = one;
      const { count, money, anonymous } = seriesOfGroup(source.name, one);
      const parts = [
        { part: count, n: this.#count[group]! },
        { part: money, n: this.#minor[group]! },
        { part: this.#anonymous[group] === 0 ? null : anonymous, n: this.#anonymous[group]! },
      ];
      for (const { part, n } of parts) {
        if (part === null) continue;
        limit.admits(part.identity);
        batch.count(batch.series(part.key, part.identity), minuteAt, n);
      }
      decision.accepted += this.#count[group]!;
      decision.droppedAttributes += this.#dropped[group]!;
      decision.firstRow = Math.min(decision.firstRow ?? Number.POSITIVE_INFINITY, this.#firstAt[group]!);
    }
  }
}
