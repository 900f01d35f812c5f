import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { AlertPage } from '../../../src/features/balance/alert-contract.ts';
import { Confirmed } from '../access/form/confirmed.tsx';
import { takeBackRetirement } from '../api/alerts.ts';
import { Panel } from '../design/panel.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { alertPath } from './alert-words.ts';
import { AreaField } from './area-field.tsx';
import { RetireDialog } from './retire-dialog.tsx';

/** Being rid of it: only with a replacement that tells of every P1 and P2 that it told of; and taking that back. */
export function RetirementPanel({ page, mayEdit }: { page: AlertPage; mayEdit: boolean }): ReactNode {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [why, setWhy] = useState('');
  const { retired } = page;
  const fresh = (): Promise<void> =>
    client.invalidateQueries({
      predicate: ({ queryKey: [live, what] }) => live === 'live' && /^alerts?$/.test(String(what)),
    });
  return (
    <Panel
      title={retired === null ? 'Retire it' : 'Retired'}
      note="A retired alert calls nobody and opens nothing. Its times are still kept, so that it can be taken back."
    >
      <div className="panel-body alert-retirement">
        {retired === null ? (
          <>
            <p>
              Waga replays the past first: if the replacement would have missed a P1 or P2 that this one told of, it
              refuses and says which.
            </p>
            {mayEdit ? (
              <p>
                <button type="button" className="button" onClick={() => setOpen(true)}>
                  Retire this alert…
                </button>
              </p>
            ) : (
              <p className="muted small">It takes the right to edit.</p>
            )}
          </>
        ) : (
          <>
            <p>
              <strong>{retired.by}</strong> retired it on <DayTime at={Date.parse(retired.at)} />. In its place stands{' '}
              <Link href={alertPath(retired.replacement)}>{retired.replacement}</Link>. “{retired.reason}”
            </p>
            {mayEdit && (
              <Confirmed
                name="Take it back"
                question="It works again as before from now on."
                yes="Yes, take it back"
                act={async () => {
                  if (why.trim().length < 3) throw new Error('Say why, in a few words.');
                  await takeBackRetirement(page.id, why.trim());
                  await fresh();
                }}
              >
                <AreaField label="Why" rows={2} maxLength={2_000} value={why} onChange={setWhy} />
              </Confirmed>
            )}
          </>
        )}
      </div>
      {isOpen && <RetireDialog page={page} onClose={() => setOpen(false)} onRetired={fresh} />}
    </Panel>
  );
}
