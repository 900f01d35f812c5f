import type { ExpressionBuilder, Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { MoneyView } from '../../access/money-view.ts';
import type { Who } from '../../access/who.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { reachesIntoFrozen } from '../frozen-month.ts';
import { moneyShownOf, zoneOfSubject } from '../ledger-scope.ts';
import type { Outage } from '../outage.ts';
import type { OutagePage, OutagesAnswer, OutagesQuery } from '../outage-contract.ts';
import { mayOf } from '../outage-may.ts';
import { outageRow } from '../outage-shown.ts';
import { subjectOf, subjectText } from '../outage-subject.ts';
import { revisionsShown } from '../revision-shown.ts';
import type { OutageQueries } from './outages.ts';

export interface OutagePageDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  catalog: { current(): Catalog };
  outages: OutageQueries;
}

type Asked = ReturnType<typeof OutagesQuery.parse>;

/** The list, and how many there are. Throws ProductError `bad_input` for a period, subject or cursor that is none. */
export async function outagesShown(deps: OutagePageDeps, asked: Asked, view: MoneyView): Promise<OutagesAnswer> {
  const place = asked.cursor === undefined ? null : placeOf(asked.cursor);
  // what is overdue is so as it was on the first page, so that none is left out between two pages
  const now = place?.asOf ?? deps.now();
  const catalog = deps.catalog.current();
  const kept = await pageOf(deps.records, asked, place, now);
  const page = kept.slice(0, asked.limit);
  const isShown = moneyShownOf(view, catalog);
  return {
    asOf: toRfc3339(deps.now()),
    outages: page.map(({ outage }) => outageRow(outage, { catalog, view, now: deps.now() })),
    next: kept.length > asked.limit ? cursorOf(page.at(-1)!, now) : null,
    counts: await countsOf(deps.records, asked, deps.now()),
    moneyHidden: page.some(({ outage }) => !isShown(outage.subject)),
  };
}

/** One outage with every revision of it. Throws ProductError `not_found`. */
export async function outageShown(deps: OutagePageDeps, id: string, who: Who | null): Promise<OutagePage> {
  const outage = await deps.outages.one(id);
  if (outage === null) throw new ProductError('not_found', 'No outage has this id.');
  const catalog = deps.catalog.current();
  const now = deps.now();
  const view = who?.money ?? [];
  return {
    ...outageRow(outage, { catalog, view, now }),
    asOf: toRfc3339(now),
    revisions: revisionsShown(await deps.outages.trailOf('outage', id)),
    may: mayOf(outage, who),
    needsReason: reachesIntoFrozen(outage, zoneOfSubject(catalog, outage.subject), now),
    moneyHidden: !moneyShownOf(view, catalog)(outage.subject),
  };
}

/** The place of an outage in the list: of the overdue ones when they are due, else when it began. */
interface Place {
  asOf: EpochMs;
  overdue: boolean;
  key: EpochMs;
  id: string;
}

type Where = ExpressionBuilder<Tables, 'outages'>;

const overdueAt = (where: Where, now: EpochMs) =>
  where.and([where('state', 'in', ['draft', 'confirmed']), where('to_at', 'is not', null), where('due_at', '<=', now)]);

function filters(where: Where, { from, to, subject, state }: Asked) {
  if ((from === undefined) !== (to === undefined)) throw new ProductError('bad_input', 'from, to: expected both.');
  const conditions = [];
  if (from !== undefined && to !== undefined) {
    if (Date.parse(from) >= Date.parse(to)) throw new ProductError('bad_input', 'from, to: expected from < to.');
    conditions.push(where('from_at', '<', Date.parse(to)));
    conditions.push(where.or([where('to_at', 'is', null), where('to_at', '>', Date.parse(from))]));
  }
  if (subject !== undefined) conditions.push(where('subject', '=', subjectText(subjectOf(subject))));
  if (state !== undefined) conditions.push(where('state', '=', state));
  return where.and(conditions);
}

async function pageOf(
  records: Kysely<Tables>,
  asked: Asked,
  place: Place | null,
  now: EpochMs,
): Promise<{ outage: Outage; overdue: boolean }[]> {
  const wanted = asked.limit + 1;
  const found: { outage: Outage; overdue: boolean }[] = [];
  const parts = asked.order === 'overdue-first' ? [true, false] : [null];
  for (const overdue of parts) {
    if (place && overdue !== null && place.overdue && !overdue) place = null;
    if (place && overdue === true && !place.overdue) continue;
    const rows = await records
      .selectFrom('outages')
      .select('outage')
      .where((where) => filters(where, asked))
      .where((where) => {
        const conditions = [];
        if (overdue !== null) conditions.push(overdue ? overdueAt(where, now) : where.not(overdueAt(where, now)));
        if (asked.only === 'overdue') conditions.push(overdueAt(where, now));
        if (asked.only === 'waiting') conditions.push(where('waiting', '=', 1));
        if (place) conditions.push(after(where, place, overdue === true));
        return where.and(conditions);
      })
      .orderBy(overdue === true ? 'due_at' : 'from_at', overdue === true ? 'asc' : 'desc')
      .orderBy('id', overdue === true ? 'asc' : 'desc')
      .limit(wanted - found.length)
      .execute();
    found.push(...rows.map(({ outage }) => ({ outage: JSON.parse(outage) as Outage, overdue: overdue === true })));
    if (found.length >= wanted) break;
  }
  return found;
}

function after(where: Where, { key, id }: Place, ascending: boolean) {
  const column = ascending ? 'due_at' : 'from_at';
  const beyond = ascending ? '>' : '<';
  return where.or([where(column, beyond, key), where.and([where(column, '=', key), where('id', beyond, id)])]);
}

/** Of all that answer the question but for `only`, so that each can be offered with its number. */
async function countsOf(records: Kysely<Tables>, asked: Asked, now: EpochMs): Promise<OutagesAnswer['counts']> {
  const counted = await records
    .selectFrom('outages')
    .where((where) => filters(where, asked))
    .select(({ fn }) => [
      fn.countAll<number>().as('all'),
      fn
        .countAll<number>()
        .filterWhere((where) => overdueAt(where, now))
        .as('overdue'),
      fn.countAll<number>().filterWhere('waiting', '=', 1).as('waiting'),
    ])
    .executeTakeFirstOrThrow();
  return { all: Number(counted.all), overdue: Number(counted.overdue), waiting: Number(counted.waiting) };
}

function cursorOf({ outage, overdue }: { outage: Outage; overdue: boolean }, asOf: EpochMs): string {
  const key = overdue ? outage.dueAt : (outage.corrected ?? outage.refined ?? outage.detected).from;
  return [overdue ? 'd' : 'n', asOf, key, outage.id].join('~');
}

function placeOf(text: string): Place {
  const [, part, asOf, key, id] = /^([dn])~(\d{1,16})~(-?\d{1,16})~(.+)$/.exec(text) ?? [];
  if (id === undefined) throw new ProductError('bad_input', 'cursor: expected `next` of the page before.');
  return { asOf: Number(asOf), overdue: part === 'd', key: Number(key), id };
}
