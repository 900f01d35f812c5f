import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { CriticalityPage as Page } from '../../../src/features/criticality/page-contract.ts';
import '../access/people.css';
import { criticalityNow } from '../api/criticality.ts';
import { Command } from '../design/command.tsx';
import { countText } from '../design/format/numbers.ts';
import { Loaded } from '../design/loaded.tsx';
import { Time } from '../design/numbers.tsx';
import { type Asked, askedIn, parts } from './asked.ts';
import { ComponentPart } from './component-part.tsx';
import './criticality.css';
import { FindingPart } from './finding-part.tsx';
import { findingsAsked } from './finding-words.ts';
import { ProcessPart } from './process-part.tsx';

/** What is critical and how we know: components, processes, and where people and evidence disagree. */
export default function CriticalityPage(): ReactNode {
  const answer = useQuery(criticalityNow);
  useEffect(() => {
    document.title = 'Criticality · Waga';
  }, []);
  return (
    <Loaded answer={answer} name="Criticality">
      {(page) => <Parts page={page} />}
    </Loaded>
  );
}

function Parts({ page }: { page: Page }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const asked = useMemo(() => askedIn(search), [search]);
  const askedOfFindings = useMemo(() => findingsAsked(search), [search]);
  const ask = useCallback(
    (change: Record<string, string>): void =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries(change)) value === '' ? next.delete(name) : next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const isEmpty = page.components.length + page.processes.length === 0;
  return (
    <>
      <div className="page-head criticality-head">
        <h1>Criticality</h1>
        {!isEmpty && <PartLinks page={page} asked={asked} />}
        {!isEmpty && (
          <p className="muted small">
            As of <Time at={Date.parse(page.asOf)} near={Date.now()} />, catalogue version {page.catalogVersion}
          </p>
        )}
      </div>
      <StateNote page={page} isEmpty={isEmpty} />
      {page.notes.length > 0 && (
        <ul className="criticality-notes small" aria-label="Notes">
          {page.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {isEmpty ? (
        page.state === 'ready' && <NothingYet />
      ) : asked.show === 'components' ? (
        <ComponentPart page={page} asked={asked} onAsk={ask} />
      ) : asked.show === 'processes' ? (
        <ProcessPart page={page} />
      ) : (
        <FindingPart page={page} asked={askedOfFindings} onAsk={ask} />
      )}
    </>
  );
}

const partNames = { components: 'Components', processes: 'Processes', findings: 'Findings' } as const;

function PartLinks({ page, asked }: { page: Page; asked: Asked }): ReactNode {
  const counts = {
    components: page.components.length,
    processes: page.processes.length,
    findings: page.findings.filter(({ accepted }) => accepted === null).length,
  };
  return (
    <nav aria-label="Parts of criticality">
      <ul>
        {parts.map((part) => (
          <li key={part}>
            <Link
              href={part === 'components' ? '/criticality' : `/criticality?show=${part}`}
              aria-current={asked.show === part ? 'page' : undefined}
            >
              {partNames[part]} <span className="muted">{countText(counts[part])}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function StateNote({ page, isEmpty }: { page: Page; isEmpty: boolean }): ReactNode {
  if (page.state === 'working') {
    return (
      <p role="status" className="criticality-note">
        {isEmpty
          ? 'What is critical is being worked out for the first time. It appears here by itself.'
          : 'The catalogue has changed and is being worked out anew. Until then this is the former answer.'}
      </p>
    );
  }
  if (page.state === 'failed') {
    return (
      <p role="status" className="criticality-note failed">
        The last try to work this out failed{isEmpty ? '.' : '; this is the former answer.'}{' '}
        <Link href="/health">What Waga says of its own health</Link>
      </p>
    );
  }
  return null;
}

function NothingYet(): ReactNode {
  return (
    <section className="lone-page">
      <h2>Nothing to weigh yet</h2>
      <p>
        What is critical follows from the catalogue: processes, what an hour of them is worth, and the components they
        stand on. Give one to this server:
      </p>
      <Command command="npm run waga -- apply examples/criticality" />
    </section>
  );
}
