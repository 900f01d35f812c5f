import { type EpochMs, type Interval, minute } from '../../../maths/instants.ts';

/** A time in which a component was out, as an alarm or a ledger has it. */
export interface RecordedOutage extends Interval {
  component: string;
  /** down: it failed requests; degraded: it answered, but too slowly. */
  kind: 'down' | 'degraded';
  /** Share of its requests that failed meanwhile, 0 to 1; null where nobody counted. */
  failed: number | null;
}

/** Spells less than so many minutes apart are one outage that came back, not two. */
export const togetherMinutes = 30;

/** Spells put together to outages: those whose gap is shorter than `togetherMinutes`, oldest first. */
export function incidentsOf<Spell extends Interval>(spells: readonly Spell[]): Spell[][] {
  const incidents: Spell[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const spell of [...spells].sort((a, b) => a.from - b.from)) {
    if (spell.from - end < togetherMinutes * minute) incidents.at(-1)!.push(spell);
    else incidents.push([spell]);
    end = Math.max(end, spell.to);
  }
  return incidents;
}

/** Marks the minutes of `n` from `from` that the spells touch. */
export function mark(into: Uint8Array, spells: readonly Interval[], from: EpochMs): Uint8Array {
  for (const spell of spells) {
    const first = Math.max(0, Math.floor((spell.from - from) / minute));
    const last = Math.min(into.length, Math.ceil((spell.to - from) / minute));
    if (last > first) into.fill(1, first, last);
  }
  return into;
}
