import { type EpochMs, minute } from '../../../maths/instants.ts';
import { type Catalog, processesOf } from '../../catalog/catalog.ts';
import type { ProcessImpact } from '../../impact/contract.ts';
import type { Alarm } from '../../objectives/contract.ts';
import { answeringFor } from '../../unavailability/answering.ts';
import { type Decided, decide } from '../../unavailability/decide.ts';
import { factOf } from '../../unavailability/facts-of.ts';
import { type Incident, isLasting } from '../../unavailability/incident.ts';
import type { KeptIncident } from '../../unavailability/kept-incident.ts';
import { technicalFacts } from '../../unavailability/technical-facts.ts';
import { noteUnseen } from '../../unavailability/unseen.ts';
import type { AlarmNews } from './measure-course.ts';
import type { Moment } from './process-course.ts';
import { type ReplaySetup, retiredAt } from './replay-setup.ts';

/** A call as the rules made it, with the incident as it was then. */
export interface CallMade {
  at: EpochMs;
  way: 'page' | 'ticket';
  incident: Incident;
  name: string;
  why: string;
}

/** What is new to a tick. */
export interface News {
  moments: readonly Moment[];
  alarms: readonly AlarmNews[];
}

/** After something happened each minute is decided for so long: patience, calm, trust and reopening are all shorter. */
const closelyMinutes = 31;
const laterMinutes = 10;
/** What is over stays in sight for so long. */
const afterMinutes = 90;
/** A drop is told of for so long after it was first seen to be over: its end may lie hours before that. Less than its incident is kept. */
const overMinutes = 60;
/** Ended alarms are told of for so long: another that begins in that time may join them. */
const alarmMinutes = 45;
/** Nobody acknowledges in a replay: who is called first is taken to, so that a call is counted once. */
const somebody = 'replay';

/** Incidents and calls of one side: `decide`, at each minute in which the live job could come to another end. */
export class SideCourse {
  readonly calls: CallMade[] = [];
  /** Everything that was ever an incident, as it was last. */
  readonly incidents = new Map<string, Incident>();
  private kept: KeptIncident[] = [];
  private waiting: { kept: KeptIncident; due: EpochMs }[] = [];
  private readonly impacts = new Map<string, ProcessImpact>();
  private readonly dropsOf = new Map<string, Moment['drops']>();
  /** When a drop was first seen to be over. */
  private readonly overSince = new Map<string, EpochMs>();
  private readonly unseen = new Map<string, EpochMs>();
  private alarms = new Map<string, Alarm>();
  private readonly retirements: ReplaySetup['retirements'];
  private closeUntil: EpochMs = 0;
  private next: EpochMs = Number.POSITIVE_INFINITY;

  constructor(retirements: ReplaySetup['retirements'] = []) {
    this.retirements = retirements;
  }

  /** Decides the ticks of (from, to]; what is new in them is given in order of time. */
  advance(from: EpochMs, to: EpochMs, news: News, catalogAt: (at: EpochMs) => Catalog): void {
    const moments = Map.groupBy(news.moments, ({ at }) => at);
    const alarms = Map.groupBy(news.alarms, ({ at }) => at);
    const times = [...new Set([...moments.keys(), ...alarms.keys()])].sort((a, b) => a - b);
    let index = 0;
    for (let at = from; at < to; ) {
      at = Math.min(to, Math.max(at + minute, Math.min(times[index] ?? to, this.next)));
      while (times[index] !== undefined && times[index]! < at) index++;
      const isNew = times[index] === at;
      if (isNew && this.take(moments.get(at) ?? [], alarms.get(at) ?? []))
        this.closeUntil = at + closelyMinutes * minute;
      if (isNew || at >= this.next) this.tick(catalogAt(at), at);
    }
  }

  /** Whether anything of it is worth a look each minute. */
  private take(moments: readonly Moment[], alarms: readonly AlarmNews[]): boolean {
    let isActive = alarms.length > 0;
    for (const { at, impact, drops } of moments) {
      for (const { id, endedAt } of drops) if (endedAt !== null && !this.overSince.has(id)) this.overSince.set(id, at);
      const before = this.impacts.get(impact.process);
      isActive ||= this.toldAt(drops, at).length > 0 || (before !== undefined && before.state !== impact.state);
      this.impacts.set(impact.process, impact);
      this.dropsOf.set(impact.process, drops);
    }
    for (const { alarm } of alarms) this.alarms.set(alarm.id, alarm);
    return isActive;
  }

