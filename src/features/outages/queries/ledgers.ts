import { ProductError } from '../../../errors.ts';
import { type EpochMs, type Interval, second, toRfc3339 } from '../../../maths/instants.ts';
import type { MoneyView } from '../../access/money-view.ts';
import { availabilityOf } from '../availability-of.ts';
import { ledgerCsv } from '../ledger-csv.ts';
import type { LedgerFileQuery, LedgerQuery } from '../ledger-query.ts';
import { rowsOf } from '../ledger-rows.ts';
import { checkSubject, moneyShownOf, subjectIn } from '../ledger-scope.ts';
import type { Subject } from '../outage.ts';
import type { LedgerAnswer } from '../outage-contract.ts';
import { outageRow } from '../outage-shown.ts';
import { subjectOf, subjectText } from '../outage-subject.ts';
import type { OutagePageDeps } from './outage-pages.ts';

export interface LedgerPageDeps extends OutagePageDeps {
  /** Time that nobody measured. */
  hours: { unmeasured(question: { subject: Subject } & Interval): Promise<Interval[]> };
}

/**
 * What was delivered of one subject in a period, and what it is made of. What has not come yet is left out: the period is cut at
 * the present second. Throws ProductError `not_found` for a subject nobody knows, `bad_input` for a period that is none or lies ahead.
 */
export async function ledgerShown(
  deps: LedgerPageDeps,
  subject: Subject,
  query: LedgerQuery,
  view: MoneyView,
): Promise<LedgerAnswer> {
  const catalog = deps.catalog.current();
  const now = deps.now();
  const period = periodOf(query, now);
  const outages = await deps.outages.list({ ...period, subject });
  if (outages.length === 0) await checkKnown(deps, subject);
  const unmeasured = await deps.hours.unmeasured({ subject, ...period });
  const rows = rowsOf(outages, unmeasured, { scope: query.scope, until: period.to });
  const { planned, unknown, partial, minimum } = query;
  const availability = availabilityOf(rows, period, { planned, unknown, partial, minimumSeconds: minimum });
  const { displayName, timeZone } = subjectIn(catalog, subject);
  return {
    ...{ asOf: toRfc3339(now), subject, subjectName: displayName, timeZone, availability },
    unmeasured: unmeasured.map(({ from, to }) => ({ from: toRfc3339(from), to: toRfc3339(to) })),
    outages: outages.map((outage) => outageRow(outage, { catalog, view, now })).reverse(),
    moneyHidden: !moneyShownOf(view, catalog)(subject),
  };
}

/** The rows of a period as a file, with the time that nobody measured of every subject in it. Throws as `ledgerShown`. */
export async function ledgerFile(deps: LedgerPageDeps, query: LedgerFileQuery): Promise<string> {
  const period = periodOf(query, deps.now());
  const asked = query.subject === undefined ? undefined : subjectOf(query.subject);
  const kept = await deps.outages.list({ ...period, subject: asked });
  if (asked !== undefined && kept.length === 0) await checkKnown(deps, asked);
  const subjects = new Map(
    (asked ? [asked] : kept.map(({ subject }) => subject)).map((one) => [subjectText(one), one]),
  );
  const unmeasured = new Map<string, Interval[]>();
  for (const [text, subject] of subjects) unmeasured.set(text, await deps.hours.unmeasured({ subject, ...period }));
  return ledgerCsv(kept, unmeasured, { scope: query.scope, until: period.to });
}

/** What has left the catalogue is known as long as its ledger is. */
async function checkKnown({ catalog, outages }: LedgerPageDeps, subject: Subject): Promise<void> {
  if ((await outages.list({ subject })).length === 0) checkSubject(catalog.current(), subject);
}

function periodOf({ from, to }: { from: string; to: string }, now: EpochMs): Interval {
  const present = Math.floor(now / second) * second;
  const period = { from: Date.parse(from), to: Math.min(Date.parse(to), present) };
  if (Date.parse(to) <= period.from) throw wrong('expected from < to.');
  if (period.from % second !== 0 || Date.parse(to) % second !== 0) throw wrong('expected whole seconds.');
  if (period.to <= period.from) throw wrong('expected a period that has begun.');
  return period;
}

const wrong = (what: string): ProductError => new ProductError('bad_input', `from, to: ${what}`);
