import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useParams } from 'wouter';
import type { TestPageShown } from '../../../src/features/notifications/test-page-contract.ts';
import '../access/form/form.css';
import { usePollEvery } from '../api/live.ts';
import { useMe } from '../api/me.ts';
import { gotTestPage, testPage } from '../api/test-pages.ts';
import '../component/thing.css';
import { Icon } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Time } from '../design/numbers.tsx';
import './on-call.css';
import { personText } from './shift-words.ts';
import { TestDelivery } from './test-delivery.tsx';

/** Where a test page leads: it was a test, and one press says that it arrived. Opening it does nothing. */
export default function TestPage(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const answer = useQuery({ ...testPage(id), refetchInterval: usePollEvery() });
  useEffect(() => {
    document.title = 'Test page · Waga';
  }, []);
  return (
    <Loaded answer={answer} name="Test page">
      {(test) => <Test test={test} />}
    </Loaded>
  );
}

function Test({ test }: { test: TestPageShown }): ReactNode {
  const client = useQueryClient();
  const mayRespond = useMe()?.rights.includes('respond') ?? false;
  const got = useMutation({
    mutationFn: () => gotTestPage(test.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['live', 'test-pages'] }),
  });
  const at = Date.parse(test.at);
  const { acknowledged } = test;
  return (
    <article className="test-page">
      <p className="muted small">
        <Link href="/on-call">On call</Link> / {test.rotationName}
      </p>
      <h1>This was a test</h1>
      <p>
        Nothing is wrong. {test.askedBy} asked at <Time at={at} near={Date.now()} /> for a page to{' '}
        <strong>{personText(test.person)}</strong>, who is on call in {test.rotationName}, to see whether it arrives.
      </p>
      {acknowledged === null && mayRespond && (
        <button type="button" className="button main" disabled={got.isPending} onClick={() => got.mutate()}>
          {got.isPending ? 'A moment…' : 'I got it'}
        </button>
      )}
      <p role="status">
        {acknowledged === null ? (
          'Nobody has said yet that it arrived.'
        ) : (
          <>
            <Icon name="person" /> <strong>{acknowledged.by}</strong> got it at{' '}
            <Time at={Date.parse(acknowledged.at)} near={at} />.
          </>
        )}
      </p>
      {got.error && (
        <p role="alert" className="field-error small">
          {got.error.message}
        </p>
      )}
      <h2>How it went</h2>
      <TestDelivery test={test} />
    </article>
  );
}
