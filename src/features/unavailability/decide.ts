import type { EpochMs } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Override } from '../duty/shifts.ts';
import type { ProcessImpact } from '../impact/contract.ts';
import type { KeptTold } from '../outages/told/told.ts';
import { answeringFor } from './answering.ts';
import type { Incident, Technical } from './incident.ts';
import type { ProcessFact } from './incident-facts.ts';
import type { KeptIncident } from './kept-incident.ts';
import { contentOf } from './message-of.ts';
import { mutedBy } from './muted-by.ts';
import { respond, type Saying } from './respond.ts';
import { noResponse } from './response.ts';
import { step } from './step.ts';
import { stepTechnical } from './step-technical.ts';
import { stepTried, type TriedFact } from './step-tried.ts';
import type { TechnicalFact } from './technical-facts.ts';
import type { ToldMatch } from './vendors/match-told.ts';
import { saysOf } from './vendors/told-fault.ts';

/** What a tick knows. */
export interface Known {
  catalog: Catalog;
  kept: readonly KeptIncident[];
  facts: readonly ProcessFact[];
  technical: readonly TechnicalFact[];
  /** What thresholds that are tried out say. */
  tried?: readonly TriedFact[];
  /** The last tick's, by process. */
  impacts: ReadonlyMap<string, ProcessImpact>;
  /** Those of this instant. */
  overrides: readonly Override[];
  /** What vendors tell of themselves; left out, nothing. */
  told?: readonly KeptTold[];
}

/** An incident to be written, and what is to be said of it in the same transaction. */
export interface Decided {
  kept: KeptIncident;
  saying: Saying | null;
  /** What its technical parts are about. */
  parts: readonly Technical[];
  /** What vendors tell of it by themselves. */
  says: readonly ToldMatch[];
}

/** Everything that a tick decides about incidents, in the order known first: only what changed. Pure, and idempotent. */
export function decide(
  { catalog, kept, facts, technical, tried = [], impacts, overrides, told = [] }: Known,
  now: EpochMs,
): Decided[] {
  const before = new Map(kept.map((one) => [one.incident.id, one]));
  const incidents = kept.map(({ incident }) => incident);
  const followed = step(
    incidents.filter((one) => !isTried(one)),
    facts,
    now,
  );
  const after = [...stepTechnical(followed, technical, now), ...stepTried(incidents.filter(isTried), tried, now)];
  return after.flatMap((incident) => {
    const was = before.get(incident.id) ?? { incident: null, response: noResponse, version: 0 };
    const says = saysOf(incident, told, catalog, now);
    const content = contentOf({ incident, impact: impactOf(incident, impacts, tried), says }, now);
    const answering = answeringFor(catalog, incident, overrides, now);
    const planned = mutedBy(catalog, incident);
    const leader = after.find(({ id }) => id === incident.partOf);
    // an outage that was planned does not speak for what was not
    const isUnheard = leader !== undefined && planned === null && now < (mutedBy(catalog, leader)?.until ?? now);
    const heard = isUnheard ? { ...incident, partOf: null } : incident;
    const { response, saying } = respond(heard, was.response, answering, content, now, planned);
    if (isSame({ incident, response }, was)) return [];
    const parts = after.flatMap((one) => (one.technical && one.partOf === incident.id ? [one.technical] : []));
    return [{ kept: { incident, response, version: was.version }, saying, parts, says }];
  });
}

/** A loss by thresholds that are tried out. */
const isTried = ({ kind, shadow }: Incident): boolean => kind === 'loss' && shadow !== undefined;

/**
 * What the last tick said of the process that an incident is about, by the thresholds that found it; a technical one is about none.
 */
export function impactOf(
  incident: Incident,
  impacts: ReadonlyMap<string, ProcessImpact>,
  tried: readonly TriedFact[],
): ProcessImpact | undefined {
  if (incident.kind === 'technical') return undefined;
  if (!isTried(incident)) return impacts.get(incident.process);
  return tried.find(({ fact }) => fact.process === incident.process)?.impact;
}

type Compared = Pick<KeptIncident, 'response'> & { incident: Incident | null };

const isSame = (a: Compared, b: Compared): boolean =>
  JSON.stringify([a.incident, a.response]) === JSON.stringify([b.incident, b.response]);
