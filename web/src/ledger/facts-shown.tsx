import type { ReactNode } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';

/** For those who may look, and where nothing may be changed. */
export function FactsShown({ page }: { page: OutagePage }): ReactNode {
  return (
    <dl className="facts-shown panel-body">
      <div>
        <dt>Cause</dt>
        <dd>{page.cause || <span className="muted">not written yet</span>}</dd>
      </div>
      {page.causeKind !== null && (
        <div>
          <dt>Kind of cause</dt>
          <dd>{page.causeKind}</dd>
        </div>
      )}
      <div>
        <dt>Summary</dt>
        <dd>{page.summary || <span className="muted">not written yet</span>}</dd>
      </div>
    </dl>
  );
}
