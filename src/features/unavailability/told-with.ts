import { type EpochMs, minute } from '../../maths/instants.ts';
import { type Incident, isLasting } from './incident.ts';
import { leadingOf } from './merge.ts';
import type { TechnicalFact } from './technical-facts.ts';

/** Alarms further apart are told apart, and so is one that outlasts what it was told with by so much. */
const apartMinutes = 15;

/**
 * Whether the alarms of a component are told with another incident, so that six components call once: with the proven loss of a
 * process that stands on it, and stay so; else with the first of those that began about then below the same critical process.
 * What calls by itself is never told with what only becomes a ticket, nor is a mandated one with other alarms, and what is tried
 * out in shadow with nothing: a side channel is told of each.
 */
export function toldWith(
  one: Incident,
  incidents: readonly Incident[],
  fact: TechnicalFact | undefined,
  now: EpochMs,
): Incident {
  if (!isLasting(one) || one.shadow !== undefined) return one;
  const before = incidents.find(({ id }) => id === one.partOf);
  if (before !== undefined && before.kind !== 'technical') return one;
  const loss = lossOver(one, incidents, fact);
  if (loss) {
    const reason = `Told with the loss of ${loss.process}, which stands on ${one.technical!.component}.`;
    return partOf(one, loss.partOf ?? loss.id, reason, now);
  }
  if (before !== undefined) {
    const outlasts = !isLasting(before) && now - before.transitions.at(-1)!.at >= apartMinutes * minute;
    return outlasts ? partOf(one, null, 'It outlasts what it was told with: it stands alone again.', now) : one;
  }
  const first = firstBelow(one, incidents);
  if (first === undefined || first.id === one.id) return one;
  const reason = `Told with the alarms of ${first.technical!.component}, below ${one.process} as well.`;
  return partOf(one, first.id, reason, now);
}

function lossOver({ technical }: Incident, incidents: readonly Incident[], fact: TechnicalFact | undefined) {
  const calls = technical!.boundToCritical || technical!.mandatedBy !== null;
  return leadingOf(
    incidents.filter(
      (other) =>
        other.kind === 'loss' &&
        other.class !== null &&
        isLasting(other) &&
        (other.level === 'critical' || !calls) &&
        (fact?.over ?? []).includes(other.process),
    ),
  );
}

function firstBelow(one: Incident, incidents: readonly Incident[]): Incident | undefined {
  const isBelowCritical = ({ technical, shadow }: Incident): boolean =>
    technical?.boundToCritical === true && technical.mandatedBy === null && shadow === undefined;
  if (!isBelowCritical(one)) return undefined;
  return leadingOf(
    incidents.filter(
      (other) =>
        isBelowCritical(other) &&
        isLasting(other) &&
        other.partOf === null &&
        other.process === one.process &&
        Math.abs(other.onset - one.onset) <= apartMinutes * minute,
    ),
  );
}

function partOf(one: Incident, leader: string | null, reason: string, now: EpochMs): Incident {
  if (one.partOf === leader) return one;
  const transition = { at: now, from: one.state, to: one.state, reason, by: null };
  return { ...one, partOf: leader, transitions: [...one.transitions, transition] };
}
