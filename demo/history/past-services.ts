import { failingIn, type Incident, isRestarting } from '../model/past.ts';
import { lognormal, seeded, seedOf } from '../model/random.ts';
import { slowDatabase, slowVendor, vendorHangShare } from '../model/world.ts';
import { batchItems } from '../shop/services/settlement.ts';
import { boundaries } from '../shop/telemetry.ts';
import type { Column } from './business.ts';
import type { Labels } from './requests.ts';
import type { TechnicalRow } from './technical.ts';

const minuteMs = 60_000;
const cardShare = 0.75;
const spread = 0.35;
/** Of the requests of a minute in which the payment service restarts, those that are asked again and then succeed. */
const restartFailingShare = 0.04;
const unsettledShare = 0.7;
const edges = [...boundaries, Number.POSITIVE_INFINITY];
/** The edges that the weeks before the last day are told by: those that objectives ask for, and where slowness ends. */
const answerEdges: ReadonlySet<number> = new Set([1, 5, Number.POSITIVE_INFINITY]);
const queryEdges: ReadonlySet<number> = new Set([0.2, 5, Number.POSITIVE_INFINITY]);

const leOf = (edge: number): string => (edge === Number.POSITIVE_INFINITY ? '+Inf' : String(edge));

/** Shares of durations up to each edge, for a median and spread, by many drawn ones. */
function sharesUpTo(seed: number, ...parts: readonly { medianMs: number; spread: number }[]): number[] {
  const random = seeded(seedOf(seed, 97, parts.length));
  const drawn = Array.from({ length: 4_000 }, () =>
    parts.reduce((sum, one) => sum + lognormal(random, one.medianMs, one.spread), 0),
  );
  return edges.map((edge) => drawn.filter((ms) => ms / 1_000 <= edge).length / drawn.length);
}

/** So many observations in the bins that these shares give, whole ones that add up. */
function binned(count: number, upTo: readonly number[], coarse: ReadonlySet<number>): number[] {
  let told = 0;
  return upTo.map((share, index) => {
    if (!coarse.has(edges[index]!)) return 0;
    const reached = Math.round(share * count);
    const n = reached - told;
    told = reached;
    return n;
  });
}

/**
 * What the payment service, its vendor, its database and the settlement job would have exported in the weeks before the last day, made of
 * what the business counted in the same minutes: coarser than the last day, of what the alerts of those weeks are read from.
 */
export function pastServices(
  seed: number,
  from: number,
  to: number,
  columns: readonly Column[],
  incidents: readonly Incident[],
): TechnicalRow[] {
  const failingAt = failingIn(incidents);
  const usual = { medianMs: 165, spread };
  const times = {
    pay: sharesUpTo(seed, usual),
    slowPay: sharesUpTo(seed, usual, slowVendor),
    vendor: sharesUpTo(seed, { medianMs: 163, spread }),
    slowVendor: sharesUpTo(seed, slowVendor),
    database: sharesUpTo(seed, { medianMs: 8, spread }),
    slowDatabase: sharesUpTo(seed, slowDatabase),
  };
  const countOf = (step: string, outcome: string, minute: number): number =>
    columns.find((one) => one.process === 'payment' && one.step === step && one.outcome === outcome)?.counts[minute] ??
    0;
  const rows: TechnicalRow[] = [];

  function add(at: number, metric: string, labels: Labels, count: number, upTo: readonly number[]): void {
    binned(count, upTo, metric.startsWith('db') ? queryEdges : answerEdges).forEach((n, bin) => {
      // a reader knows the edges of a metric by having seen them: the first minute names all of them
      if (n > 0 || at === from) rows.push({ at, metric, count: n, le: leOf(edges[bin]!), labels });
    });
  }
  function settle(at: number, outcome: string, count: number): void {
    const labels = { 'service.name': 'settlement', outcome };
    if (count > 0) rows.push({ at, metric: 'settlement.items', count, le: '', labels });
  }

  for (let at = from, minute = 0; at < to; at += minuteMs, minute += 1) {
    const failing = failingAt(at);
    const started = countOf('started', 'ok', minute);
    const paid = countOf('authorised', 'ok', minute);
    const failed = Math.max(0, started - paid - countOf('authorised', 'abandoned', minute));
    const byVendor = Math.round(started * cardShare);
    const unheard = failing.has('vendor-down') ? Math.min(byVendor, failed) : 0;
    const hung = Math.round(unheard * vendorHangShare);
    const again = isRestarting(at) ? Math.round(started * restartFailingShare) : 0;
    const isSlow = failing.has('vendor-slow');

    const pay = { 'service.name': 'payment-api', 'http.request.method': 'POST', 'http.route': '/payments' };
    const answers = { 201: paid, 402: failed - unheard, 502: unheard - hung, 503: again, 504: hung };
    for (const [code, count] of Object.entries(answers)) {
      const labels = { ...pay, 'http.response.status_code': code };
      add(at, 'http.server.request.duration', labels, count, isSlow ? times.slowPay : times.pay);
    }
    const asked = { 'service.name': 'payment-api', 'http.request.method': 'POST', 'server.address': 'vendor-payfast' };
    const vendorTimes = isSlow ? times.slowVendor : times.vendor;
    const heard = { ...asked, 'http.response.status_code': '201' };
    add(at, 'http.client.request.duration', heard, byVendor - unheard, vendorTimes);
    const broken = { ...asked, 'http.response.status_code': '503', 'error.type': '503' };
    add(at, 'http.client.request.duration', broken, unheard, vendorTimes);
    const database = { 'service.name': 'payment-api', 'server.address': 'orders-db' };
    const databaseTimes = failing.has('slow-database') ? times.slowDatabase : times.database;
    add(at, 'db.client.operation.duration', database, 2 * started, databaseTimes);

    const items = batchItems(at) * 6;
    const unsettled = failing.has('batch-fails') ? Math.round(items * unsettledShare) : 0;
    settle(at, 'ok', items - unsettled);
    settle(at, 'failed', unsettled);
  }
  return rows;
}
