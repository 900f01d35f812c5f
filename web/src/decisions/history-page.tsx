import '../access/people.css';
import '../component/thing.css';
import './decisions.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useParams } from 'wouter';
import type {
  DecisionHistory,
  ProcessDecisions,
} from '../../../src/features/criticality/decisions/decision-contract.ts';
import { decisionHistory, decisionsNow } from '../api/decisions.ts';
import { usePollEvery } from '../api/live.ts';
import { useMe } from '../api/me.ts';
import { ownerText } from '../component/owner-text.ts';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { DecisionCard } from './decision-card.tsx';
import { InForceOn } from './in-force-on.tsx';
import { LevelMark } from './level-mark.tsx';
import { Moment } from './moment.tsx';
import { ProposeDialog } from './propose-dialog.tsx';
import { SignWaiting } from './sign-waiting.tsx';
import { isWaiting } from './signing.ts';
import { useSigner } from './use-signer.ts';

/** Everything that was ever decided about one process. Nothing of it can be changed. */
export default function HistoryPage(): ReactNode {
  const { name = '' } = useParams<{ name: string }>();
  const every = usePollEvery();
  const answer = useQuery({ ...decisionHistory(name), refetchInterval: every });
  const known = useQuery({ ...decisionsNow, refetchInterval: every }).data?.processes.find(
    ({ process }) => process === name,
  );
  const title = answer.data?.displayName ?? name;
  useEffect(() => {
    document.title = `Decisions on ${title} · Waga`;
  }, [title]);
  return (
    <Loaded
      answer={answer}
      name={name}
      missing={{ what: 'process', name, hrefOf: (near) => `/decisions/${encodeURIComponent(near)}` }}
    >
      {(history) => <Parts key={history.process} history={history} known={known ?? null} />}
    </Loaded>
  );
}

function Parts({ history, known }: { history: DecisionHistory; known: ProcessDecisions | null }): ReactNode {
  const signer = useSigner(history.maySign);
  const mayDecide = useMe()?.rights.includes('decide') ?? false;
  const [isProposing, setProposing] = useState(false);
  const manager = known?.productManager ?? null;
  const waiting = history.decisions.filter(isWaiting).map((decision) => ({ decision, manager }));
  return (
    <>
      <Head history={history} known={known} onPropose={mayDecide && known ? () => setProposing(true) : null} />
      <SignWaiting waiting={waiting} signer={signer} />
      {history.decisions.length > 0 && <InForceOn history={history} />}
      <Panel
        title="Decision history"
        note="Newest first. Nothing here is ever changed or removed; an old alert is read by the level that held then."
      >
        {history.decisions.length === 0 ? (
          <p className="panel-empty muted">
            Nothing has been decided yet.{' '}
            {known?.fileLevel
              ? `The catalogue’s file says ${known.fileLevel}.`
              : 'The catalogue’s file says nothing either.'}{' '}
            Settle it in a <Link href="/workshops">workshop</Link>, or propose a decision.
          </p>
        ) : (
          <ol className="decision-list">
            {history.decisions.map((decision) => (
              <DecisionCard
                key={decision.id}
                decision={decision}
                manager={manager}
                signer={signer}
                mayWithdraw={mayDecide}
              />
            ))}
          </ol>
        )}
      </Panel>
      {isProposing && known && <ProposeDialog processes={[known]} only={known} onClose={() => setProposing(false)} />}
    </>
  );
}

function Head({
  history,
  known,
  onPropose,
}: {
  history: DecisionHistory;
  known: ProcessDecisions | null;
  onPropose: (() => void) | null;
}): ReactNode {
  return (
    <header className="thing-head">
      <div className="thing-title">
        <p className="muted small">
          <Link href="/decisions">Decisions</Link> / <code>{history.process}</code>
        </p>
        <h1>{history.displayName}</h1>
        {known && (
          <dl className="thing-facts">
            <div>
              <dt>Level that holds</dt>
              <dd>
                <LevelMark level={known.level} isFaint={known.from !== 'decision'} />
              </dd>
            </div>
            <div>
              <dt>By whose word</dt>
              <dd>
                {known.inForce ? (
                  <>
                    decided, since <Moment at={known.inForce.validFrom} dayOnly />
                  </>
                ) : (
                  'the catalogue’s file alone'
                )}
              </dd>
            </div>
            <div>
              <dt>The file says</dt>
              <dd>{known.fileLevel ?? 'nothing'}</dd>
            </div>
            <div>
              <dt>Product</dt>
              <dd>{known.product ?? 'none'}</dd>
            </div>
            <div>
              <dt>Product manager</dt>
              <dd>{ownerText(known.productManager)}</dd>
            </div>
            <div>
              <dt>Numbers</dt>
              <dd>
                <Link href={`/processes/${encodeURIComponent(history.process)}`}>Page of the process</Link>
              </dd>
            </div>
          </dl>
        )}
      </div>
      {onPropose && (
        <button type="button" className="button" onClick={onPropose}>
          Propose a decision
        </button>
      )}
    </header>
  );
}
