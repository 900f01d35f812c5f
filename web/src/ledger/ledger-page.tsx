import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useSearchParams } from 'wouter';
import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import type { SubjectShown } from '../../../src/features/outages/outage-contract.ts';
import { bucketStart, minute } from '../../../src/maths/instants.ts';
import { balanceNow } from '../api/balance.ts';
import '../access/form/form.css';
import '../access/people.css';
import '../audit/audit.css';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { useZone, ZoneOf } from '../shell/zones.tsx';
import { askedIn } from './asked.ts';
import { LedgerHead } from './ledger-head.tsx';
import { LedgerParts } from './ledger-parts.tsx';
import { addressOf, intervalOf, type Period, periodIn, periodText } from './ledger-period.ts';
import './ledger.css';
import { subjectOf } from './subject-text.ts';

/** What was delivered in a period, of one subject or of all. The whole question stands in the address. */
export default function LedgerPage(): ReactNode {
  const answer = useQuery(balanceNow);
  const [search] = useSearchParams();
  const subject = subjectOf(search.get('subject'));
  return (
    <Loaded answer={answer} name="Ledger">
      {(balance) => (
        <ZoneOf processZones={zonesOf(balance, subject)}>
          <Asked balance={balance} subject={subject} />
        </ZoneOf>
      )}
    </Loaded>
  );
}

/** The month of a process is that of its own zone; else the one that all processes share. */
function zonesOf({ processes }: BalanceNow, subject: SubjectShown | null): string[] {
  const own = processes.filter(({ name }) => subject?.kind === 'process' && name === subject.name);
  return (own.length > 0 ? own : processes).map(({ timeZone }) => timeZone);
}

function Asked({ balance, subject }: { balance: BalanceNow; subject: SubjectShown | null }): ReactNode {
  const zone = useZone();
  const [search, setSearch] = useSearchParams();
  const now = bucketStart(Date.parse(balance.asOf), minute);
  const period = periodIn(search, now, zone);
  const interval = intervalOf(period, zone);
  const title = periodText(period);
  useEffect(() => {
    document.title = `Ledger, ${title} · Waga`;
  }, [title]);
  const ask = (changed: Record<string, string>): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changed)) value === '' ? next.delete(name) : next.set(name, value);
      return next;
    });
  const go = (next: Period): void => ask({ ...addressOf(next), day: '' });
  return (
    <>
      <LedgerHead
        balance={balance}
        subject={subject}
        period={period}
        interval={typeof interval === 'string' ? null : interval}
        now={now}
        onSubject={(text) => ask({ subject: text })}
        onPeriod={go}
      />
      {typeof interval === 'string' ? (
        <p className="ledger-none muted" role="status">
          {interval}
        </p>
      ) : (
        <LedgerParts subject={subject} period={interval} title={title} now={now} asked={askedIn(search)} ask={ask} />
      )}
    </>
  );
}
