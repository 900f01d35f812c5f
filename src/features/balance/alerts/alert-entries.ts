import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, componentNamed, componentsUnder, displayName, processesOf } from '../../catalog/catalog.ts';
import type { Drop } from '../../impact/contract.ts';
import type { Alarm } from '../../objectives/contract.ts';
import { alertIdOf, alertsOf, measureIdOf } from '../../signals/alerts/alert-finder.ts';
import type { ExternalTime } from '../../signals/alerts/external-time.ts';
import { measuresOf } from '../../signals/measure.ts';
import type { AlertRow } from '../alert-contract.ts';
import { businessIdOf, objectiveIdOf } from './called-pages.ts';
import type { FireTime } from './fires.ts';
import {
  burnPaging,
  businessPaging,
  externalPaging,
  measurePaging,
  type Paging,
  technicalPaging,
} from './pages-why.ts';
import { burnRule, businessRule, externalRule, measureRule } from './rule-words.ts';

/** An objective with burn alerts. */
export interface BurningObjective {
  name: string;
  displayName: string;
  subject: { kind: 'process' | 'component'; name: string } | null;
  target: string;
  factors: readonly number[];
}

/** Everything that the alert catalogue is made of, over a window. */
export interface AlertFacts {
  catalog: Catalog;
  now: EpochMs;
  /** Of Waga's own measures; those of other tools are passed over. */
  alarms: readonly Alarm[];
  external: readonly ExternalTime[];
  objectives: readonly BurningObjective[];
  burns: readonly { objective: string; from: EpochMs; to: EpochMs | null }[];
  drops: readonly Drop[];
  /** Since when each is known, by id. */
  since: ReadonlyMap<string, EpochMs>;
}

/** An entry of the alert catalogue before it is weighed. `callsItself`: its own tool calls somebody whenever it fires. */
export interface AlertEntry
  extends Pick<
      AlertRow,
      | 'id'
      | 'name'
      | 'origin'
      | 'inCatalog'
      | 'class'
      | 'type'
      | 'component'
      | 'componentName'
      | 'processes'
      | 'mandatedBy'
      | 'rule'
      | 'since'
    >,
    Paging {
  times: readonly FireTime[];
  callsItself: boolean;
}

type Known = Omit<AlertEntry, 'since' | 'componentName' | 'processes' | 'times' | 'callsItself'>;

