import type { EpochMs } from '../../maths/instants.ts';
import { type Incident, type IncidentState, moved } from './incident.ts';
import type { Act } from './incident-facts.ts';

/** From where each thing that a person does may be done, and where it leads. */
const ways: Record<Act['act'], { from: readonly IncidentState[]; to: IncidentState }> = {
  mitigate: { from: ['suspected', 'open'], to: 'mitigated' },
  dismiss: { from: ['suspected', 'open', 'mitigated', 'recovered'], to: 'dismissed' },
  reopen: { from: ['dismissed', 'recovered', 'reported'], to: 'open' },
  report: { from: ['recovered'], to: 'reported' },
  review: { from: ['reported'], to: 'reviewed' },
};

/** The incident after what a person did; null where that cannot be done from where it stands. */
export function afterAct(incident: Incident, act: Act, at: EpochMs): Incident | null {
  const { from, to } = ways[act.act];
  if (!from.includes(incident.state)) return null;
  const reason = 'reason' in act ? act.reason : act.act === 'report' ? 'Reported.' : 'Reviewed.';
  return moved(incident, to, at, reason, act.by);
}
