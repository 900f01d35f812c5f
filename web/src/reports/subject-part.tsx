import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Report, SubjectReport } from '../../../src/features/agreements/report-contract.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { plural } from '../design/format/numbers.ts';
import { Count, EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { Figures } from '../ledger/figures-panel.tsx';
import { OutageList } from '../ledger/outage-list.tsx';
import { subjectPath, subjectText } from '../ledger/subject-text.ts';
import { CompositeNote } from './composite-note.tsx';
import { CountingTable } from './counting-table.tsx';
import { IntervalNote } from './interval-note.tsx';
import { MoneyGap } from './money-gap.tsx';
import { noCustomersWhy, noMoneyWhy } from './not-known.ts';
import { outageLines } from './report-made.ts';
import { UnmeasuredList } from './unmeasured-list.tsx';
import { UserCurve } from './user-curve.tsx';

/** Everything that is known of one subject in the period; where it was chosen among many, the page goes on there. */
export function SubjectPart({
  subject,
  report,
  isChosen,
}: {
  subject: SubjectReport;
  report: Report;
  isChosen: boolean;
}): ReactNode {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) part.current?.focus();
  }, [isChosen]);
  const { displayName: name, time, outages, unmeasured, userCurve, composite } = subject;
  const made = {
    title: `${name}: lost`,
    formula: 'the sum over its outages that began in the period, net of what came back later',
    lines: outageLines(subject),
  };
  const isQuiet = outages.every(({ kind }) => kind === 'false-positive');
  const notKnown = isQuiet ? 'none, as nothing was down' : 'not known';
  const noMoney = report.moneyHidden ? hiddenMoneyText : notKnown;
  return (
    <div ref={part} tabIndex={-1} className="report-subject">
      <Panel
        title={`${name}: by time`}
        note="From the ledger, as it was seen, as it counts, and what nobody measured."
        aside={
          <span className="toolbar">
            <Link className="button" href={subjectPath(subject.subject)}>
              Its page
            </Link>
            <Link className="button" href={`/ledger?${new URLSearchParams({ subject: subjectText(subject.subject) })}`}>
              Its ledger
            </Link>
          </span>
        }
      >
        <Figures figures={time} />
        <div className="report-lines">
          <IntervalNote interval={subject.timeInterval} outages={time.outages} />
          <CompositeNote composite={composite} name={name} />
        </div>
      </Panel>
      <Panel
        title={`${name}: counted four ways`}
        note="The same period; each opens to its exact fraction and what was counted."
      >
        <CountingTable subject={subject} moneyHidden={report.moneyHidden} />
        <dl className="number-list report-lost">
          <div>
            <dt>Money lost</dt>
            <dd>
              {subject.money ? (
                <>
                  <EstimateValue className="money" estimate={subject.money} label={`${name}: money lost`} made={made} />
                  <MoneyGap report={report} product={subject.product} />
                </>
              ) : (
                <>
                  <span className="muted">{noMoney}</span>
                  {noMoney === 'not known' && <small className="muted">{noMoneyWhy}</small>}
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>Missing completions</dt>
            <dd>
              {subject.lost ? (
                <EstimateValue estimate={subject.lost} label={`${name}: missing completions`} made={made} />
              ) : (
                <span className="muted">{notKnown}</span>
              )}
            </dd>
          </div>
          <div>
            <dt>Customers lost</dt>
            <dd>
              {subject.customersLost === null ? (
                <>
                  <span className="muted">{notKnown}</span>
                  {!isQuiet && <small className="muted">{noCustomersWhy}</small>}
                </>
              ) : (
                <Count count={subject.customersLost} label={`${name}: customers lost`} made={made} />
              )}
            </dd>
          </div>
        </dl>
      </Panel>
      {userCurve && userCurve.points.length > 0 && <UserCurve curve={userCurve} name={name} />}
      <Panel
        title={`${name}: ${plural(outages.length, 'outage')}`}
        note="Every one that lasted in the period, left-out ones included."
      >
        {outages.length === 0 ? (
          <p className="panel-empty muted">None. {unmeasured.length > 0 && 'But not all of the time was measured.'}</p>
        ) : (
          <OutageList outages={outages} now={Date.parse(report.madeAt)} isOne moneyHidden={report.moneyHidden} />
        )}
      </Panel>
      <UnmeasuredList spans={unmeasured} name={name} />
    </div>
  );
}
