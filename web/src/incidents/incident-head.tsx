import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ProcessPage } from '../../../src/features/balance/process-page-contract.ts';
import type { OutageState } from '../../../src/features/outages/outage.ts';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { HavePanel } from './have-panel.tsx';
import { isLasting, nameOf, sideWords, stateOf, stateWords } from './incident-words.ts';
import { TechnicalBox } from './technical-box.tsx';
import type { TakeStep } from './use-incident.ts';
import { Weight } from './weight.tsx';

/** What it is, since when, what it costs, who has it: all that one needs in the first minute. */
export function IncidentHead({
  page,
  process,
  isKnown,
  take,
  isBusy,
}: {
  page: IncidentPage;
  process: ProcessPage | undefined;
  /** Whether the process was asked for and answered, or is gone. */
  isKnown: boolean;
  take: TakeStep;
  isBusy: boolean;
}): ReactNode {
  const { tone, icon, word } = stateOf(page);
  const name = nameOf(page);
  const isBlind = page.kind === 'blind';
  return (
    <header
      className={`incident-head ${isLasting(page) && page.shadow === undefined ? (page.kind === 'loss' ? 'lasting' : page.kind) : ''}`}
    >
      <div className="incident-what">
        <p className="muted small">
          <Link href="/incidents">Incidents</Link> / <Link href={thingPath(page)}>{page.processName}</Link>
        </p>
        <h1>
          {name !== null && <span className="badge incident-class">{name}</span>} {page.processName}
        </h1>
        <p className="thing-state" role="status">
          <State tone={tone} icon={icon}>
            {word}
          </State>
          <span className="muted small">
            {page.kind === 'technical'
              ? 'component'
              : page.level === null
                ? 'a process without a level'
                : `${page.level} process`}
            {page.days.length > 0 && page.days[0] !== 'workday' && `, ${page.days.join(' and ')}`}
          </span>
        </p>
        <When page={page} />
        {page.side !== null && isLasting(page) && <p className="small">{sideWords[page.side]}</p>}
        <Related page={page} />
      </div>
      {isBlind ? (
        <Blind page={page} process={process} />
      ) : page.kind === 'technical' ? (
        <TechnicalBox page={page} />
      ) : (
        <Weight page={page} process={process} isKnown={isKnown} />
      )}
      <HavePanel page={page} take={take} isBusy={isBusy} />
    </header>
  );
}

/** The page of what it is about: its process, or the component in alarm. */
const thingPath = ({ component, process }: IncidentPage): string =>
  component === undefined
    ? `/processes/${encodeURIComponent(process)}`
    : `/components/${encodeURIComponent(component)}`;

function When({ page }: { page: IncidentPage }): ReactNode {
  const asOf = Date.parse(page.asOf);
  const onset = Date.parse(page.onset);
  const ended = page.endedAt === null ? null : Date.parse(page.endedAt);
  return (
    <p className="incident-when">
      {ended === null ? 'Since' : 'From'}{' '}
      <strong>
        <Time at={onset} near={asOf} />
      </strong>
      {ended === null ? (
        <>, {durationText(asOf - onset)}</>
      ) : (
        <>
          {' '}
          to{' '}
          <strong>
            <Time at={ended} near={asOf} />
          </strong>
          , {durationText(ended - onset)}
        </>
      )}
      <span className="muted">
        {' '}
        · noticed <Time at={Date.parse(page.detectedAt)} near={asOf} />
      </span>
    </p>
  );
}

const ledgerWords: Record<OutageState, string> = {
  draft: 'a draft that nobody has confirmed',
  confirmed: 'confirmed; its report is still to be written',
  removed: 'removed: it counts nowhere',
  reported: 'reported',
  locked: 'reported and locked',
};

function Related({ page }: { page: IncidentPage }): ReactNode {
  const { outage, partOf, parts } = page;
  return (
    <>
      {outage && (
        <p className="incident-related">
          In the ledger as <Link href={`/ledger/${encodeURIComponent(outage.id)}`}>an outage</Link>,{' '}
          {ledgerWords[outage.state]}.
        </p>
      )}
      {partOf !== null && (
        <p className="incident-related">
          {page.kind === 'technical' ? 'It is told with ' : 'It is part of '}
          <Link href={`/incidents/${encodeURIComponent(partOf)}`}>another incident</Link>
          {page.kind === 'technical' ? ', for what is lost there stands on it.' : ' with the same probable root.'}{' '}
          Whoever has that one has this one too.
        </p>
      )}
      {parts.length > 0 && (
        <p className="incident-related">
          Told with it:{' '}
          {parts.map((part, index) => (
            <span key={part.id}>
              {index > 0 && ', '}
              <Link href={`/incidents/${encodeURIComponent(part.id)}`}>{part.processName}</Link> (
              {stateWords[part.state].word.toLowerCase()})
            </span>
          ))}
          .
        </p>
      )}
    </>
  );
}

function Blind({ page, process }: { page: IncidentPage; process: ProcessPage | undefined }): ReactNode {
  const silent = process?.sources.filter(({ state }) => state !== 'alive') ?? [];
  const isNow = isLasting(page);
  return (
    <div className="incident-weight incident-blind">
      <p>
        {isNow
          ? 'Nobody sees this process now. It may be well or not: no loss is claimed, and no money is named.'
          : 'Nobody saw this process in that time. No loss was claimed, and no money is named.'}
      </p>
      {isNow && silent.length > 0 && (
        <ul className="incident-sources">
          {silent.map(({ name, completeUntil }) => (
            <li key={name}>
              <Link href={`/sources/${encodeURIComponent(name)}`}>{name}</Link> is silent
              {completeUntil !== null && (
                <>
                  , complete until <Time at={Date.parse(completeUntil)} near={Date.parse(page.asOf)} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
