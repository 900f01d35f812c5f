import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useParams, useSearchParams } from 'wouter';
import type { Report } from '../../../src/features/agreements/report-contract.ts';
import '../access/form/form.css';
import '../access/people.css';
import { CreditPanel } from '../agreements/credit-panel.tsx';
import '../agreements/agreements.css';
import { PromiseTable } from '../agreements/promise-table.tsx';
import { type ReportAsked, reportOf } from '../api/agreements.ts';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import '../ledger/ledger.css';
import { subjectText } from '../ledger/subject-text.ts';
import '../objectives/objectives.css';
import { NotFound } from '../shell/not-found.tsx';
import { wholeName } from '../shell/whole-name.ts';
import { ZoneOf } from '../shell/zones.tsx';
import { DifferencePanel } from './difference-panel.tsx';
import { InvestPanel } from './invest-panel.tsx';
import { KeyMeasurePanel } from './key-measure-panel.tsx';
import { periodText, reportHref } from './period-words.ts';
import { ProofPanel } from './proof-panel.tsx';
import { ReconciliationPanel } from './reconciliation-panel.tsx';
import { reportAsked } from './report-asked.ts';
import { ReportChooser } from './report-chooser.tsx';
import { ReportHead } from './report-head.tsx';
import './reports.css';
import { SubjectPart } from './subject-part.tsx';
import { SubjectTable } from './subject-table.tsx';
import { TotalsPanel } from './totals-panel.tsx';
import { VendorPanel } from './vendor-panel.tsx';

/** What was delivered in a period, with everything that each figure was made of. The whole question stands in the address. */
export default function ReportPage(): ReactNode {
  const { kind = '', name = '' } = useParams<{ kind: string; name: string }>();
  const [search] = useSearchParams();
  const asked = reportAsked(kind, wholeName(name), search, Date.now());
  return asked === null ? <NotFound /> : <Asked asked={asked} />;
}

function Asked({ asked }: { asked: ReportAsked }): ReactNode {
  const answer = useQuery(reportOf(asked));
  const title = answer.data?.scope.displayName ?? asked.name;
  useEffect(() => {
    document.title = `${title}, ${periodText(asked.period)} · Reports · Waga`;
  }, [title, asked.period]);
  return (
    <>
      <Loaded
        answer={answer}
        name={`Report on ${asked.name}`}
        missing={{
          ...{ what: asked.kind, name: asked.name },
          hrefOf: (near) => reportHref({ ...asked, name: near }),
        }}
      >
        {(report) => <Parts key={`${report.scope.name} ${report.period.name}`} report={report} asked={asked} />}
      </Loaded>
      <Panel title="Another report">
        <ReportChooser key={`${asked.kind} ${asked.name} ${asked.period}`} asked={asked} />
      </Panel>
    </>
  );
}

function Parts({ report, asked }: { report: Report; asked: ReportAsked }): ReactNode {
  const [search] = useSearchParams();
  const { subjects, credits, scope, period } = report;
  const wanted = search.get('subject');
  const chosen = subjects.length === 1 ? subjects[0] : subjects.find(({ subject }) => subjectText(subject) === wanted);
  const isAgreement = scope.kind === 'agreement';
  return (
    <ZoneOf processZones={[period.timeZone]}>
      <ReportHead report={report} asked={asked} />
      <DifferencePanel report={report} />
      {isAgreement && (
        <>
          <Panel title="Promises" note="Each figure opens to what it was made of.">
            <PromiseTable promises={report.promises} moneyHidden={report.moneyHidden} />
          </Panel>
          <CreditPanel
            {...{ credits, moneyHidden: report.moneyHidden, of: scope.displayName, zone: period.timeZone }}
            isOver={period.state !== 'running'}
          />
        </>
      )}
      <TotalsPanel report={report} />
      <KeyMeasurePanel report={report} />
      {subjects.length !== 1 && <SubjectTable report={report} asked={asked} chosen={chosen ?? null} />}
      {chosen && (
        <SubjectPart
          key={subjectText(chosen.subject)}
          subject={chosen}
          report={report}
          isChosen={subjects.length > 1}
        />
      )}
      <VendorPanel report={report} />
      <InvestPanel report={report} />
      <ReconciliationPanel report={report} />
      <ProofPanel report={report} />
    </ZoneOf>
  );
}