  private tick(catalog: Catalog, now: EpochMs): void {
    noteUnseen(this.unseen, this.impacts, now);
    this.alarms = new Map([...this.alarms].filter(([, one]) => !isLongOver(one, now)));
    const due = this.waiting.filter((one) => one.due <= now);
    this.waiting = this.waiting.filter((one) => one.due > now);
    const kept = [...this.kept, ...due.map((one) => one.kept)];
    const technical = technicalFacts(catalog, [...this.alarms.values()], now, retiredAt(this.retirements, now));
    const known = {
      catalog,
      kept,
      facts: this.facts(catalog, kept, now),
      technical,
      impacts: this.impacts,
      overrides: [],
    };
    const decided = decide(known, now);
    for (const one of decided) this.tell(one, now);
    const after = new Map(decided.map((one) => [one.kept.incident.id, calledIs(one, now)]));
    const next = kept.map((one) => after.get(one.incident.id) ?? one);
    const isKnown = new Set(kept.map(({ incident }) => incident.id));
    for (const [id, one] of after) if (!isKnown.has(id)) next.push(one);
    for (const { incident } of after.values()) this.incidents.set(incident.id, incident);
    this.put(catalog, next, now);
    this.next = this.nextTick(now);
  }

  private toldAt(drops: Moment['drops'], now: EpochMs): Moment['drops'] {
    return drops.filter(({ id, endedAt }) => endedAt === null || now - this.overSince.get(id)! <= overMinutes * minute);
  }

  /** Facts of the processes of which something is to be decided. */
  private facts(catalog: Catalog, kept: readonly KeptIncident[], now: EpochMs) {
    const concerned = new Set(
      kept.filter(({ incident }) => isLasting(incident)).map(({ incident }) => incident.process),
    );
    return processesOf(catalog).flatMap((process) => {
      const { name } = process.metadata;
      const drops = this.toldAt(this.dropsOf.get(name) ?? [], now);
      if (drops.length === 0 && !concerned.has(name) && !this.unseen.has(name)) return [];
      return [factOf(catalog, process, this.impacts.get(name), drops, this.unseen.get(name) ?? null, now)];
    });
  }

  private tell({ kept: { incident, response }, saying }: Decided, now: EpochMs): void {
    if (saying === null || incident.shadow !== undefined || response.route === null) return;
    if (saying.kind === 'update' || saying.kind === 'closing') return;
    const way = saying.kind === 'ticket' ? 'ticket' : 'page';
    this.calls.push({ at: now, way, incident, name: response.route.name, why: response.route.why });
  }

  /** Keeps what lasts or was over just now; a ticket that waits for a workday is laid aside until then. */
  private put(catalog: Catalog, all: readonly KeptIncident[], now: EpochMs): void {
    const leaders = new Set(all.flatMap(({ incident }) => (isLasting(incident) ? (incident.partOf ?? []) : [])));
    const isNear = ({ incident }: KeptIncident): boolean =>
      isLasting(incident) ||
      leaders.has(incident.id) ||
      now - Math.max(incident.endedAt ?? 0, incident.transitions.at(-1)!.at) < afterMinutes * minute;
    this.kept = all.filter(isNear);
    for (const kept of all.filter((one) => !isNear(one))) {
      const due = this.ticketDue(catalog, kept, now);
      if (due !== null) this.waiting.push({ kept, due });
    }
  }

  private ticketDue(catalog: Catalog, { incident, response }: KeptIncident, now: EpochMs): EpochMs | null {
    if (incident.state !== 'recovered' || response.route === null || response.said !== null) return null;
    const { from } = response.route;
    const due = answeringFor(catalog, incident, [], now)?.hours.next(from) ?? from;
    return due > now ? due : null;
  }

  private nextTick(now: EpochMs): EpochMs {
    const waits = [
      ...this.waiting.map(({ due }) => due),
      ...this.kept.map(({ response }) => response.route?.from ?? 0).filter((at) => at > now),
    ];
    if (now < this.closeUntil) waits.push(now + minute);
    else if (this.kept.length > 0 || this.unseen.size > 0) waits.push(now + laterMinutes * minute);
    return Math.min(...waits);
  }
}

const isLongOver = ({ endedAt }: Alarm, now: EpochMs): boolean =>
  endedAt !== null && now - Date.parse(endedAt) > alarmMinutes * minute;

function calledIs({ kept, saying }: Decided, now: EpochMs): KeptIncident {
  const { response, version } = kept;
  const called = saying?.kind === 'page' || saying?.kind === 'blind';
  const acknowledged = called ? { by: somebody, at: now } : response.acknowledged;
  return { ...kept, version: version + 1, response: { ...response, acknowledged } };
}
