import type { EpochMs } from '../../../maths/instants.ts';
import { type Catalog, displayName, processNamed } from '../../catalog/catalog.ts';
import type { Outage } from '../../outages/outage.ts';
import { endsOf } from '../../outages/outage.ts';
import type { StatusPageSpec } from '../status-page.ts';
import { dayBars } from './day-bars.ts';
import { gradeOf, statusOfGrade, worstOf } from './grade.ts';
import type { StatusPost } from './post.ts';
import { isOne, type PublicOutage, pageOf, publicId, publicOutages } from './public-outage.ts';
import { incidentOf } from './shown-incident.ts';
import type { StatusComponent, StatusIncident, StatusModel, Told } from './status-model.ts';

/** What the page is made of. Posts oldest first. */
export interface StatusFacts {
  catalog: Catalog;
  outages: readonly Outage[];
  posts: readonly StatusPost[];
  /** The first hour of which something was measured, by process. */
  firstMeasured: ReadonlyMap<string, EpochMs>;
  now: EpochMs;
}

/** Everything that the page shows; null where the catalogue has none. */
export function statusModel(facts: StatusFacts): StatusModel | null {
  const { catalog, now } = facts;
  const page = pageOf(catalog);
  if (page === null) return null;
  const all = publicOutages(catalog, facts.outages, facts.posts);
  const components = page.show.map((shown) => componentOf(shown, all, facts));
  const timeZone = components[0]!.timeZone;
  const zones = new Map(page.show.map(({ process }, index) => [process, components[index]!.timeZone]));
  const incidents = all.flatMap((one): StatusIncident[] => {
    const incident = incidentOf(one, zones.get(one.processes[0]!) ?? timeZone, now);
    return incident === null ? [] : [incident];
  });
  return {
    schema: 'waga-status/1',
    asOf: now,
    updatedAt: changedAt(facts, all),
    title: toldOf(page.title),
    url: page.url ?? null,
    support: page.support ?? null,
    timeZone,
    components,
    incidents: incidents.sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1)),
  };
}

function componentOf(
  { process: name, ...shown }: StatusPageSpec['show'][number],
  all: readonly PublicOutage[],
  { catalog, firstMeasured, now }: StatusFacts,
): StatusComponent {
  const process = processNamed(catalog, name);
  const timeZone = process?.spec.timeZone ?? 'UTC';
  const own = all.filter(({ outage, processes }) => processes.includes(name) && isOne(outage));
  const disturbances = own.map(({ outage }) => {
    const { from, to } = endsOf(outage);
    return { from, to, grade: gradeOf(outage.share), planned: outage.kind === 'planned' };
  });
  return {
    id: publicId(`process ${name}`),
    name: toldOf(shown.name ?? (process ? displayName(process) : name)),
    description: shown.description === undefined ? null : toldOf(shown.description),
    group: shown.group === undefined ? null : toldOf(shown.group),
    timeZone,
    ...presentState(own, now),
    days: dayBars(disturbances, { timeZone, firstMeasured: firstMeasured.get(name) ?? null, now }),
  };
}

/** What fails now comes before work that is planned. What is over but not told to be is shown as slowed down. */
function presentState(own: readonly PublicOutage[], now: EpochMs): Pick<StatusComponent, 'status' | 'since'> {
  const begun = own.flatMap(({ outage, posts, ended }) => {
    const { from, to } = endsOf(outage);
    const lasts = to === null || to > now;
    return from > now ? [] : [{ outage, from, lasts, isOpen: posts.length > 0 && !ended, ended }];
  });
  const failing = begun.flatMap(({ outage, from, lasts, isOpen }) => {
    if (outage.kind === 'planned') return [];
    if (lasts && (isOpen || outage.state !== 'draft')) return [{ from, grade: gradeOf(outage.share) }];
    return isOpen ? [{ from, grade: 'degraded' as const }] : [];
  });
  const worst = worstOf(failing.map(({ grade }) => grade));
  const working = begun.filter(({ outage, lasts, ended }) => outage.kind === 'planned' && lasts && !ended);
  const causes = worst === 'none' ? working : failing.filter(({ grade }) => grade === worst);
  if (causes.length === 0) return { status: 'operational', since: null };
  const since = Math.min(...causes.map(({ from }) => from));
  return { status: worst === 'none' ? 'under_maintenance' : statusOfGrade[worst], since };
}

/** The last instant at which something that is shown changed. */
function changedAt({ catalog, now }: StatusFacts, all: readonly PublicOutage[]): EpochMs {
  const instants = all.flatMap(({ outage, posts }) => {
    const { from, to } = endsOf(outage);
    return [from, to ?? from, ...posts.map(({ at }) => at)];
  });
  return Math.max(catalog.appliedAt, ...instants.filter((at) => at <= now));
}

type Words = StatusPageSpec['title'];

/** A plain text is a name in every language. */
const toldOf = (words: Words): Told =>
  typeof words === 'string' ? { en: words, pl: words } : { en: words.en, pl: words.pl ?? null };
