import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { AskedReport } from '../asked-report.ts';
import type { PromiseReport, Report } from '../report-contract.ts';
import type { ReportFacts } from '../report-facts.ts';
import { reportOf } from '../report-of.ts';
import { frozenReport } from './frozen.ts';
import { type ReportDeps, rememberedCatalogs, reportFacts } from './report-facts.ts';

export interface ComposedReport {
  report: Report;
  /** Whose money its credits are; null where it is of no product. */
  product: string | null;
}

/** How a promise of the present period stands. */
export interface Standing {
  agreement: string;
  promise: PromiseReport;
}

export type ReportQueries = ReturnType<typeof reportQueries>;

/** Reports as they are made now, and as they were frozen. */
export function reportQueries(deps: ReportDeps & { now(): EpochMs }) {
  const remembering: ReportDeps = { ...deps, catalog: rememberedCatalogs(deps.catalog) };

  let standings: readonly Standing[] = [];

  /** What it is made of now. Throws as `reportFacts`. */
  const facts = (asked: AskedReport, at = deps.now()): Promise<ReportFacts> => reportFacts(remembering, asked, at);

  return {
    facts,

    /** As they were reckoned last; empty before the first time. */
    standings: (): readonly Standing[] => standings,

    keepStandings(next: readonly Standing[]): void {
      standings = next;
    },

    /** As it comes out now, with all money. Throws as `reportFacts`. */
    async composed(asked: AskedReport, at = deps.now()): Promise<ComposedReport> {
      return composedOf(await facts(asked, at));
    },

    /**
     * As it was frozen where it was, else as it comes out now. Throws ProductError `not_found` for a version that there is not, and
     * as `composed`.
     */
    async report(asked: AskedReport, version?: number): Promise<ComposedReport> {
      const frozen = await frozenReport(deps.records, asked, version);
      const same = frozen !== null && frozen.report.period.timeZone === asked.period.timeZone;
      if (same) return { report: frozen.report, product: frozen.product };
      if (version !== undefined) {
        throw new ProductError(
          'not_found',
          `There is no version ${version} of this report: it is frozen on day 8 after its period.`,
        );
      }
      const { report, product } = composedOf(await facts(asked));
      const isFrozenOnce = asked.period.kind !== 'range' && report.period.state === 'closed';
      return { report: isFrozenOnce ? { ...report, notes: [notFrozen, ...report.notes] } : report, product };
    },
  };
}

/** Such periods ended before the first catalogue was applied, are of another zone, or are frozen with one of the next ticks. */
const notFrozen = 'This report is not frozen: a later change of the ledger changes it, without another version.';

export function composedOf(facts: ReportFacts): ComposedReport {
  return { report: reportOf(facts), product: facts.agreement?.spec.product ?? null };
}
