import { type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';
import type { Level } from '../catalog/fields.ts';

/** What was found: a total or partial loss of the business result, a process that nobody sees, a technical alert alone. */
export type Finding =
  | { kind: 'loss'; class: 'P1' | 'P2' }
  | { kind: 'blind' }
  | { kind: 'technical'; boundToCritical: boolean; mandatedBy: string | null };

/** The working hours of whoever answers for it. */
export interface WorkingHours {
  isIn(at: EpochMs): boolean;
  /** The first working instant at or after; null when none is in sight. */
  next(at: EpochMs): EpochMs | null;
}

/** What becomes of it. `from` is when somebody is called, should it last until then; a ticket waits for the next workday. */
export interface Route {
  way: 'page' | 'ticket';
  /** As it is called on this level: P3 is what a P2 is called where the business carries the risk. */
  name: 'P1' | 'P2' | 'P3' | 'blind' | 'technical';
  from: EpochMs;
  why: string;
  /** It began in a window of maintenance that mutes: nobody is called before its end. */
  planned?: Planned;
}

/** The maintenance in which something began, and the end of its window. */
export interface Planned {
  name: string;
  until: EpochMs;
}

/** The route of what began in a window of maintenance that mutes: as ever, but from the end of the window on. */
export function routePlanned(route: Route, planned: Planned): Route {
  const why = `Planned: ${planned.name} until ${toRfc3339(planned.until)}. Should it last longer: ${route.why}`;
  return { ...route, from: Math.max(route.from, planned.until), why, planned };
}

const importantPatienceMinutes = 30;

/**
 * Whether somebody is called, by level, class and hour (method, section 5). `since` is when it was found. A process of which
 * nobody decided a level is taken for standard.
 */
export function routeOf(finding: Finding, level: Level | null, since: EpochMs, hours: WorkingHours): Route {
  const later = hours.next(since) ?? since;
  const page = (name: Route['name'], from: EpochMs, why: string): Route => ({ way: 'page', name, from, why });
  const ticket = (name: Route['name'], why: string): Route => ({ way: 'ticket', name, from: later, why });
  if (finding.kind === 'technical') {
    if (finding.mandatedBy !== null) return page('technical', since, `It is mandated by ${finding.mandatedBy}.`);
    if (finding.boundToCritical) return page('technical', since, 'It is bound to a critical process.');
    return ticket('technical', 'A technical alert alone wakes nobody: no business result is seen to suffer.');
  }
  if (finding.kind === 'blind') {
    if (level === 'critical') return page('blind', since, 'A critical process is not seen, so nobody knows how it is.');
    return ticket('blind', 'The process is not seen, and is not critical.');
  }
  const isTotal = finding.class === 'P1';
  switch (level) {
    case 'critical':
      return page(finding.class, since, 'The process is critical: it pages at any hour.');
    case 'important':
      if (isTotal) return page('P1', since, 'A total loss of an important process pages at any hour.');
      if (hours.isIn(since)) return page('P2', since, 'A partial loss of an important process pages in working hours.');
      return page('P2', earliest(since, later), 'Outside working hours it pages when it lasts 30 minutes.');
    case 'supporting':
      return ticket(isTotal ? 'P1' : 'P3', 'The process is supporting: it waits for the next workday.');
    default:
      if (!isTotal) return ticket('P3', 'A partial loss of a standard process waits for the next workday.');
      if (hours.isIn(since)) return page('P1', since, 'A total loss of a standard process pages in working hours.');
      return page('P1', later, 'A total loss of a standard process pages when the working hours begin.');
  }
}

/** Half an hour after it was found, or the beginning of the working hours where that comes first. */
const earliest = (since: EpochMs, later: EpochMs): EpochMs =>
  later > since
    ? Math.min(since + importantPatienceMinutes * minute, later)
    : since + importantPatienceMinutes * minute;
