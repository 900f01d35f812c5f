import type { EpochMs } from '../../maths/instants.ts';
import { dueStep, type EscalationTarget, stepsOf } from '../duty/escalation.ts';
import type { RotationSpec } from '../duty/rotation.ts';
import { type Incident, isLasting } from './incident.ts';
import { type Content, isNews } from './news.ts';
import { isMuted, type Response } from './response.ts';
import { type Finding, type Planned, type Route, routeOf, routePlanned, type WorkingHours } from './routing.ts';

/** Whoever answers for the process of an incident. */
export interface Answering {
  rotation: string;
  spec: Pick<RotationSpec, 'escalation' | 'repeats' | 'channels'>;
  hours: WorkingHours;
  /** Who it is: the person on call, the person named, or who is on call in the other rotation; null: nobody. */
  personOf(target: EscalationTarget): string | null;
}

/** What is to be said now, and to whom. */
export interface Saying {
  kind: 'page' | 'blind' | 'ticket' | 'update' | 'closing';
  /** Who is called by it, in shadow who would have been; null for what calls nobody. */
  person: string | null;
  channels: readonly string[];
}

export interface Responded {
  response: Response;
  saying: Saying | null;
}

/** Where nobody says when they work, every hour is one: nobody would otherwise ever be told. */
export const alwaysWorking: WorkingHours = { isIn: () => true, next: (at) => at };

/**
 * What is done about an incident at a tick: route it, call, call the next while nobody acknowledges, tell what changed, tell
 * that it is over. `content` is what a message would say; it is said again when it is news. What began in a window of maintenance that
 * mutes (`planned`) is routed from its end on. Pure, and idempotent.
 */
export function respond(
  incident: Incident,
  before: Response,
  answering: Answering | null,
  content: Content,
  now: EpochMs,
  planned: Planned | null = null,
): Responded {
  const response = routed(incident, again(incident, before), answering, planned, now);
  const { route } = response;
  if (route === null) return { response, saying: null };
  if (incident.shadow !== undefined) {
    return inShadow(incident, incident.shadow, response, answering, content, now);
  }
  if (!isLasting(incident)) return afterwards(incident, response, answering, content, now);
  // what is part of another is told with that one
  if (incident.partOf !== null) return { response: before, saying: null };
  const channels = answering?.spec.channels ?? response.channels;
  if (now < route.from) return { response, saying: null };
  if (route.way === 'ticket') {
    return response.said === null ? ticket(response, channels, content, now) : { response, saying: null };
  }
  if (isMuted(response, now)) return { response, saying: null };
  const next = response.acknowledged ? null : nextCall(response, answering, now);
  if (next !== null) {
    const person = answering?.personOf(next.to) ?? null;
    const called: Response = {
      ...response,
      taken: { round: next.round, step: next.step },
      calledAt: response.calledAt ?? now,
      called: person,
    };
    return said(called, { kind: incident.kind === 'blind' ? 'blind' : 'page', person, channels }, content, now);
  }
  const by = response.acknowledged?.by ?? null;
  if (response.said === null || !isNews(response.said, content, by, now)) return { response, saying: null };
  return said(response, { kind: 'update', person: null, channels: response.channels }, content, now);
}

/** What came back after it was told to be over begins anew: who had it has it no longer, and somebody is called. */
function again(incident: Incident, response: Response): Response {
  if (!isLasting(incident) || !response.said?.over) return response;
  return { ...response, acknowledged: null, calledAt: null, called: null, taken: null, said: null };
}

/** What is tried out is told once when it would have called or left a ticket, and once when it is over, to a side channel alone. */
function inShadow(
  incident: Incident,
  channel: string,
  response: Response,
  answering: Answering | null,
  content: Content,
  now: EpochMs,
): Responded {
  if (response.said !== null) {
    if (!isLasting(incident)) return closing(response, content, now);
    // a higher class is told anew: it would have called otherwise
    if (content.class === response.said.class) return { response, saying: null };
  }
  const { way, from } = response.route!;
  if (!isLasting(incident) || now < from || isMuted(response, now)) return { response, saying: null };
  const first = answering?.spec.escalation[0]?.to ?? { onCall: true as const };
  const person = way === 'page' ? (answering?.personOf(first) ?? null) : null;
  return said(response, { kind: 'ticket', person, channels: [channel] }, content, now);
}

