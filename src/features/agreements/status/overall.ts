import type { ComponentStatus } from '../status-contract.ts';
import type { StatusIncident, StatusModel } from './status-model.ts';

export type Indicator = StatusIncident['impact'];

const indicators: Readonly<Record<ComponentStatus, Indicator>> = {
  operational: 'none',
  under_maintenance: 'maintenance',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
};
const order: readonly Indicator[] = ['none', 'maintenance', 'minor', 'major', 'critical'];

/** How it all is: as its worst part is. */
export const overallOf = ({ components }: Pick<StatusModel, 'components'>): Indicator =>
  components
    .map(({ status }) => indicators[status])
    .reduce<Indicator>((worst, one) => (order.indexOf(one) > order.indexOf(worst) ? one : worst), 'none');
