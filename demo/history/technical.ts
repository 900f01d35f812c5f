import type { Campaign } from '../model/arrival.ts';
import { type Customer, customersOf, type Kind } from '../model/customers.ts';
import type { Failure } from '../model/failures.ts';
import { lognormal, seeded, seedOf } from '../model/random.ts';
import { type Act, answer, beginVisit } from '../model/visit.ts';
import { respond } from '../model/world.ts';
import { batchItems } from '../shop/services/settlement.ts';
import { boundaries } from '../shop/telemetry.ts';
import { caused, type Labels, type Observed } from './requests.ts';

const minuteMs = 60_000;
const warmUpMinutes = 5;
const bins = boundaries.length + 1;
const spread = 0.35;
const kinds: readonly Kind[] = ['buyer', 'looker', 'form'];
const nothingFails: ReadonlySet<Failure> = new Set();

/** Observations of one series in one minute; `le` is the upper edge of the bin in seconds, empty for a plain count. */
export interface TechnicalRow {
  at: number;
  metric: string;
  count: number;
  le: string;
  labels: Labels;
}

/** Counts per minute and bin of one series. */
interface Series {
  observed: Observed;
  counts: Int32Array;
}

function binOf(ms: number): number {
  const bin = boundaries.findIndex((boundary) => ms / 1_000 <= boundary);
  return bin < 0 ? bins - 1 : bin;
}

/** Finds the series that an act adds to; each kind of act is looked up once and then remembered. */
function book(minutes: number) {
  const all = new Map<string, Series>();
  const byAct = new Map<string, Series[]>();
  function seriesOf(observed: Observed): Series {
    const key = `${observed.metric} ${JSON.stringify(observed.labels)}`;
    const series = all.get(key) ?? { observed, counts: new Int32Array(minutes * bins) };
    all.set(key, series);
    return series;
  }
  return {
    all,
    of(customer: Customer, act: Act, ok: boolean): Series[] {
      const key = `${act.call}${act.method === 'card'}${ok}${customer.cashback}`;
      let found = byAct.get(key);
      if (!found) {
        found = caused(act.call, act.method === 'card', ok, customer.cashback).map(seriesOf);
        byAct.set(key, found);
      }
      return found;
    },
  };
}

function rowsOf({ observed, counts }: Series, minute: number, at: number): TechnicalRow[] {
  const rows: TechnicalRow[] = [];
  for (let bin = 0; bin < bins; bin += 1) {
    const count = counts[minute * bins + bin]!;
    const le = bin < boundaries.length ? String(boundaries[bin]) : '+Inf';
    // A reader knows the edges of a metric by having seen them: the first minute names all of them.
    if (count > 0 || minute === 0) rows.push({ at, metric: observed.metric, count, le, labels: observed.labels });
  }
  return rows;
}

/** What the services would have exported minute by minute in a time without failures: the same customers' requests. */
export function technicalHistory(
  seed: number,
  from: number,
  to: number,
  campaigns: readonly Campaign[],
): TechnicalRow[] {
  const minutes = (to - from) / minuteMs;
  const series = book(minutes);
  const random = seeded(seedOf(seed, 99, from));
  function follow(customer: Customer): void {
    const visit = beginVisit(customer);
    while (visit.next && visit.dueAt < to) {
      const { seen, tookMs } = respond(customer, visit.next, visit.dueAt, nothingFails, random, () => undefined);
      const minute = Math.floor((visit.dueAt - from) / minuteMs);
      if (minute >= 0) {
        for (const { observed, counts } of series.of(customer, visit.next, seen === 'ok')) {
          counts[minute * bins + binOf(lognormal(random, observed.ms, spread))]! += 1;
        }
      }
      answer(visit, seen, tookMs);
    }
  }
  for (let minute = from - warmUpMinutes * minuteMs; minute < to; minute += minuteMs) {
    for (const kind of kinds) for (const customer of customersOf(seed, minute, kind, campaigns)) follow(customer);
  }
  const settled = { metric: 'settlement.items', le: '', labels: { 'service.name': 'settlement', outcome: 'ok' } };
  return Array.from({ length: minutes }, (_, minute) => {
    const at = from + minute * minuteMs;
    const rows = [...series.all.values()].flatMap((one) => rowsOf(one, minute, at));
    return [...rows, { ...settled, at, count: batchItems(at) * 6 }];
  }).flat();
}
