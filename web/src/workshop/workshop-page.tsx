import '../access/people.css';
import '../component/thing.css';
import '../decisions/decisions.css';
import './workshop.css';
import './print.css';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useParams } from 'wouter';
import type { Workshop } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { useMe } from '../api/me.ts';
import { Moment } from '../decisions/moment.tsx';
import { Icon } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { AskCard } from './ask-card.tsx';
import { PrintSheet } from './print-sheet.tsx';
import { Result } from './result.tsx';
import { Standing } from './standing.tsx';
import { type Act, useWorkshop } from './use-workshop.ts';

/** One workshop: a question at a time, then what came of it. */
export default function WorkshopPage(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const { answer, note, act } = useWorkshop(id);
  const title = answer.data?.title ?? 'Workshop';
  useEffect(() => {
    document.title = `${title} · Waga`;
  }, [title]);
  return (
    <Loaded answer={answer} name="Workshop" missing={{ what: 'workshop', name: id, hrefOf: () => '/workshops' }}>
      {(workshop) => (
        <>
          <div className="workshop on-screen">
            <Head workshop={workshop} />
            <p className={`workshop-note ${note?.kind ?? ''}`} role="status">
              {note && (
                <>
                  <Icon name={note.kind === 'calm' ? 'calm' : 'unknown'} /> {note.text}
                </>
              )}
            </p>
            <Body workshop={workshop} act={act} />
          </div>
          <PrintSheet workshop={workshop} />
        </>
      )}
    </Loaded>
  );
}

function Head({ workshop }: { workshop: Workshop }): ReactNode {
  return (
    <header className="workshop-head">
      <p className="muted small">
        <Link href="/workshops">Workshops</Link> / started by {workshop.startedBy}, <Moment at={workshop.startedAt} />
        {workshop.closedAt !== null && (
          <>
            , closed <Moment at={workshop.closedAt} />
          </>
        )}
      </p>
      <h1>{workshop.title}</h1>
      {workshop.participants.length > 0 && <p className="muted small">With {workshop.participants.join(', ')}</p>}
    </header>
  );
}

function Body({ workshop, act }: { workshop: Workshop; act: Act }): ReactNode {
  const mayDecide = useMe()?.rights.includes('decide') ?? false;
  const [isEarly, setEarly] = useState(false);
  if (workshop.next === null || workshop.state === 'closed')
    return <Result workshop={workshop} act={act} mayDecide={mayDecide} onAsk={null} />;
  if (isEarly) return <Result workshop={workshop} act={act} mayDecide={mayDecide} onAsk={() => setEarly(false)} />;
  return (
    <div className="workshop-parts">
      <AskCard
        workshop={workshop}
        next={workshop.next}
        act={act}
        mayDecide={mayDecide}
        onResult={() => setEarly(true)}
      />
      <Standing workshop={workshop} />
    </div>
  );
}
