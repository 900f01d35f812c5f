import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Report } from '../../../src/features/agreements/report-contract.ts';
import type { ReportAsked } from '../api/agreements.ts';
import { dayText } from '../design/format/times.ts';
import { Time } from '../design/numbers.tsx';
import { Downloads } from './downloads.tsx';
import { periodStates, periodText, reportHref } from './period-words.ts';
import { scopeWords } from './report-asked.ts';

/** What it is about, over which time, which version, and the same as files. */
export function ReportHead({ report, asked }: { report: Report; asked: ReportAsked }): ReactNode {
  const { scope, period, parties } = report;
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  return (
    <header className="thing-head">
      <div className="thing-title">
        <p className="muted small">
          <Link href="/reports">Reports</Link> / {scopeWords[scope.kind]}
        </p>
        <h1>
          {scope.displayName}, {periodText(period.name)}
        </h1>
        <p className="small" role="status">
          {dayText(from, period.timeZone)} to {dayText(to - 1, period.timeZone)}, days in {period.timeZone}:{' '}
          <strong>{periodStates[period.state]}</strong>. Made <Time at={Date.parse(report.madeAt)} near={0} />.
        </p>
        {parties && (
          <p>
            {parties.provider} to {parties.customer}
            {scope.kind === 'agreement' && (
              <>
                {' '}
                (<Link href={`/agreements/${encodeURIComponent(scope.name)}`}>the agreement</Link>)
              </>
            )}
          </p>
        )}
        <Versions report={report} asked={asked} />
        {report.moneyHidden && <p className="small muted">Money of some products is not shown to you.</p>}
        {report.notes.length > 0 && (
          <ul className="report-notes small" aria-label="Notes">
            {report.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </div>
      <Downloads asked={asked} />
    </header>
  );
}

function Versions({ report: { version, period }, asked }: { report: Report; asked: ReportAsked }): ReactNode {
  if (period.state === 'running') return null;
  const others = Array.from({ length: version }, (_, index) => index + 1).filter((one) => one !== version);
  return (
    <nav aria-label="Versions" className="report-versions small">
      <span>Version {version}</span>
      {others.map((one) => (
        <Link key={one} href={reportHref({ ...asked, version: one })}>
          version {one}
        </Link>
      ))}
      {asked.version !== undefined && <Link href={reportHref({ ...asked, version: undefined })}>the newest</Link>}
    </nav>
  );
}
