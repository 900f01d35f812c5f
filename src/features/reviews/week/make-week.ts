import { addEstimates } from '../../../maths/add-estimates.ts';
import type { Estimate } from '../../../maths/estimate.ts';
import { toRfc3339 } from '../../../maths/instants.ts';
import { type MoneyView, showsMoney } from '../../access/money-view.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { subjectIn } from '../../outages/ledger-scope.ts';
import { hostOf } from '../meetings.ts';
import { scopeOf } from '../scope.ts';
import type { Week } from '../weekly-contract.ts';
import { weekActions } from './week-actions.ts';
import { weekAlerts } from './week-alerts.ts';
import type { WeekFacts } from './week-facts.ts';
import { weekHandovers } from './week-handovers.ts';
import { incidentLine, incidentsOfWeek } from './week-incidents.ts';
import { outageLine, outagesOfWeek, reportsDue } from './week-outages.ts';
import { weekSwitches } from './week-switches.ts';
import { weekWindows } from './week-windows.ts';

/** A week with all money, and whose money it is: by id of incident or outage, the product; null: nobody's. */
export interface MadeWeek {
  week: Week;
  products: Record<string, string | null>;
  /** What makes the sum, each loss once: that of an incident, and of outages that none of them drafted. */
  lost: { product: string | null; estimate: Estimate }[];
}

/** The agenda of a week out of what is on record; typed by nobody. */
export function makeWeek(facts: WeekFacts): MadeWeek {
  const { review, week, now, meter, head, catalog } = facts;
  const scope = scopeOf(catalog, review.spec.products);
  const incidents = incidentsOfWeek(facts, scope);
  const outages = outagesOfWeek(facts, scope);
  const due = reportsDue(facts, scope);
  const lines = incidents.map((one) => incidentLine(one, facts));
  const made: Week = {
    ...{ review: review.name, displayName: review.displayName, week: week.name, timeZone: review.spec.timeZone },
    ...{ from: toRfc3339(week.from), to: toRfc3339(week.to), host: hostOf(review.spec, week) },
    ...{ keptAt: null, madeAt: toRfc3339(now) },
    windows: weekWindows(facts, scope),
    incidents: lines,
    outages: {
      ofWeek: outages.map((one) => outageLine(one, facts)),
      reportsDue: due.map((one) => outageLine(one, facts)),
    },
    alerts: weekAlerts(facts, scope),
    switches: weekSwitches(facts, scope),
    handovers: weekHandovers(facts),
    actions: weekActions(facts, scope),
    runbooks: {
      runs: meter.runs,
      ...{ steps: meter.steps.done, alone: meter.steps.alone, minutesSaved: meter.minutesSaved },
    },
    money: [],
    head: head.line === 0 ? null : { line: head.line, hash: head.hash },
    ...{ notes: '', revision: 0, moneyHidden: false },
  };
  const counted = lines.filter(({ onset, state }) => Date.parse(onset) >= week.from && state !== 'dismissed');
  const drafted = new Set(incidents.map(({ kept }) => kept.incident.id));
  const apart = outages.filter((one) => one.incident === null || !drafted.has(one.incident));
  const lost = [
    ...counted.map(({ process, money }) => ({ product: productOf(catalog, process), estimate: money })),
    ...apart.map((one) => {
      const { product } = subjectIn(catalog, one.subject);
      return { product, estimate: outageLine(one, facts).money };
    }),
  ].flatMap(({ product, estimate }) => (estimate === null ? [] : [{ product, estimate }]));
  const products = Object.fromEntries([
    ...lines.map(({ id, process }) => [id, productOf(catalog, process)]),
    ...[...outages, ...due].map(({ id, subject }) => [id, subjectIn(catalog, subject).product]),
  ]);
  return { week: made, products, lost };
}

const productOf = (catalog: Catalog, process: string): string | null =>
  processNamed(catalog, process)?.spec.product ?? null;

/** The week as somebody sees it: amounts and their sum only of products whose money is shown to them. */
export function weekSeen({ week, products, lost }: MadeWeek, view: MoneyView): Week {
  const isShown = (id: string): boolean => showsMoney(view, products[id]);
  const hidden = <T extends { id: string; money: Estimate | null }>(one: T): T =>
    isShown(one.id) ? one : { ...one, money: null };
  const { ofWeek, reportsDue: due } = week.outages;
  return {
    ...week,
    incidents: week.incidents.map(hidden),
    outages: { ofWeek: ofWeek.map(hidden), reportsDue: due.map(hidden) },
    money: addEstimates(lost.filter(({ product }) => showsMoney(view, product)).map(({ estimate }) => estimate)),
    moneyHidden: [...week.incidents, ...ofWeek, ...due].some(({ id }) => !isShown(id)),
  };
}
