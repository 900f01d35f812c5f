import type { ReactNode } from 'react';
import type { OutagePage, RevisionShown } from '../../../src/features/outages/outage-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { Panel } from '../design/panel.tsx';
import { useZone } from '../shell/zones.tsx';
import { fieldWord, valueText } from './change-words.ts';
import { CopyHash } from './copy-hash.tsx';
import { DayTime } from './day-time.tsx';
import { whatWord } from './outage-words.ts';

/** Every change of it, newest first, each with its place in the trail. */
export function RevisionsPanel({ page }: { page: OutagePage }): ReactNode {
  const revisions = [...page.revisions].sort((one, other) => other.revision - one.revision || other.line - one.line);
  return (
    <Panel
      title="Every change"
      note="Each is a line of the trail with the hash of the line before: nothing can be changed quietly, and reports name the last hash."
    >
      <ol className="revisions" aria-label="Every change, newest first">
        {revisions.map((revision) => (
          <li key={revision.line}>
            <Revision revision={revision} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const ends = ['from', 'to'];

function Revision({ revision }: { revision: RevisionShown }): ReactNode {
  const zone = useZone();
  const { at, by, what, reason, line, hash } = revision;
  // Of the first one everything is new: from when to when says enough.
  const isFirst = revision.changes.every(({ from }) => from === '');
  const changes = revision.changes.filter(({ field }) => !isFirst || revision.revision > 1 || ends.includes(field));
  return (
    <>
      <time className="revision-when" dateTime={toRfc3339(Date.parse(at))}>
        <DayTime at={Date.parse(at)} isExact />
      </time>
      <div className="revision-what">
        <p>
          <strong>{whatWord(what)}</strong> by {by ?? 'Waga'}
        </p>
        {reason !== null && <blockquote>{valueText(reason, zone)}</blockquote>}
        {changes.length > 0 && (
          <ul className="revision-changes">
            {changes.map(({ field, from, to }) => (
              <li key={field}>
                <span className="muted">{fieldWord(field)}:</span> {valueText(from, zone)}{' '}
                <span aria-hidden="true">→</span>
                <span className="visually-hidden">became</span> {valueText(to, zone)}
              </li>
            ))}
          </ul>
        )}
      </div>
      <CopyHash line={line} hash={hash} />
    </>
  );
}
