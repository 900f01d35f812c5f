import type { ReportAsked } from '../api/agreements.ts';
import { lastPeriods } from './period-words.ts';

export const scopeKinds = ['agreement', 'process', 'product', 'organisation'] as const;
export const scopeWords: Record<ReportAsked['kind'], string> = {
  agreement: 'Agreement',
  process: 'Process',
  product: 'Product',
  organisation: 'All of it',
};

/** What the address asks for; null where its kind is none. Without a period it is the last month that is over. */
export function reportAsked(kind: string, name: string, search: URLSearchParams, now: number): ReportAsked | null {
  const known = scopeKinds.find((one) => one === kind);
  if (known === undefined) return null;
  const timeZone = search.get('zone') ?? undefined;
  const version = Number(search.get('version') ?? Number.NaN);
  return {
    ...{ kind: known, name, timeZone },
    period: search.get('period') ?? lastPeriods('month', now, timeZone ?? 'UTC', 2)[1] ?? '',
    version: Number.isSafeInteger(version) && version > 0 ? version : undefined,
  };
}
