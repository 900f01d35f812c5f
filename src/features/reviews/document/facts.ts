import { addEstimates } from '../../../maths/add-estimates.ts';
import type { Estimate } from '../../../maths/estimate.ts';
import { toRfc3339 } from '../../../maths/instants.ts';
import { componentName } from '../../unavailability/component-name.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { Review } from '../review-contract.ts';
import { timelineOf } from '../timeline/timeline.ts';
import { minutesBetween, minutesUntil } from './minutes-until.ts';

export type Facts = Review['facts'];

/** The facts of a review, money and all; `hideMoney` leaves out what is not shown to who asks. What it cost is the ledger's, where that knows it. */
export function factsOf(log: IncidentLog): Facts {
  const { incident, response, drops, outage, catalog } = log;
  const { onset, detectedAt, endedAt, root } = incident;
  const loss = outage?.loss ?? null;
  const shares = drops.flatMap(({ impactShare }) => impactShare ?? []);
  return {
    ...{ onset: toRfc3339(onset), detectedAt: toRfc3339(detectedAt) },
    endedAt: endedAt === null ? null : toRfc3339(endedAt),
    minutes: endedAt === null ? null : minutesBetween(onset, endedAt),
    minutesUntil: minutesUntil(incident, response),
    ...{ class: incident.class, level: incident.level },
    share: shares.reduce<Estimate | null>((worst, one) => (worst && worst.value >= one.value ? worst : one), null),
    lost: loss?.lost ?? onlySum(drops.map(({ lost }) => lost)),
    gross: loss?.gross ?? onlySum(drops.map(({ money }) => money)),
    recovered: loss?.recovered ?? null,
    net: loss?.net ?? null,
    customers: loss?.customers ?? null,
    root: root && { component: root.component, name: componentName(catalog, root.component), why: root.why },
    ...{ fault: outage?.fault ?? null, outage: outage?.id ?? null },
    changes: changesOf(log),
    timeline: timelineOf(log),
  };
}

/** Those of the probable root first, then those nearest to the onset. */
function changesOf({ changes, incident: { root, onset } }: IncidentLog): Facts['changes'] {
  const distance = (at: string) => Math.abs(Date.parse(at) - onset);
  const isRoot = (component: string | null) => Number(root !== null && component === root.component);
  return [...changes]
    .sort((a, b) => isRoot(b.component) - isRoot(a.component) || distance(a.at) - distance(b.at))
    .map(({ at, kind, title, component, url }) => ({ at, kind, title, component, url }));
}

/** Null where one is not known, or where they are in several currencies. */
function onlySum(estimates: readonly (Estimate | null)[]): Estimate | null {
  const known = estimates.filter((one) => one !== null);
  if (known.length === 0 || known.length < estimates.length) return null;
  const [sum, ...others] = addEstimates(known);
  return others.length > 0 ? null : (sum ?? null);
}

const isMoney = (estimate: Estimate | null): boolean => estimate?.unit.includes('-minor') ?? false;

/** The facts without amounts of money; counts of what was lost stay. */
export function hideMoney(facts: Facts): Facts {
  const seen = (estimate: Estimate | null) => (isMoney(estimate) ? null : estimate);
  const { lost, gross, recovered, net } = facts;
  return { ...facts, lost: seen(lost), gross: seen(gross), recovered: seen(recovered), net: seen(net) };
}
