import type { Estimate } from '../../maths/estimate.ts';
import { endsOf, type Outage } from '../outages/outage.ts';
import type { IncidentPage } from './incident-contract.ts';
import type { KeptIncident } from './kept-incident.ts';
import type { PastOne } from './past-ones.ts';
import type { Similar } from './similar.ts';

type Shown = IncidentPage['similar'][number];

/** What is known of something past besides itself. */
export interface KnownOfPast {
  /** Incidents of the process that began near it. */
  incidents: readonly KeptIncident[];
  /** Of the process, those that lasted near it. */
  outages: readonly Outage[];
  /** Whether money of the process is shown to who asks. */
  isShown: boolean;
}

/** Something past for who was woken: where it leads to, what it cost, what its cause was, and what helped. */
export function shownBefore(
  { past, minutes, why }: Similar<PastOne>,
  { incidents, outages, isShown }: KnownOfPast,
): Shown {
  const kept = incidents.find(({ incident }) => incident.drops.includes(past.id));
  const outage = outageOf(past, kept, outages);
  const seen = (one: Estimate | null | undefined): Estimate | null => (isShown && one ? one : null);
  const loss = outage?.loss;
  return {
    ...{ id: past.id, onset: past.onset, class: past.class, minutes, why },
    incident: kept?.incident.id ?? null,
    outage: outage ? { id: outage.id, state: outage.state } : null,
    share: past.drop?.impactShare ?? null,
    gross: seen(loss?.gross ?? past.drop?.money),
    recovered: seen(loss?.recovered),
    net: seen(loss?.net),
    cause: outage?.cause || null,
    helped: kept ? whatHelped(kept) : null,
  };
}

/** The outage that the incident drafted; else, as of what others told, the one that lies over most of the drop. */
function outageOf(
  { id, onset, endedAt }: PastOne,
  kept: KeptIncident | undefined,
  outages: readonly Outage[],
): Outage | undefined {
  const present = outages.filter(({ state, kind }) => state !== 'removed' && kind === 'unplanned');
  const drafted = kept && present.find(({ incident }) => incident === kept.incident.id);
  const known = drafted ?? present.find((outage) => outage.id === id);
  if (known) return known;
  const [from, to] = [Date.parse(onset), Date.parse(endedAt ?? onset)];
  const over = (outage: Outage): number => {
    const ends = endsOf(outage);
    return Math.min(to, ends.to ?? to) - Math.max(from, ends.from);
  };
  return present.filter((outage) => over(outage) > 0).sort((a, b) => over(b) - over(a))[0];
}

/** What somebody said that it helps; else the last that was noted at the step `act`. */
function whatHelped({ incident, response }: KeptIncident): NonNullable<Shown['helped']> | null {
  const mitigated = incident.transitions.findLast(({ to, by }) => to === 'mitigated' && by !== null);
  if (mitigated) return { what: mitigated.reason, by: mitigated.by! };
  const acted = response.steps.findLast(({ step, note }) => step === 'act' && note !== '');
  return acted ? { what: acted.note, by: acted.by } : null;
}
