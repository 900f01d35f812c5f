import type { Estimate } from '../../maths/estimate.ts';
import { type MoneyView, showsMoney } from '../access/money-view.ts';
import { type Catalog, processesOver } from '../catalog/catalog.ts';
import { moneyShown } from '../impact/hide-money.ts';
import type { OutageRow } from '../outages/outage-contract.ts';
import { moneyOf } from './reconciliation.ts';
import type { PromiseReport, Report, SubjectReport } from './report-contract.ts';

/** Names of differences that hold amounts begin so. */
export const moneyDifference = 'Money: ';

/** Whose money a report shows to one with this view. */
interface Shown {
  product(name: string | null | undefined): boolean;
  /** Of the agreement that it is of. */
  agreement: boolean;
}

/**
 * The report without the amounts that are not shown to one with this view: those of products that they do not see, sums over any of
 * these, and fractions whose parts are amounts. `catalog` knows which components carry whose money. The same report where all is shown.
 */
export function hideReportMoney(report: Report, view: MoneyView, catalog: Catalog, product: string | null): Report {
  if (view === 'all') return report;
  const shown: Shown = { product: (name) => showsMoney(view, name), agreement: showsMoney(view, product) };
  const all = report.subjects.every((one) => shown.product(one.product));
  const hidden: Report = {
    ...report,
    promises: report.promises.map((one) => promiseShown(one, shown, report)),
    credits: shown.agreement ? report.credits : null,
    subjects: report.subjects.map((one) => (shown.product(one.product) ? one : subjectWithout(one))),
    totals: all ? report.totals : { ...report.totals, money: null },
    vendors: all ? report.vendors : report.vendors.map((card) => ({ ...card, money: null })),
    invest: report.invest.filter(({ component }) => carriesShown(component, view, catalog)),
    keyMeasures: report.keyMeasures.map((one) => (shown.product(one.product) ? one : measuresWithout(one))),
    reconciliation: report.reconciliation.filter((one) => shown.product(one.product)),
    notes: report.notes.filter((note) => {
      const of = report.reconciliation.find(({ product }) => note.startsWith(moneyOf(product)));
      return of === undefined || shown.product(of.product);
    }),
    differences: report.differences.filter(({ what }) => (all && shown.agreement) || !what.startsWith(moneyDifference)),
  };
  const same = JSON.stringify(hidden) === JSON.stringify(report);
  return { ...hidden, moneyHidden: report.moneyHidden || !same };
}

/** A promise by value is a fraction of amounts: whether it is met is told, and the amounts are not. */
function promiseWithout(promise: PromiseReport): PromiseReport {
  return promise.counting === 'value' ? { ...promise, low: null, high: null } : promise;
}

function promiseShown(promise: PromiseReport, shown: Shown, { subjects }: Report): PromiseReport {
  const of = subjects.find(
    ({ subject: { kind, name } }) => kind === promise.subject.kind && name === promise.subject.name,
  );
  return shown.product(of?.product) ? promise : promiseWithout(promise);
}

const subjectWithout = (subject: SubjectReport): SubjectReport => ({
  ...subject,
  ...{ value: null, money: null, lost: withoutAmount(subject.lost) },
  outages: subject.outages.map(outageWithout),
});

const outageWithout = (outage: OutageRow): OutageRow =>
  outage.loss === null ? outage : { ...outage, loss: lossWithout(outage.loss) };

const lossWithout = (loss: NonNullable<OutageRow['loss']>): OutageRow['loss'] => ({
  ...loss,
  lost: withoutAmount(loss.lost),
  gross: withoutAmount(loss.gross),
  recovered: withoutAmount(loss.recovered),
  net: withoutAmount(loss.net),
});

const withoutAmount = (estimate: Estimate | null): Estimate | null =>
  estimate !== null && /^[A-Z]{3}-minor/.test(estimate.unit) ? null : estimate;

const measuresWithout = ({ product, measures }: Report['keyMeasures'][number]): Report['keyMeasures'][number] => ({
  product,
  measures: measures.map((one) =>
    one.name === 'net-loss'
      ? { ...one, value: 'not shown', unit: 'money', why: 'The money of this product is not shown to you.' }
      : one,
  ),
});

/** The worth of a component is of all processes on it together, so each of them must be shown; one that has none is not known. */
function carriesShown(component: string, view: MoneyView, catalog: Catalog): boolean {
  const over = processesOver(catalog, component);
  return over.length > 0 && over.every(moneyShown(view, catalog));
}
