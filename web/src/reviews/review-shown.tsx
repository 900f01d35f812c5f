import { type ReactNode, useState } from 'react';
import type { Review } from '../../../src/features/reviews/review-contract.ts';
import { useMe } from '../api/me.ts';
import { ownerText } from '../component/owner-text.ts';
import { DayTime } from '../ledger/day-time.tsx';
import type { ReviewWays } from './use-review.ts';

/** The text as it is read; actions may be ticked off in a final one too. */
export function ReviewShown({ page, ways }: { page: Review; ways: ReviewWays }): ReactNode {
  const { summary, causes, helped, hindered, actions, noActions } = page.text;
  const mayTick = (useMe()?.rights.includes('respond') ?? false) && page.state === 'final';
  const [failed, setFailed] = useState<string | null>(null);
  const tick = async (number: number, done: boolean): Promise<void> => {
    const told = await ways.act(page, { act: 'done', action: number, done });
    setFailed(told === null ? null : told === 'behind' ? 'Somebody was faster; look again.' : told.problem);
  };
  return (
    <div className="panel-body review-shown">
      <p className="review-summary">
        {summary === '' ? <span className="muted">No summary was written.</span> : summary}
      </p>
      <Lines title="Causes" of={causes} />
      <Lines title="What helped" of={helped} />
      <Lines title="What hindered" of={hindered} />
      <section>
        <h3>Actions</h3>
        {failed !== null && (
          <p role="alert" className="field-error">
            {failed}
          </p>
        )}
        {actions.length === 0 ? (
          <p className={noActions === undefined ? 'muted' : undefined}>{noActions ?? 'None.'}</p>
        ) : (
          <ul className="action-list">
            {actions.map(({ what, owner, due, doneAt }, index) => (
              <li key={`${owner} ${due} ${what}`}>
                <label className="choice">
                  <input
                    type="checkbox"
                    checked={doneAt !== null}
                    disabled={!mayTick || ways.isBusy}
                    onChange={(event) => void tick(index + 1, event.currentTarget.checked)}
                  />
                  <span>
                    {what}
                    <small>
                      {ownerText(owner)}, until <span className="nowrap">{due}</span>
                      {doneAt !== null && (
                        <>
                          {' '}
                          · done <DayTime at={Date.parse(doneAt)} isDay />
                        </>
                      )}
                    </small>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Lines({ title, of }: { title: string; of: readonly string[] }): ReactNode {
  if (of.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="review-lines">
        {of.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
