import { z } from 'zod';
import { type EpochMs, second } from '../../maths/instants.ts';

const When = z.iso.datetime({ offset: true });
const MayWhen = When.nullish();
const Update = z.looseObject({
  status: z.string(),
  body: z.string().nullish(),
  created_at: MayWhen,
  display_at: MayWhen,
});
const PageIncident = z.looseObject({
  id: z.string().min(1),
  name: z.string().default(''),
  impact: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']).default('none'),
  status: z.string().nullish(),
  created_at: MayWhen,
  started_at: MayWhen,
  resolved_at: MayWhen,
  scheduled_for: MayWhen,
  scheduled_until: MayWhen,
  components: z.array(z.looseObject({ name: z.string().min(1) })).nullish(),
  incident_updates: z.array(Update).nullish(),
});
type PageIncident = z.infer<typeof PageIncident>;

/**
 * What a status page publishes as `/api/v2/incidents.json` or `/api/v2/scheduled-maintenances.json`; members that are not read here
 * do not matter. Source: Atlassian Statuspage, public API v2.
 */
export const Statuspage = z
  .looseObject({
    page: z.looseObject({ name: z.string() }).optional(),
    incidents: z.array(PageIncident).optional(),
    scheduled_maintenances: z.array(PageIncident).optional(),
  })
  .refine((page) => page.incidents !== undefined || page.scheduled_maintenances !== undefined, {
    error: 'expected incidents or scheduled_maintenances',
  });
export type Statuspage = z.infer<typeof Statuspage>;

/** Which impacts count, with all that are worse; maintenance is a class of its own. */
export const severityRules = ['none+', 'minor+', 'major+', 'critical'] as const;
export type SeverityRule = (typeof severityRules)[number];
const grades = ['none', 'minor', 'major', 'critical'];

/** What a page says was out, as one incident: its components all at once, from its begin to its end. */
export interface PageOutage {
  id: string;
  name: string;
  impact: PageIncident['impact'];
  kind: 'planned' | 'unplanned';
  /** As the page calls them; none where it names none. */
  components: string[];
  /** Whole seconds; null while it lasts. */
  from: EpochMs;
  to: EpochMs | null;
  /** The last words on it. */
  summary: string;
}

/** Whether an impact counts under a rule. Maintenance never does: it is planned. */
export function meetsSeverity(impact: PageOutage['impact'], rule: SeverityRule): boolean {
  const least = grades.indexOf(rule.replace('+', ''));
  return grades.indexOf(impact) >= least;
}

/**
 * The outages of a page in order of time. Begin: when it started (of maintenance: when it was really begun, else when it was
 * planned for), else when it was written; end: when it was resolved or completed, by the incident or its updates. Maintenance that
 * has not begun is left out. Begins are set down to whole seconds and ends up.
 */
export function pageOutages({ incidents = [], scheduled_maintenances: planned = [] }: Statuspage): PageOutage[] {
  const outages = [
    ...incidents.map((one) => outageOf(one, one.impact === 'maintenance')),
    ...planned.map((one) => outageOf(one, true)),
  ];
  return outages.filter((one) => one !== null).sort((one, other) => one.from - other.from);
}

function outageOf(incident: PageIncident, isPlanned: boolean): PageOutage | null {
  const { id, name, impact, status, components } = incident;
  if (isPlanned && status === 'scheduled') return null;
  const begin = isPlanned ? maintenanceBegin(incident) : (incident.started_at ?? incident.created_at);
  const from = begin ?? firstUpdate(incident, () => true);
  if (from === null || from === undefined) return null;
  const end = incident.resolved_at ?? lastUpdate(incident, overWords) ?? (isPlanned ? incident.scheduled_until : null);
  const over = end ?? null;
  return {
    id,
    name,
    impact: isPlanned ? 'maintenance' : impact,
    kind: isPlanned ? 'planned' : 'unplanned',
    components: [...new Set((components ?? []).map((one) => one.name))],
    from: Math.floor(Date.parse(from) / second) * second,
    to: over === null ? null : Math.ceil(Date.parse(over) / second) * second,
    summary: lastBody(incident),
  };
}

const overWords = (word: string): boolean => word === 'resolved' || word === 'completed';

function maintenanceBegin(incident: PageIncident): string | null | undefined {
  const begun = firstUpdate(incident, (word) => word === 'in_progress');
  return begun ?? incident.scheduled_for ?? incident.started_at ?? incident.created_at;
}

const atOf = (update: z.infer<typeof Update>): string => update.display_at ?? update.created_at ?? '';

function updatesWith(incident: PageIncident, holds: (status: string) => boolean): string[] {
  const word = (status: string): string => status.toLowerCase().replaceAll(' ', '_');
  const times = (incident.incident_updates ?? []).filter(({ status }) => holds(word(status))).map(atOf);
  return times.filter((at) => at !== '').sort((one, other) => Date.parse(one) - Date.parse(other));
}
const firstUpdate = (incident: PageIncident, holds: (status: string) => boolean): string | null =>
  updatesWith(incident, holds)[0] ?? null;
const lastUpdate = (incident: PageIncident, holds: (status: string) => boolean): string | null =>
  updatesWith(incident, holds).at(-1) ?? null;

function lastBody({ incident_updates: updates }: PageIncident): string {
  const ordered = [...(updates ?? [])].sort((one, other) => Date.parse(atOf(one)) - Date.parse(atOf(other)));
  return ordered.findLast(({ body }) => body?.trim())?.body?.trim() ?? '';
}
