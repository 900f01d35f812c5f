import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import type { ComponentCriticalityPage, CouplingRow } from '../../../src/features/criticality/page-contract.ts';
import { componentCriticality } from '../api/criticality.ts';
import { availabilityText, downtimeText } from '../design/format/availability.ts';
import { Icon } from '../design/icons.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { couplingColumns } from './coupling-columns.tsx';
import './criticality.css';
import { FindingList } from './finding-list.tsx';
import { ComparedLevel, LevelMark } from './level-mark.tsx';
import { PanelState } from './panel-state.tsx';
import { WeekStrip } from './week-strip.tsx';
import { WorthAmount } from './worth.tsx';

/** On the page of a component: what hangs on it, in words, in money, and as it was seen. */
export function ComponentCriticalityPanel({ component }: { component: string }): ReactNode {
  const answer = useQuery(componentCriticality(component));
  return (
    <Panel
      title="What hangs on it"
      aside={
        <Link className="button" href={`/map?pick=component:${encodeURIComponent(component)}`}>
          Show on the map
        </Link>
      }
      {...(answer.data?.moneyHidden ? { note: 'Money of some processes is not shown to you.' } : {})}
    >
      {answer.data ? <Parts page={answer.data} /> : <PanelState answer={answer} />}
    </Panel>
  );
}

function Parts({ page }: { page: ComponentCriticalityPage }): ReactNode {
  const { component, processes, week, contract, findings } = page;
  const hasMoney = processes.some(({ valueAtRiskPerHour }) => valueAtRiskPerHour !== null);
  const columns = useMemo(() => [processColumn, ...couplingColumns<CouplingRow>(hasMoney)], [hasMoney]);
  const down = component.unavailability;
  return (
    <>
      <div className="hangs">
        <dl className="thing-facts">
          <Fact name="Declared">
            {component.declared === null ? 'no level' : <LevelMark level={component.declared} />}
          </Fact>
          <Fact name="Derived">
            <ComparedLevel level={component.derived} to={component.declared} of="declared" />
          </Fact>
          <Fact name="Observed">
            {component.observed === null ? (
              'not seen'
            ) : (
              <ComparedLevel
                level={component.observed}
                to={component.derived}
                of="derived"
                outages={component.observedIncidents}
              />
            )}
          </Fact>
          {component.valueAtRiskPerHour && (
            <Fact name="At risk an hour, now">
              <WorthAmount worth={component.valueAtRiskPerHour} />
            </Fact>
          )}
          {component.dearestHour && (
            <Fact name="In the dearest hour">
              <WorthAmount worth={component.dearestHour} />
            </Fact>
          )}
          {component.nextNinePerYear && (
            <Fact name="Next nine, a year">
              <WorthAmount worth={component.nextNinePerYear} />
            </Fact>
          )}
          <Fact name={component.availabilityFrom === 'measured' ? 'Available, measured' : 'Available'}>
            {down === null ? 'not known: taken as never down' : `${availabilityText(down)}, ${downtimeText(down)}`}
          </Fact>
        </dl>
        {processes.length === 0 ? (
          <p className="muted">No process hangs on it.</p>
        ) : (
          <DataTable
            label="What hangs on it"
            columns={columns}
            rows={processes}
            rowId={({ process }) => process}
            pageSize={10}
            cardsBelow={900}
          />
        )}
        {week.map((one) => (
          <WeekStrip key={`${one.currency} ${one.timeZone}`} week={one} asOf={Date.parse(page.asOf)} />
        ))}
        <Contract contract={contract} score={component.contract} />
      </div>
      {findings.length > 0 && <FindingList label="Findings of it" findings={findings} />}
    </>
  );
}

const processColumn: TableColumn<CouplingRow> = {
  id: 'process',
  name: 'Process',
  names: true,
  sortBy: ({ displayName }) => displayName,
  cell: ({ process, displayName, level }) => (
    <span className="stack">
      <Link href={`/processes/${encodeURIComponent(process)}`}>
        <strong>{displayName}</strong>
      </Link>
      {level !== null && <LevelMark level={level} />}
    </span>
  ),
};

export function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Contract({
  contract,
  score,
}: Pick<ComponentCriticalityPage, 'contract'> & { score: { score: number; of: number } }): ReactNode {
  return (
    <section aria-label="Service contract">
      <h3>
        Service contract: {score.score} of {score.of}
      </h3>
      <ul className="contract-list">
        {contract.met.map((what) => (
          <li key={what}>
            <Icon name="calm" />
            <span>
              {what}
              <span className="visually-hidden">: there</span>
            </span>
          </li>
        ))}
        {contract.missing.map(({ what, why, todo }) => (
          <li key={what} className="missing">
            <Icon name="close" />
            <span>
              <strong>{what}</strong> is missing: it {why.replace(/\.?$/, '.')} {todo}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
