import { type Catalog, componentsOf, type Document, documentsOf } from '../../catalog/catalog.ts';
import { indicatorsOf } from '../../objectives/indicator.ts';
import type { AlertSpec } from '../../signals/alerts/alert.ts';
import { isPage } from '../calls.ts';
import type { Scope } from '../scope.ts';
import type { Week } from '../weekly-contract.ts';
import type { AlertOfWeek, WeekFacts } from './week-facts.ts';

type Facts = Pick<WeekFacts, 'alerts' | 'retired' | 'calls' | 'week' | 'catalogBefore' | 'catalogAfter' | 'incidents'>;
type Line = Week['alerts']['added'][number];

/** So many of the noisiest are named. */
const mostNoisy = 10;

/** What fired in the week, how often it called somebody, and what came, went and was noise. */
export function weekAlerts(facts: Facts, scope: Scope): Week['alerts'] {
  const rows = facts.alerts.filter((one) => inScope(one, scope));
  const inWeek = new Map(facts.incidents.map(({ kept: { incident } }) => [incident.id, incident]));
  const pages = facts.calls.filter((call) => {
    const incident = inWeek.get(call.incident);
    const counts =
      isPage(call) && incident?.shadow === undefined && facts.week.from <= call.at && call.at < facts.week.to;
    return counts && incident !== undefined && scope.ofIncident(incident);
  });
  return {
    fired: rows.reduce((sum, { noise }) => sum + noise.fires, 0),
    pages: pages.length,
    added: addedIn(facts, rows, scope),
    retired: retiredIn(facts, rows),
    noisy: noisyOf(rows),
  };
}

function inScope({ component, processes }: AlertOfWeek, scope: Scope): boolean {
  return scope.all || processes.some(scope.ofProcess) || (component !== null && scope.ofComponent(component));
}

const lineOf = ({ name, component, noise }: AlertOfWeek, why: string): Line => ({
  ...{ name, component, fires: noise.fires, pages: noise.pages, why },
});

/** Those that fired most while nothing was dropping. */
function noisyOf(rows: readonly AlertOfWeek[]): Line[] {
  return rows
    .filter(({ noise }) => noise.withoutDrop > 0)
    .sort(
      (a, b) =>
        b.noise.withoutDrop - a.noise.withoutDrop || b.noise.fires - a.noise.fires || (a.name < b.name ? -1 : 1),
    )
    .slice(0, mostNoisy)
    .map((row) => {
      const { fires, withoutDrop } = row.noise;
      const all = withoutDrop === fires;
      const times = withoutDrop === 1 ? 'once' : `${withoutDrop} times`;
      const often = all ? times : `${times} of ${fires}`;
      return lineOf(row, `It fired ${often} while nothing of the business was missing.`);
    });
}

/** An alert as the catalogue declares it. */
interface Declared {
  name: string;
  component: string | null;
  process: string | null;
}

/** What a catalogue declares that may alarm, by kind and name. */
function declaredIn(catalog: Catalog): Map<string, Declared> {
  const measures = indicatorsOf(catalog).map(({ measure, component }) => {
    return [`Measure ${measure}`, { name: measure, component, process: null }] as const;
  });
  const alerts = documentsOf<AlertSpec>(catalog.documents, 'Alert').map(({ metadata, spec }: Document<AlertSpec>) => {
    const { component = null, process = null } = spec;
    return [`Alert ${metadata.name}`, { name: metadata.name, component, process }] as const;
  });
  const known = new Set(componentsOf(catalog).map(({ metadata }) => metadata.name));
  const objectives = documentsOf<{ service: string }>(catalog.documents, 'openslo/SLO').map(({ metadata, spec }) => {
    const component = known.has(spec.service) ? spec.service : null;
    return [`SLO ${metadata.name}`, { name: metadata.name, component, process: null }] as const;
  });
  return new Map([...measures, ...alerts, ...objectives]);
}

function addedIn({ catalogBefore, catalogAfter }: Facts, rows: readonly AlertOfWeek[], scope: Scope): Line[] {
  const before = declaredIn(catalogBefore);
  return [...declaredIn(catalogAfter)]
    .filter(([key, { component, process }]) => !before.has(key) && declaredInScope(component, process, scope))
    .map(([key, declared]) => declaredLine(declared, rows, `New in the catalogue (${key.split(' ')[0]}).`));
}

function declaredInScope(component: string | null, process: string | null, scope: Scope): boolean {
  if (component !== null) return scope.ofComponent(component);
  return scope.ofProcess(process ?? '');
}

function declaredLine({ name, component }: Declared, rows: readonly AlertOfWeek[], why: string): Line {
  const row = rows.find((one) => one.name === name);
  return { name, component, fires: row?.noise.fires ?? 0, pages: row?.noise.pages ?? 0, why };
}

/** Those that somebody retired for another, and those that left the catalogue without a word. */
function retiredIn({ retired, week, catalogBefore, catalogAfter }: Facts, rows: readonly AlertOfWeek[]): Line[] {
  const said = retired
    .filter(({ at, ended }) => week.from <= at && at < week.to && (ended === null || ended.at >= week.to))
    .map(({ alert, by, replacement, reason }) => {
      const row = rows.find(({ id }) => id === alert);
      const name = row?.name ?? alert.slice(alert.indexOf(':') + 1);
      return declaredLine(
        { name, component: row?.component ?? null, process: null },
        rows,
        `${reason} ${replacement} stands for it (${by}).`,
      );
    });
  const told = new Set(said.map(({ name }) => name));
  const after = declaredIn(catalogAfter);
  const gone = [...declaredIn(catalogBefore)].filter(([key, { name }]) => !after.has(key) && !told.has(name));
  return [...said, ...gone.map(([, declared]) => declaredLine(declared, rows, 'It left the catalogue.'))];
}
