import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Week } from '../../../src/features/reviews/weekly-contract.ts';
import { FormProblem } from '../access/form/form-problem.tsx';
import { AreaField } from '../alerts/area-field.tsx';
import { useMe } from '../api/me.ts';
import { ApiProblem } from '../api/problem.ts';
import { saveNotes, weekOf } from '../api/reviews.ts';
import { Panel } from '../design/panel.tsx';

interface Mine {
  notes: string;
  saw: string;
  revision: number;
}

/** What was said in the meeting. Saved when one says so; somebody else's words are shown beside, never written over. */
export function NotesPanel({ page }: { page: Week }): ReactNode {
  const client = useQueryClient();
  const may = useMe()?.rights.includes('respond') ?? false;
  const [mine, setMine] = useState<Mine | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isBehind = mine !== null && page.notes !== mine.saw && page.notes !== mine.notes;
  const isChanged = mine !== null && mine.notes !== page.notes;
  const { queryKey } = weekOf(page.week, page.review);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (mine === null || isBehind) return;
    setBusy(true);
    setFailed(null);
    try {
      client.setQueryData(queryKey, await saveNotes(page.week, page.review, mine.revision, mine.notes));
      setMine(null);
    } catch (problem) {
      const isOld = problem instanceof ApiProblem && problem.code === 'precondition_failed';
      if (isOld) {
        await client.refetchQueries({ queryKey });
        // Where the notes are the same, only the version went on.
        const now = client.getQueryData<Week>(queryKey);
        if (now) setMine({ ...mine, revision: now.notes === mine.saw ? now.revision : mine.revision });
        setFailed(now?.notes === mine.saw ? 'The week went on meanwhile. Save once more.' : null);
      } else setFailed(problem instanceof ApiProblem ? problem.detail.replace(/^body: /, '') : String(problem));
    } finally {
      setBusy(false);
    }
  };
  if (!may) {
    return (
      <Panel title="Notes">
        <p className="panel-empty week-notes">{page.notes === '' ? 'None were taken.' : page.notes}</p>
      </Panel>
    );
  }
  return (
    <Panel title="Notes" note="What you decide here. It is saved when you say so.">
      <form className="form panel-body" onSubmit={(event) => void save(event)} noValidate>
        <FormProblem problem={failed} />
        {isBehind && (
          <section className="conflict" role="alert">
            <h3>Somebody wrote here meanwhile</h3>
            <p>Nothing of yours is lost: it stands in the field below. This is what stands now:</p>
            <blockquote className="week-notes">{page.notes === '' ? '(nothing)' : page.notes}</blockquote>
            <div className="form-ways">
              <button type="button" className="button" onClick={() => setMine(null)}>
                Drop mine, take theirs
              </button>
              <button
                type="button"
                className="button"
                onClick={() =>
                  setMine({ notes: `${page.notes}\n\n${mine.notes}`.trim(), saw: page.notes, revision: page.revision })
                }
              >
                Put mine below theirs
              </button>
              <button
                type="button"
                className="button"
                onClick={() => setMine({ ...mine, saw: page.notes, revision: page.revision })}
              >
                Go on with mine
              </button>
            </div>
          </section>
        )}
        <div className="on-screen">
          <AreaField
            label="Notes of the meeting"
            rows={8}
            maxLength={50_000}
            value={mine?.notes ?? page.notes}
            onChange={(notes) => setMine({ ...(mine ?? { saw: page.notes, revision: page.revision }), notes })}
          />
        </div>
        <p className="week-notes on-paper">{mine?.notes ?? page.notes}</p>
        {isChanged && (
          <div className="form-ways save-bar">
            <span className="muted small review-unsaved" role="status">
              Not saved yet
            </span>
            <button type="button" className="button" onClick={() => setMine(null)}>
              Leave it as it was
            </button>
            <button type="submit" className="button main" disabled={isBusy || isBehind}>
              {isBusy ? 'Saving…' : 'Save the notes'}
            </button>
          </div>
        )}
      </form>
    </Panel>
  );
}
