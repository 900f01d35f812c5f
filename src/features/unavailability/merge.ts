import type { EpochMs } from '../../maths/instants.ts';
import { minute } from '../../maths/instants.ts';
import type { Level } from '../catalog/fields.ts';
import { type Incident, isLasting } from './incident.ts';
import type { ProcessFact } from './incident-facts.ts';

/** Onsets further apart have one cause too seldom to be told as one. */
const apartMinutes = 15;
/** A root with a lower score is shown, and joins nothing. */
export const leastRootScore = 0.5;

/** Whoever is called for the more critical one must hear of it: it leads. */
const rank: Record<Level, number> = { critical: 0, important: 1, standard: 2, supporting: 3 };
const rankOf = ({ level }: Incident): number => rank[level ?? 'standard'];

/**
 * Incidents of several processes are one when the *same named component* is the probable root of each, with a score above the
 * limit, and they began together; never because they merely share a dependency (everything shares the gateway). The proven
 * one of the most critical process leads, of several the one that began first. A part whose own root turns out to be another
 * one stands alone again, and so does one that outlasts its leader by a quarter of an hour.
 */
export function merged(incidents: readonly Incident[], facts: readonly ProcessFact[], now: EpochMs): Incident[] {
  const touched = new Set(facts.map(({ process }) => process));
  const lasting = incidents.filter((one) => one.kind === 'loss' && isLasting(one));
  const byRoot = Map.groupBy(lasting.filter(isNamed), ({ root }) => root!.component);
  const byId = new Map(incidents.map((one) => [one.id, one]));
  return incidents.map((one) => {
    if (one.kind !== 'loss' || !isLasting(one) || !touched.has(one.process)) return one;
    const leader = leaderOf(one, byRoot);
    if ((leader?.id ?? null) === one.partOf) return one;
    // those of one root do not end in the same minute: a leader that is over does not let its parts go at once
    if (leader === undefined && stillLed(one, byId, now)) return one;
    const reason = leader
      ? `One with the incident of ${leader.process}: ${one.root!.component} is the probable root of both.`
      : aloneBecause(one, byId);
    const transition = { at: now, from: one.state, to: one.state, reason, by: null };
    return { ...one, partOf: leader?.id ?? null, transitions: [...one.transitions, transition] };
  });
}

function leaderOf(one: Incident, byRoot: ReadonlyMap<string, readonly Incident[]>): Incident | undefined {
  if (!isNamed(one)) return undefined;
  const together = (byRoot.get(one.root!.component) ?? []).filter(
    (other) =>
      other.id === one.id || (other.class !== null && Math.abs(other.onset - one.onset) <= apartMinutes * minute),
  );
  const first = together.reduce((a, b) => (leads(b, a) ? b : a), one);
  return first.id === one.id ? undefined : first;
}

/** Whether `a` leads `b`. What is not proven leads nothing that is. */
function leads(a: Incident, b: Incident): boolean {
  if ((a.class === null) !== (b.class === null)) return a.class !== null;
  return order(a, b) < 0;
}

const order = (a: Incident, b: Incident): number =>
  rankOf(a) - rankOf(b) || a.onset - b.onset || Number(a.id > b.id) - Number(a.id < b.id);

/** The one that leads of several that are proven; undefined of none. */
export const leadingOf = (proven: readonly Incident[]): Incident | undefined => [...proven].sort(order)[0];

const isNamed = ({ root }: Incident): boolean => root !== null && root.score > leastRootScore;

function stillLed(one: Incident, byId: ReadonlyMap<string, Incident>, now: EpochMs): boolean {
  const leader = byId.get(one.partOf ?? '');
  return (
    leader !== undefined &&
    !isLasting(leader) &&
    leader.root?.component === one.root?.component &&
    now - leader.transitions.at(-1)!.at < apartMinutes * minute
  );
}

function aloneBecause({ partOf, root }: Incident, byId: ReadonlyMap<string, Incident>): string {
  const leader = byId.get(partOf ?? '');
  return leader?.root?.component === root?.component
    ? 'It outlasts the one that it was told with: it stands alone again.'
    : 'Another root is more probable now: it stands alone again.';
}
