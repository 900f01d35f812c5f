import type { EpochMs } from '../../../maths/instants.ts';
import type { Retirement } from '../../signals/alerts/retirement.ts';

/** A retirement; `ended` is when, by whom and why it was taken back, null while it holds. */
export interface Retired {
  alert: string;
  at: EpochMs;
  by: string;
  replacement: string;
  reason: string;
  ended: { at: EpochMs; by: string; reason: string } | null;
}

/** The retirements that the lines of the record make, in their order (oldest first). */
export function retiredOf(lines: readonly Retirement[]): Retired[] {
  return lines.flatMap(({ alert, number, act, at, by, replacement, reason }): Retired[] => {
    if (act !== 'retire') return [];
    const end = lines.find((one) => one.alert === alert && one.number === number + 1);
    const ended = end === undefined ? null : { at: end.at, by: end.by.name, reason: end.reason };
    return [{ alert, at, by: by.name, replacement: replacement ?? '', reason, ended }];
  });
}
