import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { AgreementsAnswer } from '../../../src/features/agreements/agreements-contract.ts';
import '../access/people.css';
import { agreementsNow } from '../api/agreements.ts';
import { usePollEvery } from '../api/live.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import { Command } from '../design/command.tsx';
import { plural } from '../design/format/numbers.ts';
import { Loaded } from '../design/loaded.tsx';
import { Time } from '../design/numbers.tsx';
import { AgreementTable } from './agreement-table.tsx';
import '../objectives/objectives.css';
import './agreements.css';

/** What was promised to whom, and how the present period stands: missed first. */
export default function AgreementsPage(): ReactNode {
  const answer = useQuery({ ...agreementsNow, refetchInterval: usePollEvery() });
  const missed = answer.data?.agreements.filter(({ state }) => state === 'missed').length ?? 0;
  useEffect(() => {
    document.title = missed > 0 ? `(${missed} missed) Agreements · Waga` : 'Agreements · Waga';
  }, [missed]);
  return (
    <Loaded answer={answer} name="Agreements">
      {({ agreements, asOf }) => (
        <InProcessZones>
          <header className="page-head">
            <h1>Agreements</h1>
            <p className="muted small" role="status">
              {tally(agreements)} As of <Time at={Date.parse(asOf)} near={Date.now()} />.
            </p>
          </header>
          {agreements.length === 0 ? (
            <NothingYet />
          ) : (
            <section className="panel" aria-label="Agreements">
              <AgreementTable agreements={agreements} asOf={Date.parse(asOf)} />
            </section>
          )}
        </InProcessZones>
      )}
    </Loaded>
  );
}

function tally(agreements: AgreementsAnswer['agreements']): string {
  if (agreements.length === 0) return 'There is none.';
  const of = (state: string): number => agreements.filter((one) => one.state === state).length;
  const parts = [
    of('missed') > 0 ? `${plural(of('missed'), 'is missed', 'are missed')}` : 'none is missed',
    ...(of('undecided') > 0 ? [`${plural(of('undecided'), 'is undecided', 'are undecided')}`] : []),
  ];
  return `${plural(agreements.length, 'agreement')}, ${parts.join(', ')}.`;
}

function NothingYet(): ReactNode {
  return (
    <section className="lone-page">
      <h2>No agreement yet</h2>
      <p>
        An agreement says what is promised to a customer or another team for each month or quarter, how it is counted,
        and what is owed where it is missed. Write it into the catalogue (<code>kind: Agreement</code>) and give it to
        this server:
      </p>
      <Command command="npm run waga -- apply FOLDER" />
    </section>
  );
}
