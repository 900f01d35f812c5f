import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import type { ProcessCriticalityPage } from '../../../src/features/criticality/page-contract.ts';
import { processCriticality } from '../api/criticality.ts';
import { availabilityText, downtimeText } from '../design/format/availability.ts';
import { countText } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { Fact } from './component-panel.tsx';
import { couplingColumns } from './coupling-columns.tsx';
import './criticality.css';
import { FindingList } from './finding-list.tsx';
import { ComparedLevel, LevelMark } from './level-mark.tsx';
import { levelRank } from './levels.ts';
import { PanelState } from './panel-state.tsx';
import { WorthAmount } from './worth.tsx';

type Row = ProcessCriticalityPage['components'][number];

/** On the page of a process: how well it can be up, what takes it down, and what each part is worth to it. */
export function ProcessCriticalityPanel({ process }: { process: string }): ReactNode {
  const answer = useQuery(processCriticality(process));
  return (
    <Panel
      title="What takes it down"
      aside={
        <Link className="button" href={`/map?pick=process:${encodeURIComponent(process)}`}>
          Show on the map
        </Link>
      }
      {...(answer.data?.moneyHidden ? { note: 'Its money is not shown to you.' } : {})}
    >
      {answer.data ? <Parts page={answer.data} /> : <PanelState answer={answer} />}
    </Panel>
  );
}

function Parts({ page }: { page: ProcessCriticalityPage }): ReactNode {
  const { process, components, findings } = page;
  const hasMoney = components.some(({ valueAtRiskPerHour }) => valueAtRiskPerHour !== null);
  const columns = useMemo(() => [...ownColumns, ...couplingColumns<Row>(hasMoney)], [hasMoney]);
  return (
    <>
      <div className="hangs">
        <dl className="thing-facts">
          <Fact name="Level">
            {process.level === null ? 'not decided' : <LevelMark level={process.level} />}{' '}
            <Link className="small" href={`/decisions/${encodeURIComponent(process.name)}`}>
              {process.levelFrom === 'decision' ? 'decided and signed' : 'decide it'}
            </Link>
          </Fact>
          <Fact name="Available at best">
            {availabilityText(process.unavailability)}, {downtimeText(process.unavailability)}
          </Fact>
          {process.expectedLossPerHour && (
            <Fact name="Lost an hour, on average">
              <WorthAmount worth={process.expectedLossPerHour} />
            </Fact>
          )}
          {process.valuePerHour && (
            <Fact name="Worth an hour">
              <WorthAmount worth={process.valuePerHour} />
            </Fact>
          )}
        </dl>
        <CutSets page={page} />
        {components.length > 0 && (
          <DataTable
            label="What it stands on, by what that is worth"
            columns={columns}
            rows={components}
            rowId={({ component }) => component}
            pageSize={10}
            cardsBelow={900}
          />
        )}
      </div>
      {findings.length > 0 && <FindingList label="Findings of it" findings={findings} />}
    </>
  );
}

const ownColumns: TableColumn<Row>[] = [
  {
    id: 'component',
    name: 'Component',
    names: true,
    sortBy: ({ displayName }) => displayName,
    cell: ({ component, displayName }) => (
      <Link href={`/components/${encodeURIComponent(component)}`}>
        <strong>{displayName}</strong>
      </Link>
    ),
  },
  {
    id: 'level',
    name: 'Level',
    sortBy: ({ levels }) => levelRank(levels.derived ?? levels.declared),
    cell: ({ levels: { declared, derived } }) =>
      derived === null ? <LevelMark level={declared} /> : <ComparedLevel level={derived} to={declared} of="declared" />,
  },
];

const orders = ['Alone', 'Two at once', 'Three at once'];

/** The smallest ways to take it down, by how many parts must fail together. */
function CutSets({ page }: { page: ProcessCriticalityPage }): ReactNode {
  const { smallest, count } = page.process.minimalCutSets;
  const sizes = [...new Set(smallest.map(({ length }) => length))].sort((a, b) => a - b);
  if (smallest.length === 0) return <p className="muted">Nothing that it stands on takes it down.</p>;
  const left = count === null ? null : count - smallest.length;
  return (
    <section aria-label="Ways that take it down">
      <h3>Ways that take it down</h3>
      <dl className="cut-sets">
        {sizes.map((size) => (
          <div key={size} style={{ display: 'contents' }}>
            <dt>{orders[size - 1] ?? `${size} at once`}</dt>
            <dd>
              {smallest
                .filter(({ length }) => length === size)
                .map((names) => (
                  <span key={names.join(' ')}>
                    {names.map((name, index) => (
                      <span key={name}>
                        {index > 0 && ' with '}
                        <Link href={`/components/${encodeURIComponent(name)}`}>{name}</Link>
                      </span>
                    ))}
                  </span>
                ))}
            </dd>
          </div>
        ))}
      </dl>
      {left !== 0 && (
        <p className="muted small">
          {left === null
            ? 'There are more ways, too many to count.'
            : `And ${countText(left)} more of these sizes or larger.`}
        </p>
      )}
    </section>
  );
}
