import { z } from 'zod';
import { ComponentStatus, PostStatus } from '../status-contract.ts';
import { type Indicator, overallOf } from './overall.ts';
import { publicId } from './public-outage.ts';
import { said } from './said.ts';
import { impacts, type StatusComponent, type StatusIncident, type StatusModel } from './status-model.ts';
import { type StatusLanguage, statusWords } from './status-words.ts';

/** The shape of Statuspage's public API v2, so that what reads other status pages reads this one. Source: Atlassian Statuspage, Status API. */
const When = z.iso.datetime();
const Page = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  time_zone: z.string(),
  updated_at: When,
});
const Component = z.object({
  id: z.string(),
  name: z.string(),
  status: ComponentStatus,
  created_at: When,
  updated_at: When,
  position: z.number().int(),
  description: z.string().nullable(),
  showcase: z.boolean(),
  start_date: z.string().nullable(),
  group_id: z.string().nullable(),
  page_id: z.string(),
  /** Whether it is a group of others, which have its id as `group_id`. */
  group: z.boolean(),
  only_show_if_degraded: z.boolean(),
});
const Update = z.object({
  id: z.string(),
  status: PostStatus,
  /** The small Markdown as it was written. */
  body: z.string(),
  incident_id: z.string(),
  created_at: When,
  updated_at: When,
  display_at: When,
});
const Incident = z.object({
  id: z.string(),
  name: z.string(),
  status: PostStatus,
  created_at: When,
  updated_at: When,
  monitoring_at: When.nullable(),
  resolved_at: When.nullable(),
  impact: z.enum(impacts),
  shortlink: z.string(),
  started_at: When,
  page_id: z.string(),
  incident_updates: z.array(Update),
  components: z.array(Component),
});
const Maintenance = Incident.extend({ scheduled_for: When, scheduled_until: When.nullable() });
const Overall = z.object({ indicator: z.enum(impacts), description: z.string() });

export const StatusAnswer = z.object({ page: Page, status: Overall });
export const ComponentsAnswer = z.object({ page: Page, components: z.array(Component) });
export const IncidentsAnswer = z.object({ page: Page, incidents: z.array(Incident) });
export const MaintenancesAnswer = z.object({ page: Page, scheduled_maintenances: z.array(Maintenance) });
export const SummaryAnswer = z.object({
  ...StatusAnswer.shape,
  ...ComponentsAnswer.shape,
  ...IncidentsAnswer.shape,
  ...MaintenancesAnswer.shape,
});
export type SummaryAnswer = z.infer<typeof SummaryAnswer>;
type PageShown = z.infer<typeof Page>;
type ComponentShown = z.infer<typeof Component>;
type MaintenanceShown = z.infer<typeof Maintenance>;

/** As Statuspage limits it. */
const mostIncidents = 50;
const descriptions: Readonly<Record<Indicator, string>> = {
  none: 'All Systems Operational',
  minor: 'Minor Service Outage',
  major: 'Partial System Outage',
  critical: 'Major Service Outage',
  maintenance: 'Service Under Maintenance',
};
const when = (at: number): string => new Date(at).toISOString();

/** Everything at once; each of the other answers is a part of it. `url`: where people read the page. */
export function statuspageOf(model: StatusModel, url: string, language: StatusLanguage) {
  const text = (told: StatusModel['title']): string => said(told, language).text;
  const page: PageShown = {
    ...{ id: publicId('page'), name: text(model.title), url, time_zone: model.timeZone },
    updated_at: when(model.updatedAt),
  };
  const components = componentsOf(model, page, text);
  const byId = new Map(components.map((one) => [one.id, one]));
  const shown = (one: StatusIncident) => incidentOf(one, { page, url, byId, language, text });
  const incidents = model.incidents.filter(({ kind }) => kind === 'incident');
  const planned = model.incidents.filter(({ kind }) => kind === 'maintenance');
  const indicator = overallOf(model);
  return {
    page,
    status: { indicator, description: language === 'en' ? descriptions[indicator] : statusWords.pl.overall[indicator] },
    components,
    incidents: incidents.slice(0, mostIncidents).map(shown),
    unresolved: incidents.filter(({ active }) => active).map(shown),
    maintenances: planned.slice(0, mostIncidents).map(shown),
    activeMaintenances: planned.filter(({ active }) => active).map(shown),
  };
}

function componentsOf(
  model: StatusModel,
  page: PageShown,
  text: (told: StatusModel['title']) => string,
): ComponentShown[] {
  const groups = [...new Set(model.components.flatMap(({ group }) => (group === null ? [] : [group.en])))];
  const groupId = (name: string): string => publicId(`group ${name}`);
  const common = { created_at: page.updated_at, updated_at: page.updated_at, page_id: page.id, showcase: true };
  const shown = model.components.map(
    (one: StatusComponent, position): ComponentShown => ({
      ...{ id: one.id, name: text(one.name), status: one.status, ...common, position: position + 1 },
      description: one.description === null ? null : text(one.description),
      start_date: one.days.find(({ known }) => known)?.day ?? null,
      group_id: one.group === null ? null : groupId(one.group.en),
      ...{ group: false, only_show_if_degraded: false },
    }),
  );
  const heads = groups.map((name, index): ComponentShown => {
    const own = model.components.filter(({ group }) => group?.en === name);
    return {
      ...{ id: groupId(name), name: text(own[0]!.group!), status: worstOf(own), ...common },
      ...{ position: shown.length + index + 1, description: null, start_date: null, group_id: null },
      ...{ group: true, only_show_if_degraded: false },
    };
  });
  return [...shown, ...heads];
}

const worstOf = (components: readonly StatusComponent[]): ComponentStatus => {
  const order: readonly ComponentStatus[] = [
    ...(['operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage'] as const),
  ];
  return order[Math.max(...components.map(({ status }) => order.indexOf(status)))]!;
};

interface Around {
  page: PageShown;
  url: string;
  byId: ReadonlyMap<string, ComponentShown>;
  language: StatusLanguage;
  text(told: StatusModel['title']): string;
}

function incidentOf(one: StatusIncident, { page, url, byId, language, text }: Around): MaintenanceShown {
  const monitoring = one.posts.findLast(({ status }) => status === 'monitoring')?.at;
  return {
    id: one.id,
    name: one.title === null ? statusWords[language].planned : text(one.title),
    status: one.status,
    created_at: when(one.createdAt),
    updated_at: when(one.updatedAt),
    monitoring_at: monitoring === undefined ? null : when(monitoring),
    resolved_at: one.resolvedAt === null ? null : when(one.resolvedAt),
    impact: one.impact,
    shortlink: `${url}#incident-${one.id}`,
    started_at: when(one.from),
    page_id: page.id,
    incident_updates: one.posts.map(({ id, at, status, body }) => ({
      ...{ id, status, body: text(body), incident_id: one.id },
      ...{ created_at: when(at), updated_at: when(at), display_at: when(at) },
    })),
    components: one.components.flatMap((id) => byId.get(id) ?? []),
    scheduled_for: when(one.from),
    scheduled_until: one.to === null ? null : when(one.to),
  };
}
