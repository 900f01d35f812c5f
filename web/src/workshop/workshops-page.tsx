import '../access/people.css';
import '../decisions/decisions.css';
import './workshop.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { WorkshopsAnswer } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { useMe } from '../api/me.ts';
import { workshops } from '../api/workshops.ts';
import { Moment } from '../decisions/moment.tsx';
import { plural } from '../design/format/numbers.ts';
import { Loaded } from '../design/loaded.tsx';
import { StartDialog } from './start-dialog.tsx';

/** The workshops so far, and the way to a new one. */
export default function WorkshopsPage(): ReactNode {
  const answer = useQuery({ ...workshops, refetchInterval: usePollEvery() });
  const mayDecide = useMe()?.rights.includes('decide') ?? false;
  const [isStarting, setStarting] = useState(false);
  useEffect(() => {
    document.title = 'Workshops · Waga';
  }, []);
  const start = mayDecide && (
    <button type="button" className="button main" onClick={() => setStarting(true)}>
      Start a workshop
    </button>
  );
  return (
    <>
      <div className="page-head">
        <h1>Workshops</h1>
        <p className="muted small page-says">
          Half an hour with the product managers: plain questions, one at a time, that say what is critical.
        </p>
        {start}
      </div>
      <Loaded answer={answer} name="Workshops">
        {({ workshops: all }) => (
          <section className="panel" aria-label="Workshops">
            {all.length === 0 ? (
              <div className="panel-empty">
                <p>
                  No workshop was held yet. One asks of each process whether you would leave the Christmas Eve table for
                  it, get up at three on a Sunday night, or let it wait until Monday; then which of two is fixed first.
                  What comes of it is signed by business and technology.
                </p>
                {!mayDecide && <p className="muted">Product managers, editors and administrators may start one.</p>}
              </div>
            ) : (
              <ul className="workshop-list">
                {all.map((one) => (
                  <Line key={one.id} workshop={one} />
                ))}
              </ul>
            )}
          </section>
        )}
      </Loaded>
      {isStarting && <StartDialog onClose={() => setStarting(false)} />}
    </>
  );
}

function Line({ workshop }: { workshop: WorkshopsAnswer['workshops'][number] }): ReactNode {
  const { id, title, participants, state, startedAt, startedBy, processes, waiting } = workshop;
  return (
    <li>
      <div>
        <Link href={`/workshops/${encodeURIComponent(id)}`}>{title}</Link>
        <p className="muted">
          <Moment at={startedAt} dayOnly />, {plural(processes, 'process', 'processes')}, started by {startedBy}
          {participants.length > 0 && `, with ${participants.join(', ')}`}
        </p>
      </div>
      <span className={state === 'open' || waiting > 0 ? 'waits-you' : 'muted'}>
        {state === 'open'
          ? 'goes on'
          : waiting > 0
            ? `${plural(waiting, 'decision waits', 'decisions wait')} for signatures`
            : 'closed'}
      </span>
    </li>
  );
}
