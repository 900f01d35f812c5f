import { second } from '../../maths/instants.ts';
import { parseDuration } from '../catalog/duration.ts';
import { type CountingPolicy, usualPolicy } from '../outages/availability.ts';
import type { AgreementSpec } from './agreement.ts';

/** How outages become the rows that are counted. Durations in milliseconds. */
export interface CountingRules {
  policy: CountingPolicy;
  precisionMs: number;
  noticeMs: number;
  /** Null: as much planned time as there is. */
  mostPlannedMs: number | null;
  /** Of `mostPlannedMs`. */
  per: 'month' | 'quarter';
  excludedCauses: readonly string[];
}

/** Of what belongs to no agreement: whole seconds, two people's exclusions, bounds where nobody measured. */
export const usualRules: CountingRules = {
  policy: usualPolicy,
  precisionMs: second,
  noticeMs: 0,
  mostPlannedMs: null,
  per: 'month',
  excludedCauses: [],
};

/** As an agreement says. */
export function rulesOf({ measuring, maintenance, excludedCauses, period }: AgreementSpec): CountingRules {
  const ms = (text: string): number => parseDuration(text) ?? 0;
  const { planned, unknown, partial } = measuring;
  return {
    policy: { planned, unknown, partial, minimumSeconds: Math.ceil(ms(measuring.minimumDuration) / second) },
    precisionMs: Math.max(second, ms(measuring.precision)),
    noticeMs: ms(maintenance.notice),
    mostPlannedMs: maintenance.most === undefined ? null : ms(maintenance.most),
    per: period,
    excludedCauses,
  };
}

/** `90 s`, `20 min`, `4 h`, `3 d`: the largest unit that is whole. */
export function lengthText(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [second, 's'],
  ] as const;
  const [size, unit] = units.find(([size]) => ms >= size && ms % size === 0) ?? ([second, 's'] as const);
  return `${Number((ms / size).toFixed(3))} ${unit}`;
}
