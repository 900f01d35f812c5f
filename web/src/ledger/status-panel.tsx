import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { isEnd } from '../../../src/features/agreements/status/post.ts';
import { statusWords } from '../../../src/features/agreements/status/status-words.ts';
import type { Posts } from '../../../src/features/agreements/status-contract.ts';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { useMe } from '../api/me.ts';
import { postsOf } from '../api/status.ts';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { DayTime } from './day-time.tsx';
import { StatusDialog } from './status-dialog.tsx';
import { StatusText } from './status-text.tsx';
import './status.css';

/** What customers were told of it on the status page, and a way to tell them more. */
export function StatusPanel({ page }: { page: OutagePage }): ReactNode {
  const [isTelling, setTelling] = useState(false);
  const answer = useQuery({ ...postsOf(page.id), refetchInterval: usePollEvery() });
  return (
    <Panel title="Tell customers" note="What is written here is public, and nobody takes it back.">
      <Loaded answer={answer} name="What customers were told">
        {(told) => (
          <div className="panel-body told">
            <HowItStands told={told} page={page} onTell={() => setTelling(true)} />
            {told.posts.length > 0 && <ToldPosts told={told} />}
            {isTelling && <StatusDialog page={page} told={told} onClose={() => setTelling(false)} />}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

function HowItStands({ told, page, onTell }: { told: Posts; page: OutagePage; onTell: () => void }): ReactNode {
  const me = useMe();
  const mayTell = me?.kind === 'person' && me.rights.includes('keep-ledger');
  const [last] = told.posts;
  if (!told.shown) {
    return (
      <p className="muted small">Nothing that it is about stands on the status page, so customers do not read of it.</p>
    );
  }
  const isOver = page.ends.to !== null && Date.parse(page.ends.to) <= Date.parse(page.asOf);
  const isBehind = last !== undefined && isOver && !isEnd(last.status);
  return (
    <>
      {last === undefined && <p>Customers were told nothing of it.</p>}
      {isBehind && (
        <p className="told-behind">It is over, and customers still read “{statusWords.en.post[last.status]}”.</p>
      )}
      <div className="outage-ways">
        {mayTell && (
          <button type="button" className={`button ${isBehind ? 'main' : ''}`} onClick={onTell}>
            {last === undefined ? 'Tell customers…' : 'Tell them more…'}
          </button>
        )}
        <a className="button quiet" href="/status" target="_blank" rel="noopener">
          The status page
        </a>
      </div>
    </>
  );
}

function ToldPosts({ told }: { told: Posts }): ReactNode {
  return (
    <>
      {told.title !== null && <h3 className="told-title">{told.title.en}</h3>}
      <ol className="told-posts">
        {told.posts.map(({ id, at, by, status, body }) => (
          <li key={id}>
            <p className="small">
              <strong>{statusWords.en.post[status]}</strong> · <DayTime at={Date.parse(at)} /> ·{' '}
              <span className="muted">{by}</span>
            </p>
            <StatusText text={body.en} />
            {body.pl !== null && (
              <div lang="pl" className="told-polish">
                <StatusText text={body.pl} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
