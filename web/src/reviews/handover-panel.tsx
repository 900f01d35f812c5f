import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Handover, Week } from '../../../src/features/reviews/weekly-contract.ts';
import { FormProblem } from '../access/form/form-problem.tsx';
import { AreaField } from '../alerts/area-field.tsx';
import { useMe } from '../api/me.ts';
import { ApiProblem } from '../api/problem.ts';
import { scoreHandover } from '../api/reviews.ts';
import { ownerText } from '../component/owner-text.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { isMine, scores } from './handover-words.ts';

/** How each shift was: what came by day and by night, and how its person says it was, 1 to 5. */
export function HandoverPanel({ page }: { page: Week }): ReactNode {
  const me = useMe();
  const { handovers, madeAt } = page;
  const given = handovers.flatMap(({ score }) => score ?? []);
  const sum = given.reduce((all, one) => all + one, 0);
  return (
    <Panel
      title="Hand-over"
      note={
        handovers.length === 0
          ? undefined
          : given.length === 0
            ? 'Nobody has said yet how it was.'
            : `${(sum / given.length).toFixed(1)} of 5 on average; ${given.length} of ${handovers.length} shifts have a score.`
      }
    >
      {handovers.length === 0 ? (
        <p className="panel-empty">No shift ended or began in this week.</p>
      ) : (
        <ul className="handovers">
          {handovers.map((one) => (
            <li key={`${one.rotation} ${one.from} ${one.person}`}>
              <Shift handover={one} />
              {me !== null &&
                isMine(one, me) &&
                me.rights.includes('respond') &&
                Date.parse(one.from) <= Date.parse(madeAt) && (
                  <Score key={`${one.score} ${one.words}`} handover={one} />
                )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Shift({ handover }: { handover: Handover }): ReactNode {
  const { rotation, person, from, to, pages, pagesByNight, incidents, score, words } = handover;
  return (
    <div className="shift">
      <p>
        <strong>{ownerText(person)}</strong> <span className="muted">on {rotation}</span>
      </p>
      <p className="muted small">
        <DayTime at={Date.parse(from)} /> to <DayTime at={Date.parse(to)} />
      </p>
      <p className="small">
        <span className="nowrap">{plural(pages, 'call')}</span>,{' '}
        <span className="nowrap">{countText(pagesByNight)} by night</span>,{' '}
        <span className="nowrap">{plural(incidents, 'incident')}</span>
      </p>
      <p>
        {score === null ? (
          <span className="muted">no score yet</span>
        ) : (
          <span className="shift-score">
            <span aria-hidden="true" className="score-dots">
              {scores.map(({ score: each }) => (
                <i key={each} className={each <= score ? 'on' : ''} />
              ))}
            </span>
            <strong>{score} of 5</strong> <span className="muted">{scores[score - 1]?.word}</span>
          </span>
        )}
      </p>
      {words !== '' && <p className="shift-words">“{words}”</p>}
    </div>
  );
}

/** For who was on call: a score and some words, saved when they say so. */
function Score({ handover }: { handover: Handover }): ReactNode {
  const client = useQueryClient();
  const id = useId();
  const [isOpen, setOpen] = useState(handover.score === null);
  const [score, setScore] = useState<number | null>(handover.score);
  const [words, setWords] = useState(handover.words);
  const [failed, setFailed] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (score === null) {
      setFailed('Choose a score.');
      return;
    }
    setBusy(true);
    setFailed(null);
    try {
      await scoreHandover({ rotation: handover.rotation, from: handover.from, score, words });
      await client.invalidateQueries({ queryKey: ['live', 'week'] });
      setOpen(false);
    } catch (problem) {
      setFailed(problem instanceof ApiProblem ? problem.detail : String(problem));
    } finally {
      setBusy(false);
    }
  };
  if (!isOpen) {
    return (
      <p className="on-screen">
        <button type="button" className="button" onClick={() => setOpen(true)}>
          Say it differently
        </button>
      </p>
    );
  }
  return (
    <form
      className="form score-form on-screen"
      aria-label="How your shift was"
      onSubmit={(event) => void save(event)}
      noValidate
    >
      <FormProblem problem={failed} />
      <fieldset className="form-field">
        <legend>How was your shift?</legend>
        <div className="score-choices">
          {scores.map((one) => (
            <label key={one.score} className="choice">
              <input type="radio" name={id} checked={score === one.score} onChange={() => setScore(one.score)} />
              <span>
                {one.score} <small>{one.word}</small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <AreaField label="What the next one should know" rows={2} maxLength={5_000} value={words} onChange={setWords} />
      <div className="form-ways">
        <button type="submit" className="button main" disabled={isBusy}>
          {isBusy ? 'Saving…' : 'Hand over'}
        </button>
      </div>
    </form>
  );
}
