import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useParams } from 'wouter';
import type { SourceDetail } from '../../../src/features/signals/source-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { sourceNamed } from '../api/things.ts';
import { sourceWords } from '../balance/process-view.ts';
import '../component/thing.css';
import { Command } from '../design/command.tsx';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { Cardinality } from './cardinality.tsx';
import { changeStep, connectSteps } from './connect.ts';
import { RefusalTable } from './refusal-table.tsx';
import { SourceNumbers } from './source-numbers.tsx';
import { Edges, PullTrouble } from './source-troubles.tsx';
import './sources.css';

/** Everything about one source. */
export default function SourcePage(): ReactNode {
  const { name = '' } = useParams<{ name: string }>();
  const answer = useQuery({ ...sourceNamed(name), refetchInterval: usePollEvery() });
  useEffect(() => {
    document.title = `${name} · Sources · Waga`;
  }, [name]);
  return (
    <Loaded
      answer={answer}
      name={name}
      missing={{ what: 'source', name, hrefOf: (near) => `/sources/${encodeURIComponent(near)}` }}
    >
      {(source) => <Parts key={source.name} source={source} />}
    </Loaded>
  );
}

function Parts({ source }: { source: SourceDetail }): ReactNode {
  const asOf = Date.parse(source.asOf);
  return (
    <>
      <Head source={source} asOf={asOf} />
      <PullTrouble source={source} asOf={asOf} />
      <SourceNumbers source={source} asOf={asOf} />
      <Panel
        title="Refused, and why"
        note="Row by row, since the server started. Good rows of the same request were kept."
      >
        <RefusalTable source={source} asOf={asOf} />
      </Panel>
      <Cardinality source={source} />
      <Edges source={source} />
      <Panel title="Bound to">
        <Bound title="Processes whose minutes it decides" names={source.processes} path="/processes" />
        <Bound title="Components that it speaks of" names={source.components} path="/components" />
        {source.measures.length > 0 && (
          <p className="bound small">
            <span className="muted">Measures that read it:</span> <code>{source.measures.join(', ')}</code>
          </p>
        )}
      </Panel>
      <Connect source={source} />
    </>
  );
}

function Head({ source, asOf }: { source: SourceDetail; asOf: number }): ReactNode {
  const word = sourceWords[source.state];
  const last = source.lastArrival === null ? null : Date.parse(source.lastArrival);
  return (
    <header className="thing-head">
      <div className="thing-title">
        <p className="muted small">
          <Link href="/sources">Sources</Link> / <code>{source.name}</code>
        </p>
        <h1>{source.displayName}</h1>
        <p className="thing-state" role="status">
          <State {...word}>{word.word}</State>
          <span className="muted small">
            {last === null ? (
              <>
                nothing came since Waga began to listen on <Time at={Date.parse(source.listeningSince)} near={0} />
              </>
            ) : (
              <>
                {source.state === 'silent' ? 'silent since' : 'last heard'} <Time at={last} near={asOf} /> (
                {durationText(asOf - last)} ago)
              </>
            )}
          </span>
        </p>
        {source.description !== null && <p>{source.description}</p>}
        <dl className="thing-facts">
          <div>
            <dt>Type</dt>
            <dd>{source.type}</dd>
          </div>
          <div>
            <dt>Proves that it is alive</dt>
            <dd>
              {source.complete === 'declared'
                ? 'by saying up to when it has sent everything'
                : `by what arrives, at most ${durationText(source.silentAfterMs)} apart`}
            </dd>
          </div>
          {!source.declared && (
            <div>
              <dt>Declared</dt>
              <dd>no: it takes what names no source</dd>
            </div>
          )}
        </dl>
      </div>
    </header>
  );
}

function Bound({ title, names, path }: { title: string; names: readonly string[]; path: string }): ReactNode {
  return (
    <p className="bound small">
      <span className="muted">{title}:</span>{' '}
      {names.length === 0
        ? 'none'
        : names.map((name, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <Link href={`${path}/${encodeURIComponent(name)}`}>{name}</Link>
            </span>
          ))}
    </p>
  );
}

function Connect({ source }: { source: SourceDetail }): ReactNode {
  const [steps] = useState(() => {
    const now = new Date();
    const own = connectSteps(source.type, source.name, location.origin, now);
    return source.type === 'import' || own.length === 0 ? own : [...own, changeStep(source.name, location.origin, now)];
  });
  if (steps.length === 0) return null;
  return (
    <Panel
      title="How to connect"
      note={
        <>
          <code>WAGA_TOKEN</code> is a token of scope <code>ingest</code> that holds this source.
        </>
      }
    >
      <ul className="connect">
        {steps.map(({ does, text }) => (
          <li key={text}>
            <p className="small">{does}</p>
            <Command command={text} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
