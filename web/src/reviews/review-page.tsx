import { type ReactNode, useEffect, useState } from 'react';
import { useParams } from 'wouter';
import '../access/form/form.css';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { isMissing } from '../incidents/is-missing.ts';
import { NoIncident } from '../incidents/no-incident.tsx';
import '../ledger/outage.css';
import { FactsPanel } from './facts-panel.tsx';
import { ReviewHead } from './review-head.tsx';
import { ReviewTextPanel } from './review-text-panel.tsx';
import { ReviewTimeline } from './review-timeline.tsx';
import './reviews.css';
import { useReview } from './use-review.ts';

/** The document on one incident: facts and timeline draft themselves, people write what it means and what follows. */
export default function ReviewPage(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const { answer, ...ways } = useReview(id);
  const [isUnsaved, setUnsaved] = useState(false);
  const title = answer.data ? `Review: ${answer.data.text.title}` : 'Review';
  useEffect(() => {
    document.title = `${title} · Waga`;
  }, [title]);
  if (isMissing(answer.error)) return <NoIncident id={id} />;
  return (
    <Loaded answer={answer} name="Review">
      {(page) => (
        <InProcessZones key={page.incident}>
          <ReviewHead page={page} ways={ways} isUnsaved={isUnsaved} />
          <div className="review-columns">
            <ReviewTextPanel page={page} ways={ways} onUnsaved={setUnsaved} />
            <div className="review-column">
              <FactsPanel page={page} />
              <ReviewTimeline lines={page.facts.timeline} />
            </div>
          </div>
        </InProcessZones>
      )}
    </Loaded>
  );
}
