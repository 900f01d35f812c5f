import type { Estimate } from '../../maths/estimate.ts';
import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import type { Drop, ImpactClass } from './contract.ts';
import type { ImpactFacts } from './facts.ts';
import { classOf, reckon } from './reckon.ts';
import { losesTooMuch } from './slow-bleed.ts';
import { type ClosedDrop, indexOf, type OpenDrop, type WalkState } from './walk-state.ts';

/** A drop as it is kept: what the walk needs to go on, and the numbers as last reckoned. */
export interface DropRecord extends OpenDrop {
  id: string;
  process: string;
  endedAt: EpochMs | null;
  /** The highest class it reached. */
  class: ImpactClass | null;
  impactShare: Estimate | null;
  lost: Estimate;
  money: Estimate | null;
}

/** Reckons a drop of the walk from its onset to its end, or to `until` while it lasts. */
export function dropRecord(
  facts: Pick<ImpactFacts, 'process' | 'value'>,
  state: WalkState,
  drop: OpenDrop & Partial<Pick<ClosedDrop, 'endedAt'>>,
  known: DropRecord | null,
  until: EpochMs,
): DropRecord {
  const first = Math.max(0, indexOf(state, drop.onset));
  const last = Math.min(state.minutes, indexOf(state, drop.endedAt ?? until));
  const { impactShare, lost, money } = reckon(state, first, last, facts.value);
  return {
    id: known?.id ?? `${facts.process}-${toRfc3339(drop.detectedAt).replace(/[-:]/g, '').slice(0, 13)}`,
    process: facts.process,
    onset: drop.onset,
    detectedAt: known?.detectedAt ?? drop.detectedAt,
    levelUntil: drop.levelUntil,
    ...(drop.bleed ? { bleed: true as const } : {}),
    endedAt: drop.endedAt ?? null,
    class: higher(known?.class ?? (drop.bleed ? 'P2' : null), presentClass(state, first, last)),
    impactShare,
    lost,
    money,
  };
}

/** Class of an ongoing drop in its last window, or since its onset when that is later; P2 too where four hours cost too much. */
export function presentClass(state: WalkState, first: number, last: number): ImpactClass | null {
  const windows = state.windows[Math.floor(Math.max(state.judgedFrom, last - 1) / 60)];
  if (!windows || last <= first) return null;
  const total = classOf(state, Math.max(first, last - windows.total.minutes), last);
  if (total === 'P1') return 'P1';
  const partial = classOf(state, Math.max(first, last - windows.partial.minutes), last);
  return partial ?? (losesTooMuch(state, first, last) ? 'P2' : null);
}

function higher(a: ImpactClass | null, b: ImpactClass | null): ImpactClass | null {
  return a === 'P1' || b === 'P1' ? 'P1' : (a ?? b);
}

/** As it crosses HTTP; `level` is that of its process when it was detected. */
export function dropOf(record: DropRecord, level: Drop['level']): Drop {
  return {
    id: record.id,
    process: record.process,
    onset: toRfc3339(record.onset),
    detectedAt: toRfc3339(record.detectedAt),
    endedAt: record.endedAt === null ? null : toRfc3339(record.endedAt),
    class: record.class,
    ...(record.bleed ? { bleed: true } : {}),
    level,
    impactShare: record.impactShare,
    lost: record.lost,
    money: record.money,
  };
}
