import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import type { Who } from '../../access/who.ts';
import { afterAct } from '../acts.ts';
import type { NewAct, NewMute, NewStep } from '../incident-contract.ts';
import type { KeptIncident } from '../kept-incident.ts';
import { readIncident } from '../queries/incidents.ts';
import { saveIncident } from './save-incident.ts';

export interface IncidentDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
}

/** Who asks, and from where. */
export interface Asking {
  who: Who;
  address: string;
}

/** The name that others read. */
const nameOf = (who: Who): string => (who.kind === 'person' ? who.displayName : who.name);

/** "I have it": nobody else is called. Throws `not_found`, `conflict` where somebody has it already or it is over. */
export function acknowledge(deps: IncidentDeps, asking: Asking, id: string): Promise<void> {
  return change(deps, asking, id, 'incident.acknowledge', {}, ({ incident, response }, at) => {
    if (response.acknowledged)
      throw conflict(`${response.acknowledged.by} has it since ${toRfc3339(response.acknowledged.at)}.`);
    if (incident.endedAt !== null) throw conflict('It is over.');
    return { incident, response: { ...response, acknowledged: { by: nameOf(asking.who), at } } };
  });
}

/** What a person did. Throws `not_found`, `conflict` where it cannot be done from where the incident stands. */
export function act(deps: IncidentDeps, asking: Asking, id: string, wanted: NewAct): Promise<void> {
  return change(deps, asking, id, `incident.${wanted.act}`, detailsOf(wanted), changedBy(asking, id, wanted));
}

/**
 * The same in the transaction of something else that comes of it, so that neither is there without the other. False, and nothing is
 * written, where a tick wrote meanwhile: then the transaction is to be tried anew.
 */
export function actWithin(
  transaction: Transaction<Tables>,
  asking: Asking,
  id: string,
  wanted: NewAct,
  at: EpochMs,
): Promise<boolean> {
  const what = { id, action: `incident.${wanted.act}`, details: detailsOf(wanted), at };
  return attempt(transaction, asking, what, changedBy(asking, id, wanted));
}

const detailsOf = (wanted: NewAct): Record<string, unknown> => ('reason' in wanted ? { reason: wanted.reason } : {});

const changedBy =
  (asking: Asking, id: string, wanted: NewAct) =>
  ({ incident, response }: KeptIncident, at: EpochMs): Changed => {
    const after = afterAct(incident, { ...wanted, incident: id, by: nameOf(asking.who) }, at);
    if (after === null) throw conflict(`It is ${incident.state}; that cannot be done from there.`);
    return { incident: after, response };
  };

/** One of the five steps is done, with a note; the same step may be done again. */
export function takeStep(deps: IncidentDeps, asking: Asking, id: string, { step, note }: NewStep): Promise<void> {
  return change(deps, asking, id, 'incident.step', { step, note }, ({ incident, response }, at) => ({
    incident,
    response: { ...response, steps: [...response.steps, { step, note, at, by: nameOf(asking.who) }] },
  }));
}

/** Nobody is called until then. Throws `bad_input` for a time that is past or more than a day ahead. */
export function mute(deps: IncidentDeps, asking: Asking, id: string, { until, reason }: NewMute): Promise<void> {
  const ends = Date.parse(until);
  const now = deps.now();
  if (ends <= now || ends > now + day) {
    throw new ProductError('bad_input', 'until: expected a time to come, at most a day ahead.', { until });
  }
  return change(deps, asking, id, 'incident.mute', { until, reason }, ({ incident, response }) => ({
    incident,
    response: { ...response, muted: { until: ends, reason, by: nameOf(asking.who) } },
  }));
}

type Changed = Pick<KeptIncident, 'incident' | 'response'>;

/** Reads, changes and writes with its line in the audit log, all or nothing. A tick that wrote meanwhile makes it try again. */
async function change(
  { records, now }: IncidentDeps,
  asking: Asking,
  id: string,
  action: string,
  details: Record<string, unknown>,
  changed: (kept: KeptIncident, at: EpochMs) => Changed,
): Promise<void> {
  const at = now();
  const once = (transaction: Transaction<Tables>): Promise<boolean> =>
    attempt(transaction, asking, { id, action, details, at }, changed);
  for (let tries = 0; tries < mostTries; tries++) if (await records.transaction().execute(once)) return;
  throw conflict('The incident changes all the time: try again.');
}

const mostTries = 3;

async function attempt(
  records: Transaction<Tables>,
  asking: Asking,
  { id, action, details, at }: { id: string; action: string; details: Record<string, unknown>; at: EpochMs },
  changed: (kept: KeptIncident, at: EpochMs) => Changed,
): Promise<boolean> {
  const kept = await readIncident(records, id);
  if (kept === null) throw new ProductError('not_found', 'No incident has this id.');
  if (!(await saveIncident(records, { ...kept, ...changed(kept, at) }, at))) return false;
  await writeAudit(records, at, { ...asking, action, subject: `incident ${id}`, details });
  return true;
}

const conflict = (message: string): ProductError => new ProductError('conflict', message);
