import type { EpochMs } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { processNamed } from '../../catalog/catalog.ts';
import type { Level } from '../../catalog/fields.ts';
import { shadowAt } from '../../catalog/shadow.ts';
import type { AlertSpec } from '../../signals/alerts/alert.ts';
import type { MeasureSpec } from '../../signals/measure.ts';
import { processesNeeding } from '../../unavailability/hard-under.ts';
import { routeOf, type WorkingHours } from '../../unavailability/routing.ts';

/** Whether an alert calls somebody, and why it does or does not. */
export interface Paging {
  pages: boolean;
  pagesWhy: string;
}

/** Hours in which it is always time: whether something pages at all does not hang on them. */
const anyTime: WorkingHours = { isIn: () => true, next: (at) => at };

/** Tells by the routing rules whether the alarms of a component call. */
export function technicalPaging(catalog: Catalog): (component: string | null, mandatedBy: string | null) => Paging {
  const needing = processesNeeding(catalog);
  return (component, mandatedBy) => {
    const over = component === null ? [] : (needing.get(component) ?? []);
    const boundToCritical = over.some((process) => processNamed(catalog, process)?.spec.level === 'critical');
    const { way, why } = routeOf({ kind: 'technical', boundToCritical, mandatedBy }, null, 0, anyTime);
    return { pages: way === 'page', pagesWhy: why };
  };
}

export function measurePaging({ objective }: MeasureSpec, technical: Paging, now: EpochMs): Paging {
  const channel = shadowAt(objective.shadow, now);
  if (channel === null) return technical;
  return no(`It is tried out in shadow: it calls nobody, and ${channel} is told whom it would have called.`);
}

/** Of an alert of another tool; `spec` is null where no Alert of the catalogue says what it is. */
export function externalPaging(spec: AlertSpec | null, technical: Paging): Paging {
  if (spec === null) {
    return no(
      'No Alert of the catalogue says what it is: it opens no incident. Whether its own tool calls is not known.',
    );
  }
  const own = 'Its own tool calls somebody whenever it fires.';
  if (spec.opensIncidents) {
    return spec.pages ? { pages: true, pagesWhy: `${own} ${technical.pagesWhy}` } : technical;
  }
  return spec.pages ? { pages: true, pagesWhy: own } : no('It is a fact beside others: its Alert opens no incident.');
}

/** Of the rule on the business result of a process, by its level. */
export function businessPaging(level: Level | null): Paging {
  const total = routeOf({ kind: 'loss', class: 'P1' }, level, 0, anyTime);
  const partial = routeOf({ kind: 'loss', class: 'P2' }, level, 0, anyTime);
  const why = total.why === partial.why ? total.why : `${total.why} ${partial.why}`;
  return { pages: total.way === 'page' || partial.way === 'page', pagesWhy: why };
}

export const burnPaging: Paging = {
  pages: false,
  pagesWhy: 'A budget that burns too fast calls nobody by itself: it is shown with its objective.',
};

export const retiredPaging = (replacement: string): Paging =>
  no(`It is retired: it opens no incident and calls nobody, ${replacement} does instead.`);

const no = (pagesWhy: string): Paging => ({ pages: false, pagesWhy });
