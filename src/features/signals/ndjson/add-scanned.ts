import type { BatchBuilder } from '../batch-builder.ts';
import { businessSeries } from '../business-series.ts';
import {
  addJudged,
  BatchIds,
  type EventContext,
  type EventDecision,
  type Judged,
  judgeRow,
  refused,
} from '../event-batch.ts';
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
  const ids = new BatchIds();
  let next = 0;
  const restBefore = (index: number): void => {
    for (; next < judged.length && scanned.rest.index[next]! < index; next++) {
      const one = judged[next]!;
      const refusal = isRefusal(one) ? one : addJudged(one, context, batch, ids, decision);
      if (refusal !== null) decision.rejected.push(refused(scanned.rest.index[next]!, refusal));
    }
  };
  const { named, groups } = scanned;
  for (let row = 0; row < named.index.length; row++) {
    restBefore(named.index[row]!);
    const { process } = groups[named.group[row]!]!;
    const hash = named.id[row]!;
    if (ids.has(process, hash) || context.seen(process, hash)) {
      decision.duplicate += 1;
      continue;
    }
    ids.add(process, hash);
    batch.id({ process, hash, at: context.now });
    sums.addNamed(row);
    if (named.hasUser[row] === 1) addPerson(scanned, named.group[row]!, named.user[row]!, batch);
  }
  restBefore(scanned.rows);
  const { people } = scanned;
  for (let row = 0; row < people.group.length; row++) addPerson(scanned, people.group[row]!, people.user[row]!, batch);
  sums.addTo(context, batch, decision);
  return decision;
}

function addPerson({ groups }: ScannedEvents, group: number, user: bigint, batch: BatchBuilder): void {
  const { process, step, outcome, environment, minuteAt } = groups[group]!;
  if (environment === countedEnvironment) batch.person({ process, step, at: minuteAt, user, outcome });
}

/** Whether no row has become too old, nor the clock gone back, since the body was read. */
function isInTime({ sums, named }: ScannedEvents, { now, retentionMs }: EventContext): boolean {
  const [from, to] = [now - retentionMs, latest(now)];
  for (let group = 0; group < sums.count.length; group++) {
    if (sums.firstAt[group]! < from || sums.lastAt[group]! > to) return false;
  }
  for (const at of named.at) if (at < from || at > to) return false;
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
