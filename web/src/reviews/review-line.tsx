import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { reviewPath } from './review-words.ts';

const over: readonly IncidentPage['state'][] = ['recovered', 'reported', 'reviewed'];

/** Once a loss is over: the way to what is learnt from it. */
export function ReviewLine({ page: { id, kind, state } }: { page: IncidentPage }): ReactNode {
  if (kind !== 'loss' || !over.includes(state)) return null;
  return (
    <section className="panel" aria-label="Review">
      <p className="panel-empty">
        <Link href={reviewPath(id)}>{state === 'reviewed' ? 'Its review' : 'Write its review'}</Link>
        <span className="muted"> · facts and timeline are drafted already</span>
      </p>
    </section>
  );
}