/** Every alert there is: of measures, of objectives, of other tools, and the rule on each process; in that order. */
export function alertEntries(facts: AlertFacts): AlertEntry[] {
  const { catalog, now, since } = facts;
  const over = processesOverEach(catalog);
  const paging = technicalPaging(catalog);
  const entry = (
    known: Known,
    times: readonly FireTime[],
    processes: readonly string[],
    callsItself = false,
  ): AlertEntry => {
    const { component } = known;
    const first = since.get(known.id);
    const document = component === null ? undefined : componentNamed(catalog, component);
    return {
      ...known,
      ...{ processes: [...processes], times, callsItself, since: first === undefined ? null : toRfc3339(first) },
      componentName: document ? displayName(document) : component,
    };
  };
  const above = (component: string | null): readonly string[] =>
    component === null ? [] : (over.get(component) ?? []);
  const byMeasure = Map.groupBy(
    facts.alarms.filter(({ external }) => external === undefined),
    ({ measure }) => measure,
  );
  const byObjective = Map.groupBy(facts.burns, ({ objective }) => objective);
  const byAlert = Map.groupBy(facts.external, ({ known }) => known.id);

  const measures = measuresOf(catalog).map((document) => {
    const { name } = document.metadata;
    const { component, type, mandatedBy = null } = document.spec;
    const alarms = (byMeasure.get(name) ?? []).map(({ startedAt, endedAt }) => ({
      ...{ from: Date.parse(startedAt), to: endedAt === null ? null : Date.parse(endedAt) },
    }));
    const called = { ...measurePaging(document.spec, paging(component, mandatedBy), now), mandatedBy };
    const own = { id: measureIdOf(name), name: displayName(document), origin: 'measure', class: 'technical' } as const;
    const rule = measureRule(document.spec);
    return entry({ ...own, ...called, inCatalog: true, type, component, rule }, alarms, above(component));
  });

  const objectives = facts.objectives.map(({ name, displayName: shown, subject, target, factors }) => {
    const component = subject?.kind === 'component' ? subject.name : null;
    const processes = subject?.kind === 'process' ? [subject.name] : above(component);
    const own = {
      id: objectiveIdOf(name),
      name: shown,
      origin: 'objective',
      inCatalog: true,
      type: 'burn rate',
    } as const;
    const what = {
      class: subject?.kind === 'process' ? 'business' : 'technical',
      component,
      mandatedBy: null,
    } as const;
    const rule = burnRule(target, factors);
    return entry({ ...own, ...what, ...burnPaging, rule }, byObjective.get(name) ?? [], processes);
  });

  const declared = alertsOf(catalog).map((document) => {
    const { spec, metadata } = document;
    const times = byAlert.get(alertIdOf(metadata.name)) ?? [];
    const found = new Set(times.flatMap(({ known }) => known.component ?? []));
    const component = spec.component ?? (found.size === 1 ? [...found][0]! : null);
    const processes = spec.process === undefined ? union([...found, component], above) : [spec.process];
    const mandatedBy = spec.mandatedBy ?? null;
    const called = { ...externalPaging(spec, paging(component, mandatedBy)), mandatedBy };
    const own = {
      id: alertIdOf(metadata.name),
      name: displayName(document),
      origin: 'external',
      inCatalog: true,
    } as const;
    const what = { class: spec.class, type: spec.type, component, rule: externalRule(spec) };
    return entry({ ...own, ...what, ...called }, times, processes, spec.pages);
  });

  const others = [...byAlert].flatMap(([id, times]) => {
    const [{ known, alertname, source }] = times as [ExternalTime];
    if (known.document !== null) return [];
    const { component } = known;
    const own = {
      id,
      name: alertname,
      origin: 'external',
      inCatalog: false,
      class: 'technical',
      type: 'other',
    } as const;
    const rule = `${alertname} from ${source}`;
    return entry(
      { ...own, component, mandatedBy: null, rule, ...externalPaging(null, burnPaging) },
      times,
      above(component),
    );
  });

  const dropsOf = Map.groupBy(facts.drops, ({ process }) => process);
  const rules = processesOf(catalog).map((document) => {
    const { name } = document.metadata;
    const fired = (dropsOf.get(name) ?? []).filter((drop) => drop.class !== null);
    const times = fired.map(({ detectedAt, onset, endedAt }) =>
      firedTime(Date.parse(detectedAt), Date.parse(onset), endedAt),
    );
    const own = { id: businessIdOf(name), name: displayName(document), origin: 'business', inCatalog: true } as const;
    const what = { class: 'business', type: 'impact', component: null, mandatedBy: null } as const;
    const called = businessPaging(document.spec.level ?? null);
    return entry({ ...own, ...what, ...called, rule: businessRule(document.spec.thresholds) }, times, [name]);
  });
  return [...measures, ...objectives, ...declared, ...others, ...rules];
}

/** A rule fires from when a drop was detected until it was over; late data may have moved its end before that. */
function firedTime(detectedAt: EpochMs, onset: EpochMs, endedAt: string | null): FireTime {
  const to = endedAt === null ? null : Date.parse(endedAt);
  return { from: to !== null && to <= detectedAt ? Math.min(onset, to) : detectedAt, to };
}

function union(
  components: readonly (string | null)[],
  above: (component: string | null) => readonly string[],
): string[] {
  return [...new Set(components.flatMap(above))];
}

/** By component the processes that stand on it, in catalogue order. */
function processesOverEach(catalog: Catalog): ReadonlyMap<string, readonly string[]> {
  const over = new Map<string, string[]>();
  for (const { metadata } of processesOf(catalog)) {
    for (const component of componentsUnder(catalog, metadata.name)) {
      over.set(component, [...(over.get(component) ?? []), metadata.name]);
    }
  }
  return over;
}
