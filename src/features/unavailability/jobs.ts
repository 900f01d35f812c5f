import type { Kysely } from 'kysely';
import { day, type EpochMs, type Interval } from '../../maths/instants.ts';
import type { Tables } from '../../stores/records/tables.ts';
import { type Catalog, processesOf, processNamed } from '../catalog/catalog.ts';
import type { CalendarBook } from '../duty/queries/calendars.ts';
import { overridesIn } from '../duty/queries.ts';
import type { Drop, ProcessImpact } from '../impact/contract.ts';
import type { TriedImpact } from '../impact/tried-thresholds.ts';
import { type Enqueued, enqueueAll } from '../notifications/actions/enqueue.ts';
import type { Alarm } from '../objectives/contract.ts';
import type { Outage } from '../outages/outage.ts';
import type { OutageQueries } from '../outages/queries/outages.ts';
import { retiredAlerts } from '../signals/queries/retirements.ts';
import { saveIncident } from './actions/save-incident.ts';
import { type Decided, decide, impactOf } from './decide.ts';
import { factOf } from './facts-of.ts';
import type { Incident } from './incident.ts';
import { ledgerDays } from './ledger-moved.ts';
import { messageOf, type Told } from './message-of.ts';
import { pastOnes } from './past-ones.ts';
import { type CloserLook, type CloserLookDeps, closerLook } from './queries/closer-look.ts';
import type { IncidentQueries } from './queries/incidents.ts';
import type { SwitchQueries } from './queries/switches.ts';
import type { VendorQueries } from './queries/vendors.ts';
import { similarTo, similarWords } from './similar.ts';
import { processesOff } from './switches/processes-off.ts';
import { technicalFacts } from './technical-facts.ts';
import { triedFacts } from './tried-facts.ts';
import { noteUnseen } from './unseen.ts';
import { toLookAt } from './whom-to-look-at.ts';

export interface IncidentJobDeps extends CloserLookDeps {
  records: Kysely<Tables>;
  log: { warn(fields: object, message: string): void };
  catalog: () => Catalog;
  impact: CloserLookDeps['impact'] & {
    current(): ProcessImpact[];
    tried?(): TriedImpact[];
    drops(q: Interval & { process?: string | undefined }): Promise<Drop[]>;
  };
  objectives: { alarms(q: Interval): Promise<Alarm[]> };
  incidents: IncidentQueries;
  /** What calendars say of rotations; left out, they say nothing. */
  duty?: { calendars: Pick<CalendarBook, 'laidAt'> };
  outages: Pick<OutageQueries, 'list'>;
  /** Left out, nothing is known to be switched off. */
  switches?: Pick<SwitchQueries, 'all'>;
  /** Left out, vendors tell nothing. */
  vendors?: Pick<VendorQueries, 'toldIn'>;
  notifications: { wake(): void };
  /** Where Waga is reached, without a slash at the end. */
  origin(): string;
}

type Impacts = ReadonlyMap<string, ProcessImpact>;

/** How far back past drops are compared with a present one. */
const comparedDays = 180;

/**
 * Opens, follows and ends incidents once a tick, and writes what is to be told of them in the same transaction: load, decide
 * (`step`, `respond`: pure), save. What it has written is all it goes on from, so a restart changes nothing.
 */
