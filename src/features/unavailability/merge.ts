import type { EpochMs } from '../../maths/instants.ts';
import { minute } from '../../maths/instants.ts';
import { type Incident, isLasting } from './incident.ts';
import type { ProcessFact } from './incident-facts.ts';

/** Onsets further apart have one cause too seldom to be told as one. */
const apartMinutes = 15;
/** A root with a lower score is shown, and joins nothing. */
export const leastRootScore = 0.5;

/**
 * Incidents of several processes are one when the *same named component* is the probable root of each, with a score above the
 * limit, and they began together; never because they merely share a dependency (everything shares the gateway). The one that
 * began first leads. A part whose own root turns out to be another one stands alone again.
 */
export function merged(incidents: readonly Incident[], facts: readonly ProcessFact[], now: EpochMs): Incident[] {
  const touched = new Set(facts.map(({ process }) => process));
  const lasting = incidents.filter((one) => one.kind === 'loss' && isLasting(one));
  return incidents.map((one) => {
    if (!lasting.includes(one) || !touched.has(one.process)) return one;
    const leader = leaderOf(one, lasting);
    if ((leader?.id ?? null) === one.partOf) return one;
    // a leader that is over does not let its parts go: they were one
    if (leader === undefined && stillLed(one, incidents)) return one;
    const reason = leader
      ? `One with the incident of ${leader.process}: ${one.root!.component} is the probable root of both.`
      : 'Another root is more probable now: it stands alone again.';
    const transition = { at: now, from: one.state, to: one.state, reason, by: null };
    return { ...one, partOf: leader?.id ?? null, transitions: [...one.transitions, transition] };
  });
}

function leaderOf(one: Incident, lasting: readonly Incident[]): Incident | undefined {
  if (!isNamed(one)) return undefined;
  const together = lasting.filter(
    (other) =>
      isNamed(other) &&
      other.root!.component === one.root!.component &&
      Math.abs(other.onset - one.onset) <= apartMinutes * minute,
  );
  const first = together.sort((a, b) => a.onset - b.onset || (a.id < b.id ? -1 : 1))[0];
  return first === undefined || first.id === one.id ? undefined : first;
}

const isNamed = ({ root }: Incident): boolean => root !== null && root.score > leastRootScore;

function stillLed(one: Incident, incidents: readonly Incident[]): boolean {
  const leader = incidents.find(({ id }) => id === one.partOf);
  return leader !== undefined && !isLasting(leader) && leader.root?.component === one.root?.component;
}
