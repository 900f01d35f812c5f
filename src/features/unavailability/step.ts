import { type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';
import { type Incident, isLasting, moved } from './incident.ts';
import type { DropFact, ProcessFact } from './incident-facts.ts';
import { merged } from './merge.ts';

/** A drop that begins so soon after the last one ended is the same incident again. */
const reopensWithinMinutes = 30;
/** So long a critical process may go unseen before somebody is called. */
const blindAfterMinutes = 3;
/** So long nothing may have happened before Waga moves an incident between open and mitigated: the class of a window flickers. */
const calmMinutes = 5;
/** The same after a person moved it: what they did takes its time to show. */
const trustMinutes = 15;

/**
 * One decision about all incidents: what was, what is known now → what is. Pure, and idempotent: the same facts a second time
 * change nothing, so a restart or late data open nothing twice and lose nothing. Incidents come back in the order they were
 * given, new ones after them.
 */
export function step(incidents: readonly Incident[], facts: readonly ProcessFact[], now: EpochMs): Incident[] {
  let next = [...incidents];
  for (const fact of facts) {
    next = withDrops(next, fact, now);
    next = withSight(next, fact, now);
  }
  return merged(next, facts, now);
}

function withDrops(incidents: Incident[], fact: ProcessFact, now: EpochMs): Incident[] {
  let next = incidents;
  for (const drop of fact.drops) {
    const known = next.find(({ drops }) => drops.includes(drop.id));
    const before = known ?? reopened(next, fact, drop);
    if (before) next = next.map((one) => (one === before ? followed(withDrop(before, drop), fact, drop, now) : one));
    else if (isWorthOpening(drop, next)) next = [...next, followed(opened(fact, drop, now), fact, drop, now)];
  }
  return next;
}

/** A drop that ended without proof before anybody saw it is no incident. */
const isWorthOpening = (drop: DropFact, known: readonly Incident[]): boolean =>
  !known.some(({ id }) => id === incidentId(drop.id)) && (drop.class !== null || drop.endedAt === null);

/** The incident of the process that a new drop opens again. */
function reopened(incidents: readonly Incident[], { process }: ProcessFact, drop: DropFact): Incident | undefined {
  return incidents.findLast(
    (one) =>
      one.process === process &&
      one.kind === 'loss' &&
      one.state === 'recovered' &&
      one.endedAt !== null &&
      drop.onset <= one.endedAt + reopensWithinMinutes * minute &&
      drop.onset >= one.onset,
  );
}

export const incidentId = (dropId: string): string => `inc-${dropId}`;

function opened(fact: ProcessFact, drop: DropFact, now: EpochMs): Incident {
  const reason = drop.bleed ? `A slow bleed: ${drop.words}.` : `Found at ${toRfc3339(drop.detectedAt)}: ${drop.words}.`;
  return {
    id: incidentId(drop.id),
    kind: 'loss',
    ...{ process: fact.process, level: fact.level, days: fact.days, side: fact.side, root: fact.root },
    state: 'suspected',
    class: null,
    ...{ onset: drop.onset, detectedAt: drop.detectedAt, endedAt: null },
    drops: [drop.id],
    partOf: null,
    transitions: [{ at: now, from: null, to: 'suspected', reason, by: null }],
  };
}

const withDrop = (incident: Incident, drop: DropFact): Incident =>
  incident.drops.includes(drop.id) ? incident : { ...incident, drops: [...incident.drops, drop.id] };

/** Brings an incident in line with one of its drops. What people closed stays closed. */
function followed(incident: Incident, fact: ProcessFact, drop: DropFact, now: EpochMs): Incident {
  if (['reported', 'reviewed', 'dismissed'].includes(incident.state)) return incident;
  if (drop.id !== incident.drops.at(-1)) return incident;
  const isFirst = incident.drops.length === 1;
  let next: Incident = {
    ...incident,
    onset: isFirst ? drop.onset : incident.onset,
    endedAt: drop.endedAt,
    class: incident.class === 'P1' ? 'P1' : (drop.class ?? incident.class),
    side: fact.side ?? incident.side,
    root: fact.root ?? incident.root,
  };
  if (drop.endedAt !== null) {
    if (next.class === null) return moved(next, 'dismissed', now, 'It ended before anything was proven.');
    return moved(next, 'recovered', now, `As expected again since ${toRfc3339(drop.endedAt)}.`);
  }
  if (incident.state === 'recovered') next = moved(next, 'open', now, `It came back: ${drop.words}.`);
  if (incident.state === 'suspected' && drop.class !== null) {
    return moved(next, 'open', now, `${drop.class} is proven: ${drop.words}.`);
  }
  if (next.class !== incident.class && incident.class !== null) {
    const raised = { at: now, from: next.state, to: next.state, reason: `${next.class} now: ${drop.words}.`, by: null };
    next = { ...next, transitions: [...next.transitions, raised] };
  }
  if (next.state === 'open' && drop.presentClass === null && isCalm(next, now)) {
    return moved(next, 'mitigated', now, 'It lasts, but costs less than the partial threshold.');
  }
  if (next.state === 'mitigated' && drop.presentClass !== null && isCalm(next, now)) {
    return moved(next, 'open', now, `It costs more again: ${drop.words}.`);
  }
  return next;
}

/** Nothing happened to it for some minutes, so that it does not flap. */
function isCalm({ transitions }: Incident, now: EpochMs): boolean {
  const { at, by } = transitions.at(-1)!;
  return now - at >= (by === null ? calmMinutes : trustMinutes) * minute;
}

/** A critical process that is not seen is an incident of its own kind; it is over when it is seen again. */
function withSight(incidents: Incident[], fact: ProcessFact, now: EpochMs): Incident[] {
  const { process, unseenSince, level } = fact;
  const isOpen = (one: Incident): boolean => one.process === process && one.kind === 'blind' && isLasting(one);
  if (fact.notLooked) return incidents;
  if (unseenSince === null) {
    return incidents.map((one) =>
      isOpen(one) ? { ...moved(one, 'recovered', now, 'It is seen again.'), endedAt: now } : one,
    );
  }
  const id = `inc-blind-${process}-${toRfc3339(unseenSince).replace(/[-:]/g, '').slice(0, 13)}`;
  if (level !== 'critical' || now - unseenSince < blindAfterMinutes * minute) return incidents;
  if (incidents.some((one) => isOpen(one) || one.id === id)) return incidents;
  const reason = `Nothing complete came since ${toRfc3339(unseenSince)}; nobody knows how it is.`;
  const blind: Incident = {
    ...{ id, kind: 'blind', process, level, days: fact.days, state: 'open', class: null, side: null },
    ...{ onset: unseenSince, detectedAt: now, endedAt: null, drops: [], root: null, partOf: null },
    transitions: [{ at: now, from: null, to: 'open', reason, by: null }],
  };
  return [...incidents, blind];
}
