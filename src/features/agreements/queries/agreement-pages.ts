import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { type MoneyView, showsMoney } from '../../access/money-view.ts';
import { displayName, documentNamed, documentsOf } from '../../catalog/catalog.ts';
import type { Document } from '../../catalog/document.ts';
import { nearNames } from '../../catalog/suggestion.ts';
import type { AgreementSpec } from '../agreement.ts';
import { termsOf } from '../agreement-terms.ts';
import type { AgreementPage, AgreementRow, AgreementsAnswer } from '../agreements-contract.ts';
import { hideReportMoney } from '../hide-money.ts';
import { type Period, periodAt, periodBefore, shownPeriod, startOfDay } from '../period.ts';
import { worstState } from '../promises.ts';
import type { Report } from '../report-contract.ts';
import { type Frozen, frozenPeriods } from './frozen.ts';
import type { ReportDeps } from './report-facts.ts';
import type { ReportQueries } from './reports.ts';

export interface AgreementPageDeps extends Pick<ReportDeps, 'records' | 'catalog'> {
  reports: ReportQueries;
  now(): EpochMs;
}

type Agreement = Document<AgreementSpec>;
const order = ['missed', 'undecided', 'unmeasured', 'met'] as const;

/** Every agreement of the catalogue and how its present period stands, missed first. */
export async function agreementsShown(deps: AgreementPageDeps, view: MoneyView): Promise<AgreementsAnswer> {
  const now = deps.now();
  const rows: AgreementRow[] = [];
  for (const agreement of documentsOf<AgreementSpec>(deps.catalog.current().documents, 'Agreement')) {
    rows.push(await rowOf(deps, agreement, view, now));
  }
  rows.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return { asOf: toRfc3339(now), agreements: rows };
}

/** One agreement with its terms and its periods, newest first. Throws ProductError `not_found` with near names. */
export async function agreementShown(deps: AgreementPageDeps, name: string, view: MoneyView): Promise<AgreementPage> {
  const { documents } = deps.catalog.current();
  const agreement = documentNamed<AgreementSpec>(documents, 'Agreement', name);
  if (agreement === undefined) {
    const near = nearNames(
      name,
      documentsOf(documents, 'Agreement').map(({ metadata }) => metadata.name),
    );
    const hint = near.length === 0 ? '.' : `; did you mean ${near.join(' or ')}?`;
    throw new ProductError('not_found', `No agreement has this name${hint}`, { near });
  }
  const now = deps.now();
  const { spec } = agreement;
  const row = await rowOf(deps, agreement, view, now);
  const present = presentPeriod(spec, now);
  const frozen = await frozenPeriods(deps.records, 'agreement', name);
  const known = new Set(frozen.map(({ report }) => report.period.name));
  const open: Report[] = [];
  for (const period of [present, periodBefore(present)].filter(({ name: one }) => !known.has(one))) {
    const report = await composedOrNull(deps, name, period, view);
    if (report !== null) open.push(report);
  }
  const shown = frozen.map(({ report, product }: Frozen) =>
    hideReportMoney(report, view, deps.catalog.current(), product),
  );
  return {
    ...row,
    asOf: toRfc3339(now),
    description: spec.description ?? agreement.metadata.description ?? null,
    terms: termsOf(spec, showsMoney(view, spec.product)),
    periods: [
      ...open.map((report) => ({ report, version: null })),
      ...shown.map((report) => ({ report, version: report.version })),
    ].map(({ report, version }) => ({
      ...{ period: report.period, version, state: worstState(report.promises.map(({ state }) => state)) },
      owedMinor: report.credits?.owedMinor ?? null,
      currency: report.credits?.currency ?? null,
    })),
  };
}

async function rowOf(
  deps: AgreementPageDeps,
  agreement: Agreement,
  view: MoneyView,
  now: EpochMs,
): Promise<AgreementRow> {
  const { metadata, spec } = agreement;
  const period = presentPeriod(spec, now);
  const report = await composedOrNull(deps, metadata.name, period, view);
  const promises = report?.promises ?? [];
  return {
    ...{ name: metadata.name, displayName: displayName(agreement), ...spec.parties, product: spec.product ?? null },
    ...{ validFrom: spec.validFrom ?? null, validTo: spec.validTo ?? null },
    period: report?.period ?? shownPeriod(period, now),
    ...{ state: worstState(promises.map(({ state }) => state)), promises, credits: report?.credits ?? null },
    moneyHidden: spec.credits !== undefined && !showsMoney(view, spec.product),
  };
}

/** Null where nothing of the period counts yet, or the agreement does not hold in it. */
async function composedOrNull(
  { reports, catalog }: AgreementPageDeps,
  name: string,
  period: Period,
  view: MoneyView,
): Promise<Report | null> {
  try {
    const { report, product } = await reports.report({ kind: 'agreement', name, period });
    return hideReportMoney(report, view, catalog.current(), product);
  } catch (error) {
    if (error instanceof ProductError && ['not_found', 'bad_input'].includes(error.code)) return null;
    throw error;
  }
}

/** The period of now; of an agreement that is over its last, of one that does not hold yet its first. */
function presentPeriod({ period, timeZone, validFrom, validTo }: AgreementSpec, now: EpochMs): Period {
  const end = validTo === undefined ? now : Math.min(now, startOfDay(validTo, timeZone) - 1);
  return periodAt(period, validFrom === undefined ? end : Math.max(end, startOfDay(validFrom, timeZone)), timeZone);
}