export function incidentJobs(deps: IncidentJobDeps): { name: string; run(now: EpochMs): Promise<void> }[] {
  const unseen = new Map<string, EpochMs>();
  const looks = new Map<string, { drop: string; at: EpochMs; look: CloserLook }>();

  /** What is behind the drops that last; what cannot be read is said of none of them, and stops nobody from being called. */
  async function lookCloser(catalog: Catalog, impacts: Impacts, now: EpochMs): Promise<void> {
    for (const [process, { drop }] of looks) if (impacts.get(process)?.drop?.id !== drop) looks.delete(process);
    const looked = new Map([...looks].map(([process, { at }]) => [process, at]));
    for (const impact of toLookAt(impacts.values(), looked, now)) {
      const look = await closerLook(deps, catalog, impact).catch((error: unknown) => {
        deps.log.warn({ process: impact.process, error: String(error) }, 'could not look behind a drop');
        return { side: null, root: null };
      });
      looks.set(impact.process, { drop: impact.drop!.id, at: now, look });
    }
  }

  async function run(now: EpochMs): Promise<void> {
    const catalog = deps.catalog();
    const impacts = new Map(deps.impact.current().map((impact) => [impact.process, impact]));
    // before the first judgement nothing is known of any process
    if (impacts.size === 0 && processesOf(catalog).length > 0) return;
    const drops = Map.groupBy(await deps.impact.drops({ from: now - day, to: now + day }), ({ process }) => process);
    noteUnseen(unseen, impacts, now);
    await lookCloser(catalog, impacts, now);
    const facts = processesOf(catalog).map((process) => {
      const { name } = process.metadata;
      const own = drops.get(name) ?? [];
      return factOf(catalog, process, impacts.get(name), own, unseen.get(name) ?? null, now, looks.get(name)?.look);
    });
    const tried = triedFacts(catalog, deps.impact.tried?.() ?? [], now);
    const kept = await deps.incidents.ofConcern(now);
    const overrides = await overridesIn(deps.records, { from: now, to: now + 1 });
    const alarms = await deps.objectives.alarms({ from: now - day, to: now + 1 });
    const retired = new Set((await retiredAlerts(deps.records)).keys());
    const technical = technicalFacts(catalog, alarms, now, retired);
    const said = (await deps.vendors?.toldIn({ from: now - day, to: now })) ?? [];
    const decided: ToWrite[] = [];
    const onCall = (await deps.duty?.calendars.laidAt(catalog, now)) ?? catalog;
    for (const { kept: one, saying, parts, says } of decide(
      { catalog: onCall, kept, facts, technical, tried, impacts, overrides, told: said },
      now,
    )) {
      const { incident, response } = one;
      const impact = impactOf(incident, impacts, tried);
      const isTried = incident.shadow !== undefined && incident.kind === 'loss';
      const holding = isTried ? impacts.get(incident.process) : undefined;
      const ledger = saying === null ? [] : await pastOutages(deps, incident, now);
      const similar = saying === null ? [] : await likeIt(deps, incident, catalog, ledger, impact, now);
      const isOff =
        saying !== null && processesOff(catalog, (await deps.switches?.all()) ?? new Map()).has(incident.process);
      const told: Told = {
        incident,
        response,
        catalog,
        impact,
        holding,
        parts,
        says,
        similar,
        ledger,
        isOff,
        origin: deps.origin(),
      };
      decided.push({ kept: one, told, saying, parts, says });
    }
    if (decided.length > 0) await save(decided, now);
  }

  /** All of a tick at once: five hundred processes that drop together cost one write to the disk. */
  async function save(decided: readonly ToWrite[], now: EpochMs): Promise<void> {
    const told = await deps.records.transaction().execute(async (records) => {
      const messages: Enqueued[] = [];
      for (const one of decided) {
        // somebody acted at this moment: the next tick decides on what they did
        if (!(await saveIncident(records, one.kept, now)) || one.saying === null) continue;
        messages.push({ message: messageOf(one.told, one.saying, now), channels: one.saying.channels });
      }
      await enqueueAll(records, messages, now);
      return messages.length;
    });
    if (told > 0) deps.notifications.wake();
  }

  return [{ name: 'incidents', run }];
}

interface ToWrite extends Decided {
  told: Told;
}

async function likeIt(
  { impact }: IncidentJobDeps,
  incident: Incident,
  catalog: Catalog,
  ledger: readonly Outage[],
  now: ProcessImpact | undefined,
  at: EpochMs,
): Promise<string[]> {
  if (incident.kind !== 'loss') return [];
  const past = await impact.drops({ from: at - comparedDays * day, to: at, process: incident.process });
  const present = now?.drop ?? past.findLast(({ id }) => incident.drops.includes(id));
  const thresholds = processNamed(catalog, incident.process)?.spec.thresholds;
  return present === undefined ? [] : similarTo(present, pastOnes(past, ledger, thresholds)).map(similarWords);
}

/** What the ledger has of the process of a loss. */
async function pastOutages(
  { outages }: IncidentJobDeps,
  { kind, process: name }: Incident,
  now: EpochMs,
): Promise<Outage[]> {
  if (kind !== 'loss') return [];
  return outages.list({ from: now - ledgerDays * day, to: now, subject: { kind: 'process', name } });
}
