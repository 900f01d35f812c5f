import { type EpochMs, minute } from '../../../maths/instants.ts';
import { incidentsOf, mark, type RecordedOutage } from './recorded-outage.ts';

/** A component under a process, with those of the process' other components that stand on it, directly or not. */
export interface Standpoint {
  component: string;
  above: readonly string[];
}

/** Minutes of one outage, counted from the begin of the history: those that count are 1 in `counted`, from `from` on. */
export interface IncidentMinutes {
  from: number;
  counted: Uint8Array;
  /** Share of requests that failed, by the minutes that count; NaN where nobody counted. */
  failed: Float64Array;
}

export interface OwnMinutes {
  incidents: IncidentMinutes[];
  confoundedWith: string[];
  confoundedMinutes: number;
}

/** What stands on a component and went down no earlier than so much before it may have been taken down by it: alarms differ in how fast they see. */
const mediatedWithin = 5 * minute;

/**
 * The minutes in which the component was out and no other of the same process was down that could have done it. What stands on
 * the component and went down with it is no other cause but the way on which its outage reached the process; what it stands on
 * itself is, and so is what was down before. `degraded` minutes count only where the component is not down too.
 */
export function ownMinutes(
  { component, above }: Standpoint,
  kind: RecordedOutage['kind'],
  outages: readonly RecordedOutage[],
  from: EpochMs,
  n: number,
): OwnMinutes {
  const own = outages.filter((one) => one.component === component && one.kind === kind);
  const inside = mark(new Uint8Array(n), own, from);
  const free = inside.slice();
  const confoundedWith: string[] = [];
  for (const [other, spells] of Map.groupBy(outages, (one) => one.component)) {
    const theirs = spells.filter((spell) => {
      if (other === component) return kind === 'degraded' && spell.kind === 'down';
      if (kind === 'down' && spell.kind === 'degraded') return false;
      return !(above.includes(other) && own.some((mine) => mayHaveTakenDown(mine, spell)));
    });
    const marked = mark(new Uint8Array(n), theirs, from);
    let both = false;
    for (let i = 0; i < n; i++) {
      if (marked[i] === 0 || inside[i] === 0) continue;
      both = true;
      free[i] = 0;
    }
    if (both && other !== component) confoundedWith.push(other);
  }
  let confoundedMinutes = 0;
  for (let i = 0; i < n; i++) confoundedMinutes += inside[i]! - free[i]!;
  const incidents = incidentsOf(own).flatMap((spells) => incidentMinutes(spells, free, from, n) ?? []);
  return { incidents, confoundedWith: confoundedWith.sort(), confoundedMinutes };
}

const mayHaveTakenDown = (mine: RecordedOutage, spell: RecordedOutage): boolean =>
  spell.from >= mine.from - mediatedWithin && spell.from < mine.to;

function incidentMinutes(
  spells: readonly RecordedOutage[],
  free: Uint8Array,
  from: EpochMs,
  n: number,
): IncidentMinutes | null {
  const first = Math.max(0, Math.floor((spells[0]!.from - from) / minute));
  const end = Math.min(n, Math.ceil((Math.max(...spells.map(({ to }) => to)) - from) / minute));
  if (end <= first) return null;
  const inside = mark(new Uint8Array(end - first), spells, from + first * minute);
  const counted = inside.map((flag, i) => flag & free[first + i]!);
  if (!counted.includes(1)) return null;
  const failed = new Float64Array(end - first).fill(Number.NaN);
  for (const spell of spells) {
    const at = (time: EpochMs): number => (time - from) / minute - first;
    if (spell.failed !== null)
      failed.fill(spell.failed, Math.max(0, Math.floor(at(spell.from))), Math.ceil(at(spell.to)));
  }
  return { from: first, counted, failed };
}
