import { type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';
import { type Incident, isLasting, moved, type TechnicalAlarm } from './incident.ts';
import type { TechnicalFact } from './technical-facts.ts';
import { toldWith } from './told-with.ts';

/** An alarm that begins so soon after the last one ended is the same incident again. */
const reopensWithinMinutes = 30;
/** So long nobody is called: a business loss behind it tells more, and is found within that time where it is large. */
const patienceMinutes = 3;

/**
 * Technical alarms as incidents, one for a component: opened, followed, ended, and told with the loss of a process that stands on
 * the component. Those whose objective is tried out in shadow are apart, one for a component and side channel. Pure, and idempotent
 * as `step`.
 */
export function stepTechnical(
  incidents: readonly Incident[],
  facts: readonly TechnicalFact[],
  now: EpochMs,
): Incident[] {
  const factOf = (one: Incident): TechnicalFact | undefined => facts.find((fact) => isOf(one, fact));
  const crossed = (one: Incident): string | null => crossedOver(one, facts);
  // what is over by now is so before another alarm may join it
  let next = incidents.map((one) => (one.technical ? followed(one, factOf(one), crossed(one), now) : one));
  for (const fact of facts) next = withAlarms(next, fact, now);
  next = next.map((one) => (one.technical ? followed(one, factOf(one), crossed(one), now) : one));
  return next.map((one) => (one.technical ? toldWith(one, next, factOf(one), now) : one));
}

/** Why nothing lasts any more of an incident: what it was made of was retired. */
const retiredWords = 'Its alert was retired: it calls nobody any more.';

const isOf = (one: Incident, { component, shadow }: TechnicalFact): boolean =>
  one.technical?.component === component && (one.shadow ?? null) === shadow;

/** Why alarms that last are no longer those of an incident: their objective began or ceased to be tried out; else null. */
function crossedOver(one: Incident, facts: readonly TechnicalFact[]): string | null {
  const other = facts.find(
    (fact) =>
      fact.component === one.technical?.component &&
      !isOf(one, fact) &&
      fact.alarms.some(({ id, endedAt }) => endedAt === null && one.drops.includes(id)),
  );
  if (other === undefined) return null;
  return other.shadow === null
    ? 'It is no longer tried out: from now on it calls.'
    : 'It is tried out in shadow from now on: it calls nobody.';
}

/** Alarms that no incident has yet join the one that lasts, or was over just before; else the first opens one. */
function withAlarms(incidents: Incident[], fact: TechnicalFact, now: EpochMs): Incident[] {
  let next = incidents;
  for (const alarm of fact.alarms) {
    const own = next.filter((one) => isOf(one, fact));
    if (own.some(({ drops }) => drops.includes(alarm.id))) continue;
    const host = own.findLast((one) => (isLasting(one) && !wasBefore(one, alarm)) || isJustOver(one, alarm));
    if (host) next = next.map((one) => (one === host ? { ...one, drops: [...one.drops, alarm.id] } : one));
    else if (alarm.endedAt === null) next = [...next, opened(fact, alarm, now)];
  }
  return next;
}

/** It was over long before: other tools tell of the past too. */
const wasBefore = ({ onset }: Incident, { endedAt }: TechnicalAlarm): boolean =>
  endedAt !== null && endedAt < onset - reopensWithinMinutes * minute;

const isJustOver = ({ state, endedAt }: Incident, { startedAt }: TechnicalAlarm): boolean =>
  state === 'recovered' && endedAt !== null && startedAt <= endedAt + reopensWithinMinutes * minute;

function opened(fact: TechnicalFact, alarm: TechnicalAlarm, now: EpochMs): Incident {
  const { component, shadow, process, level, boundToCritical } = fact;
  const name = shadow === null ? `technical-${component}` : `shadow-${component}-${shadow}`;
  const { startedAt, mandatedBy } = alarm;
  const what = alarm.external === undefined ? 'misses its objective' : 'fires';
  const reason = `${alarm.measure} ${what} since ${toRfc3339(startedAt)}.`;
  return {
    id: `inc-${name}-${toRfc3339(startedAt).replace(/[-:]/g, '').slice(0, 13)}`,
    ...{ kind: 'technical', process: process ?? '', level, days: [], state: 'suspected', class: null, side: null },
    ...(shadow === null ? {} : { shadow }),
    technical: { component, boundToCritical, mandatedBy, alarms: [] },
    ...{ onset: startedAt, detectedAt: now, endedAt: null, drops: [alarm.id], root: null, partOf: null },
    transitions: [{ at: now, from: null, to: 'suspected', reason, by: null }],
  };
}

/** Brings an incident in line with its alarms; those that are no longer told of are over. What people closed stays closed. */
function followed(incident: Incident, fact: TechnicalFact | undefined, crossed: string | null, now: EpochMs): Incident {
  if (['reported', 'reviewed', 'dismissed'].includes(incident.state)) return incident;
  const present = (fact?.alarms ?? []).filter(({ id }) => incident.drops.includes(id));
  const before = incident.technical!;
  const gone = before.alarms.filter((one) => !present.some(({ id }) => id === one.id));
  const alarms = [...gone.map((one) => ({ ...one, endedAt: one.endedAt ?? now })), ...present];
  const technical = {
    ...before,
    ...(fact ? { boundToCritical: before.boundToCritical || fact.boundToCritical } : {}),
    mandatedBy: before.mandatedBy ?? present.find(({ mandatedBy }) => mandatedBy !== null)?.mandatedBy ?? null,
    alarms,
  };
  const lasting = alarms.filter(({ endedAt }) => endedAt === null);
  const [first] = lasting;
  if (first === undefined) {
    const retired = fact?.retired?.some((id) => incident.drops.includes(id)) ? retiredWords : null;
    const why = crossed ?? retired;
    const endedAt = Math.max(...alarms.map((one) => one.endedAt ?? now));
    const over = { ...incident, technical, endedAt };
    if (incident.state === 'suspected')
      return moved(over, 'dismissed', now, why ?? 'It was over before anybody was to be called.');
    return moved(over, 'recovered', now, why ?? `${overWords(alarms)} since ${toRfc3339(endedAt)}.`);
  }
  const next = { ...incident, technical, endedAt: null };
  const names = lasting.map(({ measure }) => measure).join(', ');
  if (incident.state === 'recovered') return moved(next, 'open', now, `It came back: ${names}.`);
  if (incident.state === 'suspected' && now - first.startedAt >= patienceMinutes * minute) {
    return moved(next, 'open', now, `It lasts: ${names}.`);
  }
  return next;
}

/** What is so once alarms are over. */
const overWords = (alarms: readonly TechnicalAlarm[]): string =>
  alarms.every(({ external }) => external !== undefined) ? 'No alert fires any more' : 'Objectives are met again';