/** What is still to be said of what is over: that it is, or, where nobody heard of it, a ticket for the next workday. */
function afterwards(
  incident: Incident,
  response: Response,
  answering: Answering | null,
  content: Content,
  now: EpochMs,
): Responded {
  if (response.said !== null) {
    // who was called hears the end; a ticket says all that there is to say
    return response.calledAt === null ? { response, saying: null } : closing(response, content, now);
  }
  const { planned } = response.route!;
  const wasPlanned = planned !== undefined && (incident.endedAt ?? now) <= planned.until;
  const isKnown = response.acknowledged !== null || response.muted !== null || incident.partOf !== null || wasPlanned;
  if (incident.state === 'dismissed' || isKnown) return { response, saying: null };
  const { from } = response.route!;
  const due = (answering?.hours ?? alwaysWorking).next(from) ?? from;
  if (now < due) return { response, saying: null };
  return ticket(response, answering?.spec.channels ?? response.channels, content, now);
}

const ticket = (response: Response, channels: readonly string[], content: Content, now: EpochMs): Responded =>
  said(response, { kind: 'ticket', person: null, channels }, content, now);

/** The route of the highest class: once a P2 that waits becomes a P1, it waits no longer. */
function routed(
  incident: Incident,
  response: Response,
  answering: Answering | null,
  planned: Planned | null,
  now: EpochMs,
): Response {
  const finding = findingOf(incident);
  if (finding === null) return response;
  const since = incident.transitions.find(({ to }) => to === 'open')?.at ?? now;
  const usual = routeOf(finding, incident.level, since, answering?.hours ?? alwaysWorking);
  const known = response.route;
  // what somebody was called for stays with whom it called
  const route = planned !== null && response.said === null ? routePlanned(usual, planned) : usual;
  const isRaised = known !== null && (known.name !== route.name || known.way !== route.way);
  const isMoved = response.said === null && known?.planned?.until !== route.planned?.until;
  if (known !== null && !isRaised && isMoved) return { ...response, route };
  if (known !== null && !isRaised) return response;
  const rotation = answering?.rotation ?? null;
  // a ticket that becomes a page has been said in another way: it is said anew
  const isOtherWay = known !== null && known.way !== route.way;
  return { ...response, route: raised(known, route, now), rotation, ...(isOtherWay ? { said: null } : {}) };
}

/** A route that is raised holds from now at the earliest: what was not called for yet is not called for in the past. */
const raised = (known: Route | null, route: Route, now: EpochMs): Route =>
  known === null ? route : { ...route, from: Math.max(route.from, now) };

function findingOf({ kind, class: reached, technical, transitions }: Incident): Finding | null {
  if (kind === 'blind') return { kind: 'blind' };
  if (technical !== undefined) {
    const { boundToCritical, mandatedBy } = technical;
    return transitions.some(({ to }) => to === 'open') ? { kind: 'technical', boundToCritical, mandatedBy } : null;
  }
  return reached === null ? null : { kind: 'loss', class: reached };
}

/** The step of the escalation that is due; where no rotation answers, the channels are told once. */
function nextCall(response: Response, answering: Answering | null, now: EpochMs) {
  const spec = answering?.spec ?? { escalation: [{ afterMinutes: 0, to: { onCall: true as const } }], repeats: 0 };
  return dueStep(stepsOf(spec, response.calledAt ?? now), response.taken, now);
}

/** Who was told that it began hears that it is over, once. */
function closing(response: Response, content: Content, now: EpochMs): Responded {
  if (response.channels.length === 0 || response.said?.over) return { response, saying: null };
  const told = said(response, { kind: 'closing', person: null, channels: response.channels }, content, now);
  return { ...told, response: { ...told.response, said: { ...told.response.said!, over: true } } };
}

function said(response: Response, saying: Saying, content: Content, now: EpochMs): Responded {
  const channels = [...new Set([...response.channels, ...saying.channels])];
  const last = { ...content, at: now, acknowledgedBy: response.acknowledged?.by ?? null };
  return { response: { ...response, sequence: response.sequence + 1, said: last, channels }, saying };
}
