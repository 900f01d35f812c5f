import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useParams } from 'wouter';
import type { AgreementPage as Page } from '../../../src/features/agreements/agreements-contract.ts';
import { agreementNamed } from '../api/agreements.ts';
import { usePollEvery } from '../api/live.ts';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import '../objectives/objectives.css';
import { reportHref } from '../reports/period-words.ts';
import { wholeName } from '../shell/whole-name.ts';
import { ZoneOf } from '../shell/zones.tsx';
import { AgreementHead } from './agreement-head.tsx';
import './agreements.css';
import { CreditPanel } from './credit-panel.tsx';
import { PeriodTable } from './period-table.tsx';
import { PromiseTable } from './promise-table.tsx';

/** One agreement: its terms in plain words, what is promised, what is owed, and every period that there was. */
export default function AgreementPage(): ReactNode {
  const name = wholeName(useParams<{ name: string }>().name ?? '');
  const answer = useQuery({ ...agreementNamed(name), refetchInterval: usePollEvery() });
  const title = answer.data?.displayName ?? name;
  useEffect(() => {
    document.title = `${title} · Agreements · Waga`;
  }, [title]);
  return (
    <Loaded
      answer={answer}
      name={name}
      missing={{ what: 'agreement', name, hrefOf: (near) => `/agreements/${encodeURIComponent(near)}` }}
    >
      {(page) => <Parts key={page.name} page={page} />}
    </Loaded>
  );
}

function Parts({ page }: { page: Page }): ReactNode {
  const report = reportHref({ kind: 'agreement', name: page.name, period: page.period.name });
  return (
    <ZoneOf processZones={[page.period.timeZone]}>
      <AgreementHead page={page} />
      <Panel title="Promises" note="Each figure opens to what it was made of.">
        <PromiseTable promises={page.promises} report={report} moneyHidden={page.moneyHidden} />
      </Panel>
      <CreditPanel
        credits={page.credits}
        moneyHidden={page.moneyHidden}
        of={page.displayName}
        zone={page.period.timeZone}
        isOver={page.period.state !== 'running'}
      />
      <Panel
        title="Periods"
        note="Newest first. What is closed is frozen; a late change makes another version with its differences."
      >
        <PeriodTable page={page} />
      </Panel>
      <Panel title="Terms in plain words" {...(page.description === null ? {} : { note: page.description })}>
        <dl className="terms">
          {page.terms.map(({ term, words }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </ZoneOf>
  );
}
