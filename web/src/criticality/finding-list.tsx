import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { Acceptance, ServedFinding } from '../../../src/features/criticality/findings/finding-contract.ts';
import { Confirmed } from '../access/form/confirmed.tsx';
import '../access/form/form.css';
import '../access/people.css';
import { takeBackAcceptance } from '../api/criticality.ts';
import { useMe } from '../api/me.ts';
import { dayText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { Pages } from '../design/table/pages.tsx';
import { pageOf } from '../design/table/rows.ts';
import { useZone } from '../shell/zones.tsx';
import { AcceptDialog } from './accept-dialog.tsx';
import { findingWords, subjectPath } from './finding-words.ts';
import './findings.css';

const pageSize = 25;

/** Findings, each with why it matters and what to do; whoever may change things can accept one or take that back. */
export function FindingList({
  label,
  findings,
  level: Heading = 'h3',
}: {
  label: string;
  findings: readonly ServedFinding[];
  level?: 'h3' | 'h4';
}): ReactNode {
  const mayAccept = useMe()?.rights.includes('decide') ?? false;
  const [accepting, setAccepting] = useState<string | null>(null);
  const [page, setPage] = useState(0);
  const shown = pageOf(findings, page, pageSize);
  const chosen = findings.find(({ id }) => id === accepting);
  return (
    <>
      <ul className="finding-list" aria-label={label}>
        {shown.rows.map((one) => (
          <li key={one.id} className={one.severity}>
            <State
              tone={one.severity === 'error' ? 'loss' : 'unknown'}
              icon={one.severity === 'error' ? 'alarm' : 'unknown'}
            >
              {one.severity === 'error' ? 'Error' : 'Warning'}
            </State>
            <div className="finding-said">
              <Heading>{sentence(findingWords[one.code])}</Heading>
              <p>
                <Subject of={one} /> {one.why.replace(/\.?$/, '.')}
              </p>
              <p>{one.todo.replace(/\.?$/, '.')}</p>
              {one.expired && one.accepted === null && (
                <p className="muted small">
                  <AcceptedUntil acceptance={one.expired} ranOut />
                </p>
              )}
              {one.accepted && (
                <p className="small">
                  <AcceptedUntil acceptance={one.accepted} />
                </p>
              )}
              <p className="muted small">
                <code>
                  {one.file}:{one.line}
                </code>
              </p>
            </div>
            {mayAccept &&
              (one.accepted === null ? (
                <button
                  type="button"
                  className="button"
                  aria-label={`Accept: ${one.subject}, ${findingWords[one.code]}`}
                  onClick={() => setAccepting(one.id)}
                >
                  Accept…
                </button>
              ) : (
                <TakeBack finding={one} />
              ))}
          </li>
        ))}
      </ul>
      <Pages of={label} total={findings.length} page={shown.page} pageSize={pageSize} onPage={setPage} />
      {chosen && <AcceptDialog finding={chosen} onClose={() => setAccepting(null)} />}
    </>
  );
}

function Subject({ of }: { of: ServedFinding }): ReactNode {
  const path = subjectPath(of);
  const name = <strong>{of.subject}</strong>;
  return path === null ? name : <Link href={path}>{name}</Link>;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function AcceptedUntil({ acceptance, ranOut = false }: { acceptance: Acceptance; ranOut?: boolean }): ReactNode {
  const zone = useZone();
  const until = Date.parse(acceptance.until);
  const date = `${dayText(until, zone)} ${new Date(until).getUTCFullYear()}`;
  return (
    <>
      {ranOut ? 'Was accepted until' : 'Accepted until'} <time dateTime={acceptance.until}>{date}</time> by{' '}
      {acceptance.by}: {acceptance.reason}
    </>
  );
}

function TakeBack({ finding }: { finding: ServedFinding }): ReactNode {
  const client = useQueryClient();
  return (
    <Confirmed
      name="Take back"
      question="It counts again from now on."
      yes="Yes, it counts again"
      act={async () => {
        await takeBackAcceptance(finding.id);
        await client.invalidateQueries({ queryKey: ['criticality'] });
      }}
    />
  );
}
