import type { Period } from './period.ts';
import type { ReportScope } from './report-contract.ts';

/** Which report: of what, of which period. */
export interface AskedReport {
  kind: ReportScope['kind'];
  /** Of the organisation ''. */
  name: string;
  period: Period;
}
