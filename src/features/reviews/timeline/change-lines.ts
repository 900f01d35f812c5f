import { componentName } from '../../unavailability/component-name.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';

/** What was changed near the onset. A change beside a drop is a hint, no proof. */
export function changeLines({ changes, catalog }: IncidentLog): TimelineLine[] {
  return changes.map(({ at, kind, title, component, by }) => {
    const where = component === null ? '' : ` (${componentName(catalog, component)})`;
    return { at, kind: 'change', by, says: `${kind}: ${title}${where}` };
  });
}
