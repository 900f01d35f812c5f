import { ProductError } from '../../../errors.ts';
import type { MoneyView } from '../../access/money-view.ts';
import { canonicalJson } from '../../catalog/difference.ts';
import { hideDocumentMoney } from '../../catalog/hide-money.ts';
import { moneyShownOf } from '../../outages/ledger-scope.ts';
import type { Outage, Subject } from '../../outages/outage.ts';
import { askedPeriod } from '../asked-period.ts';
import type { AskedReport } from '../asked-report.ts';
import { type Evidence, packed } from '../evidence.ts';
import { hideReportMoney } from '../hide-money.ts';
import type { Report, ReportQuery } from '../report-contract.ts';
import { wordingsOf } from './agreements.ts';
import type { ReportDeps } from './report-facts.ts';
import type { ReportQueries } from './reports.ts';
import { linesOfOutages } from './trail-lines.ts';

export interface AskedReportDeps extends Pick<ReportDeps, 'records' | 'catalog'> {
  reports: ReportQueries;
}

type Place = { kind: AskedReport['kind']; name: string };
type Asked = Pick<ReportQuery, 'period' | 'version' | 'timeZone'>;

/** A report as it is shown to one with this view, and the language of its agreement. Throws as `ReportQueries.report`, and `bad_input`. */
export async function reportShown(
  deps: AskedReportDeps,
  place: Place,
  asked: Asked,
  view: MoneyView,
): Promise<{ report: Report; language: 'en' | 'pl' }> {
  const { language, ...about } = await askedOf(deps, place, asked);
  const { report, product } = await deps.reports.report(about, asked.version);
  return { report: hideReportMoney(report, view, deps.catalog.current(), product), language };
}

/** Everything that a report is made of, for whoever recomputes it, without amounts that are not shown. Throws as `reportShown`. */
export async function evidenceShown(
  deps: AskedReportDeps,
  place: Place,
  asked: Asked,
  view: MoneyView,
): Promise<Evidence> {
  const about = await askedOf(deps, place, asked);
  const { report } = await reportShown(deps, place, asked, view);
  // what counted when it was made, not what has come to pass since
  const made = Date.parse(report.madeAt);
  const facts = await deps.reports.facts(about, made);
  const ids = facts.subjects.flatMap(({ outages }) => outages.map(({ id }) => id));
  const lines = [...(await linesOfOutages(deps.records, ids)).values()].flat().sort((a, b) => a.line - b.line);
  return {
    ...{ report, facts },
    lines: lines.map((line) => withoutLoss(line, moneyShownOf(view, deps.catalog.current()))),
    documents: facts.catalog.documents.map((document) => packed(hideDocumentMoney(document, view) as typeof document)),
  };
}

/**
 * Losses in the content of a line are amounts. What is left out breaks the hash of the line, which whoever sees the money of the
 * product can recompute.
 */
function withoutLoss<Line extends { content: string }>(line: Line, isShown: (subject: Subject) => boolean): Line {
  const outage = JSON.parse(line.content) as Pick<Outage, 'subject' | 'loss'>;
  if (outage.loss === null || isShown(outage.subject)) return line;
  return { ...line, content: canonicalJson({ ...outage, loss: null, amountsLeftOut: true }) };
}

async function askedOf(
  { records }: AskedReportDeps,
  { kind, name }: Place,
  { period, timeZone }: Asked,
): Promise<AskedReport & { language: 'en' | 'pl' }> {
  if (kind === 'organisation' && name !== 'all') {
    throw new ProductError('not_found', 'The report of the organisation is named all.');
  }
  if (kind !== 'agreement') {
    const of = kind === 'organisation' ? '' : name;
    return { kind, name: of, period: askedPeriod(period, timeZone ?? 'UTC'), language: 'en' };
  }
  const spec = (await wordingsOf(records, name)).get(name)?.at(-1)?.spec;
  return {
    ...{ kind, name, language: spec?.report.language ?? 'en' },
    period: askedPeriod(period, spec?.timeZone ?? 'UTC'),
  };
}
