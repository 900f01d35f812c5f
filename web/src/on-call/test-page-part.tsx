import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RotationShown } from '../../../src/features/duty/contract.ts';
import type { TestPageShown } from '../../../src/features/notifications/test-page-contract.ts';
import { Confirmed } from '../access/form/confirmed.tsx';
import { usePollEvery } from '../api/live.ts';
import { sendTestPage, testPagesNow } from '../api/test-pages.ts';
import { Time } from '../design/numbers.tsx';
import { personText } from './shift-words.ts';
import { TestDelivery } from './test-delivery.tsx';

/** The last test page of a rotation, and another one by a press that is asked about: somebody may be asleep. */
export function TestPagePart({ rotation, mayRespond }: { rotation: RotationShown; mayRespond: boolean }): ReactNode {
  const client = useQueryClient();
  const answer = useQuery({ ...testPagesNow, refetchInterval: usePollEvery() });
  const send = useMutation({
    mutationFn: () => sendTestPage(rotation.name),
    onSettled: () => client.invalidateQueries({ queryKey: testPagesNow.queryKey }),
  });
  const last = answer.data?.tests.find((one) => one.rotation === rotation.name);
  const whom = rotation.now.person === null ? 'nobody, for nobody is on call,' : personText(rotation.now.person);
  return (
    <section className="test-page-part" aria-label={`Test page, ${rotation.displayName}`}>
      <div>
        <h3>Test page</h3>
        <p role="status" className="small">
          {last === undefined ? <span className="muted">None was sent yet.</span> : <LastTest test={last} />}
        </p>
        {last !== undefined && <TestDelivery test={last} />}
      </div>
      {mayRespond && (
        <Confirmed
          name="Send a test page"
          question={`It calls ${whom} as loudly as a real page would, and says that it is a test.`}
          yes="Send it"
          act={async () => {
            await send.mutateAsync();
          }}
        />
      )}
    </section>
  );
}

function LastTest({ test }: { test: TestPageShown }): ReactNode {
  const at = Date.parse(test.at);
  return (
    <>
      <Link href={`/on-call/tests/${encodeURIComponent(test.id)}`}>The last one</Link> called {personText(test.person)}{' '}
      at <Time at={at} near={Date.now()} />, asked for by {test.askedBy}.{' '}
      {test.acknowledged === null ? (
        <strong>Nobody has said yet that it arrived.</strong>
      ) : (
        <>
          <strong>{test.acknowledged.by} got it</strong> at <Time at={Date.parse(test.acknowledged.at)} near={at} />.
        </>
      )}
    </>
  );
}
