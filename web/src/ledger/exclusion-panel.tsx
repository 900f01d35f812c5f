import { type ReactNode, useState } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { useMe } from '../api/me.ts';
import { Panel } from '../design/panel.tsx';
import { AnswerDialog } from './answer-dialog.tsx';
import { DayTime } from './day-time.tsx';
import { whyNotAnswer } from './exclusion-words.ts';
import { excludedText, isExcluded } from './outage-words.ts';
import { ProposeDialog } from './propose-dialog.tsx';
import type { Change } from './use-outage.ts';

/** Whether it is left out of figures. One person proposes it, another one agrees or refuses. */
export function ExclusionPanel({
  page,
  change,
  isBusy,
}: {
  page: OutagePage;
  change: Change;
  isBusy: boolean;
}): ReactNode {
  const [asked, setAsked] = useState<'propose' | 'agree' | 'refuse' | null>(null);
  const me = useMe();
  const { proposal } = page;
  const close = (): void => setAsked(null);
  const mayAnswer = page.may.includes('agree-exclusion');
  return (
    <Panel title="Exclusion" note="An excluded outage is left out of what counts. It takes two people.">
      <div className="panel-body exclusion">
        <p>
          {isExcluded(page) ? (
            <>
              It is left out of <strong>{excludedText(page.excluded)}</strong>.
            </>
          ) : (
            'It counts everywhere.'
          )}
        </p>
        {proposal !== null && (
          <section className="proposal" aria-label="Proposed">
            <p>
              <strong>{proposal.by}</strong> proposed on <DayTime at={Date.parse(proposal.at)} /> to{' '}
              {proposal.fromProcess || proposal.fromGlobal
                ? `leave it out of ${excludedText(proposal)}`
                : 'count it everywhere again'}
              :
            </p>
            <blockquote>{proposal.reason}</blockquote>
            {mayAnswer ? (
              <div className="outage-ways">
                <button type="button" className="button main" onClick={() => setAsked('agree')}>
                  Agree…
                </button>
                <button type="button" className="button" onClick={() => setAsked('refuse')}>
                  Refuse…
                </button>
              </div>
            ) : (
              <p className="small outage-hint">{whyNotAnswer(page, me)}</p>
            )}
          </section>
        )}
        {page.may.includes('propose-exclusion') && (
          <div className="outage-ways">
            <button type="button" className="button" onClick={() => setAsked('propose')}>
              {proposal === null
                ? isExcluded(page)
                  ? 'Propose another…'
                  : 'Propose to exclude it…'
                : 'Propose another in its place…'}
            </button>
          </div>
        )}
        {me?.kind === 'token' && proposal === null && (
          <p className="muted small">A token cannot propose an exclusion: signed-in people do.</p>
        )}
      </div>
      {asked === 'propose' && <ProposeDialog page={page} change={change} isBusy={isBusy} onClose={close} />}
      {(asked === 'agree' || asked === 'refuse') && (
        <AnswerDialog agree={asked === 'agree'} page={page} change={change} isBusy={isBusy} onClose={close} />
      )}
    </Panel>
  );
}
