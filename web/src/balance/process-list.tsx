import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { useSearchParams } from 'wouter';
import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import { plural } from '../design/format/numbers.ts';
import { Pages } from '../design/table/pages.tsx';
import { pageOf } from '../design/table/rows.ts';
import { ProcessRow } from './process-row.tsx';
import { byName, inOrderOfNeed, matching, type ProcessFilter, processFilters } from './process-view.ts';

const pageSize = 25;
/** Up to so many processes are seen at a glance; search and filters would only stand in the way. */
const fewEnough = 10;

const filterNames: Record<ProcessFilter, string> = {
  all: 'All',
  losing: 'Losing',
  unknown: 'Not known',
  alarm: 'With an alarm',
};

export function ProcessList({ balance }: { balance: BalanceNow }): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [address] = useSearchParams();
  const sought = address.get('find') ?? '';
  const [words, setWords] = useState(sought);
  useEffect(() => setWords(sought), [sought]);
  const [filter, setFilter] = useState<ProcessFilter>('all');
  const [page, setPage] = useState(0);
  const components = useMemo(() => byName(balance.components), [balance.components]);
  const ordered = useMemo(() => inOrderOfNeed(balance.processes), [balance.processes]);
  const found = useMemo(() => matching(ordered, words, filter, components), [ordered, words, filter, components]);
  const shown = pageOf(found, page, pageSize);

  return (
    <section className="panel" aria-labelledby="processes">
      <div className="panel-head">
        <h2 id="processes">Processes</h2>
        {(balance.processes.length > fewEnough || words !== '') && (
          <div className="toolbar">
            <input
              type="search"
              className="select"
              aria-label="Find a process"
              placeholder="Find a process"
              value={words}
              onChange={(event) => {
                setWords(event.currentTarget.value);
                setPage(0);
              }}
            />
            <ToggleButtonGroup
              className="segments"
              aria-label="Which processes"
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[filter]}
              onSelectionChange={(keys) => {
                setFilter(processFilters.find((one) => keys.has(one)) ?? 'all');
                setPage(0);
              }}
            >
              {processFilters.map((one) => (
                <ToggleButton key={one} id={one}>
                  {filterNames[one]}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
            <span role="status" className="muted small">
              {plural(found.length, 'process', 'processes')}
            </span>
          </div>
        )}
      </div>
      <div className="process-columns" aria-hidden="true">
        <span>Process</span>
        <span>Technical</span>
        <span>Actual / expected</span>
        <span>Impact share</span>
        <span>Missing per hour</span>
        <span>Lost since onset</span>
        <span>Last hour</span>
      </div>
      {found.length === 0 && <p className="panel-empty muted">No process matches.</p>}
      <ul className="process-list">
        {shown.rows.map((process) => (
          <ProcessRow
            key={process.name}
            process={process}
            balance={balance}
            components={components}
            isOpen={open.has(process.name)}
            onOpen={(isOpen) => setOpen((now) => toggled(now, process.name, isOpen))}
          />
        ))}
      </ul>
      <Pages of="processes" total={found.length} page={shown.page} pageSize={pageSize} onPage={setPage} />
    </section>
  );
}

function toggled(open: ReadonlySet<string>, name: string, isOpen: boolean): ReadonlySet<string> {
  const next = new Set(open);
  if (isOpen) next.add(name);
  else next.delete(name);
  return next;
}
