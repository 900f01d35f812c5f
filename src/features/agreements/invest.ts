import { withText } from '../../maths/add-estimates.ts';
import type { ComponentCriticality } from '../criticality/contract.ts';
import type { Report } from './report-contract.ts';

export type Investment = Report['invest'][number];

/**
 * Components under the processes of a report by what one more nine of each is worth a year over all processes that stand on it,
 * most first. It rests on what the catalogue declares or Waga measured of each component, without an interval of its own.
 */
export function investments(
  components: readonly ComponentCriticality[],
  processes: ReadonlySet<string>,
  displayName: (component: string) => string,
): Investment[] {
  return components
    .filter(({ perProcess }) => Object.keys(perProcess).some((process) => processes.has(process)))
    .flatMap((component) => {
      const { name, nextNinePerYear: worth, unavailability, perProcess } = component;
      if (worth === null || worth.minor <= 0 || unavailability === null) return [];
      const on = Object.keys(perProcess);
      const perYear = withText({
        ...{ value: worth.minor, low: worth.minor, high: worth.minor, unit: `${worth.currency}-minor`, level: 0.9 },
        method:
          'nine tenths of its unavailability times the money an hour that hangs on it; a point, no interval is known',
        ...{ basis: {}, grade: 'assumed' as const, version: 'next-nine-1', completeness: 1 },
      });
      const why = `Its own unavailability of ${unavailability.toPrecision(3)} a tenth as large, for ${on.join(', ')}.`;
      return [{ component: name, displayName: displayName(name), perYear, why }];
    })
    .sort((a, b) => b.perYear.value - a.perYear.value || (a.component < b.component ? -1 : 1));
}
