import { Fragment, type ReactNode, useId, useState } from 'react';
import type { AuditEntry } from '../../../src/features/access/contract.ts';
import { fullTimeText } from '../design/format/times.ts';
import { Icon } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { useZone } from '../shell/zones.tsx';
import { type AuditAsked, actionText, detailRows } from './audit-question.ts';

type Ask = (changed: Partial<Record<keyof AuditAsked, string>>) => void;

/** A row an entry; it opens to everything that it says. */
export function AuditList({ entries, onAsk }: { entries: readonly AuditEntry[]; onAsk: Ask }): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string): void =>
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <table className="audit-table">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">To what</th>
          <th scope="col">Outcome</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            isOpen={open.has(entry.id)}
            onToggle={() => toggle(entry.id)}
            onAsk={onAsk}
          />
        ))}
      </tbody>
    </table>
  );
}

function Entry({
  entry,
  isOpen,
  onToggle,
  onAsk,
}: {
  entry: AuditEntry;
  isOpen: boolean;
  onToggle: () => void;
  onAsk: Ask;
}): ReactNode {
  const id = useId();
  return (
    <Fragment>
      <tr className={isOpen ? 'is-open' : undefined}>
        <td>
          <button type="button" className="audit-toggle" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
            <Icon name="chevron" size={14} />
            <Time at={Date.parse(entry.at)} near={Date.now()} />
            <span className="visually-hidden">, details</span>
          </button>
        </td>
        <td className="audit-who">{whoText(entry)}</td>
        <td>{actionText(entry.action)}</td>
        <td className="audit-subject">{entry.subject}</td>
        <td>
          {entry.outcome === 'refused' ? (
            <span className="state audit-refused">
              <Icon name="close" />
              <span>Refused</span>
            </span>
          ) : (
            <span className="muted">Done</span>
          )}
        </td>
      </tr>
      <tr id={id} hidden={!isOpen} className="audit-details">
        {isOpen && (
          <td colSpan={5}>
            <Details entry={entry} onAsk={onAsk} />
          </td>
        )}
      </tr>
    </Fragment>
  );
}

/** A program or the machine says so beside its name; a person is a person. */
function whoText({ who }: AuditEntry): ReactNode {
  if (who.kind === 'nobody') return <span className="muted">not signed in</span>;
  if (who.kind === 'person') return who.name;
  return (
    <>
      {who.name} {who.kind !== who.name && <span className="muted">{who.kind}</span>}
    </>
  );
}

function Details({ entry, onAsk }: { entry: AuditEntry; onAsk: Ask }): ReactNode {
  const zone = useZone();
  const facts = [
    { name: 'At', value: fullTimeText(Date.parse(entry.at), zone) },
    { name: 'From', value: entry.address || 'the server itself' },
    { name: 'Action', value: entry.action },
    ...(entry.who.kind === 'nobody' ? [] : [{ name: 'Account', value: `${entry.who.kind} ${entry.who.id}` }]),
    ...detailRows(entry.details),
    { name: 'Entry', value: entry.id },
  ];
  return (
    <>
      <dl className="explain-lines">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="toolbar">
        {entry.who.name !== '' && (
          <button type="button" className="button" onClick={() => onAsk({ who: entry.who.name })}>
            Only by {entry.who.name}
          </button>
        )}
        <button type="button" className="button" onClick={() => onAsk({ action: entry.action })}>
          Only {entry.action}
        </button>
      </div>
    </>
  );
}
