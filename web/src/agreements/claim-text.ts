import type { CreditReport } from '../../../src/features/agreements/report-contract.ts';
import { dayText } from '../design/format/times.ts';

/** Until when a credit has to be claimed, as a day of the agreement's zone. */
export function claimText({ claimUntil }: Pick<CreditReport, 'claimUntil'>, zone: string, now: number): string {
  const at = Date.parse(claimUntil);
  const year = new Date(at).getUTCFullYear();
  const day = year === new Date(now).getUTCFullYear() ? dayText(at, zone) : `${dayText(at, zone)} ${year}`;
  return at <= now ? `${day}, over` : day;
}
