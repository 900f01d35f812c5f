import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { MapAnswer } from '../../../src/features/criticality/map/map-contract.ts';
import '../access/people.css';
import { mapAt, whatIf } from '../api/criticality.ts';
import '../component/thing.css';
import '../criticality/criticality.css';
import { Choice } from '../design/choice.tsx';
import { Loaded } from '../design/loaded.tsx';
import { useMedia } from '../design/media.ts';
import { changed, changesText, type Kind, type MapAsked, mapAskedIn } from './asked.ts';
import { CanvasMap } from './canvas-map.tsx';
import { FindNode } from './find-node.tsx';
import { litOf } from './lit.ts';
import './map.css';
import { MapTable } from './map-table.tsx';
import { OverviewPanel } from './overview-panel.tsx';
import { PickedPanel } from './picked-panel.tsx';
import { TimeTravel } from './time-travel.tsx';
import { useMapLayout } from './use-map-layout.ts';
import { WhatIfPanel } from './what-if-panel.tsx';

const ways = [
  { id: 'map', name: 'Map' },
  { id: 'table', name: 'Table' },
] as const;

/** What stands on what, by business area, now or at any past minute, and what would be if something of it changed. */
export default function MapPage(): ReactNode {
  const [search, setSearch] = useSearchParams();
  const asked = useMemo(() => mapAskedIn(search), [search]);
  const answer = useQuery(mapAt(asked.at));
  useEffect(() => {
    document.title = 'Map · Waga';
  }, []);
  const ask = useCallback(
    (change: Record<string, string>): void =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries(change)) value === '' ? next.delete(name) : next.set(name, value);
          return next;
        },
        { replace: 'text' in change },
      ),
    [setSearch],
  );
  return (
    <Loaded answer={answer} name="Map">
      {(data) => <Parts answer={data} asked={asked} ask={ask} isTravelling={answer.isPlaceholderData} />}
    </Loaded>
  );
}

function Parts({
  answer,
  asked,
  ask,
  isTravelling,
}: {
  answer: MapAnswer;
  asked: MapAsked;
  ask: (change: Record<string, string>) => void;
  isTravelling: boolean;
}): ReactNode {
  const isNarrow = useMedia('(max-width: 700px)');
  const way = ways.find(({ id }) => id === (asked.as ?? (isNarrow ? 'table' : 'map'))) ?? ways[0];
  const { graph, layout, areaNames, areaOf } = useMapLayout(answer);
  const picked = asked.pick === null ? null : (graph.indexOf.get(asked.pick) ?? null);
  const what = useQuery(whatIf(asked.changes));
  const told = asked.changes.length > 0 ? (what.data ?? null) : null;
  const lit = useMemo(() => litOf(graph, picked, asked.changes, told), [graph, picked, asked.changes, told]);
  const pick = useCallback(
    (node: number | null) => ask({ pick: node === null ? '' : (graph.nodes[node]?.id ?? '') }),
    [ask, graph],
  );
  const change = (component: string, kind: Kind | null): void =>
    ask({ what: changesText(changed(asked.changes, component, kind)) });
  const nameOf = (id: string): string => {
    const node = graph.indexOf.get(id);
    return node === undefined ? id.slice(id.indexOf(':') + 1) : graph.nodes[node]!.displayName;
  };
  const side = (
    <aside className="map-side" aria-label="About the map">
      {asked.changes.length > 0 && (
        <WhatIfPanel
          changes={asked.changes}
          answer={what}
          nameOf={nameOf}
          isNow={asked.at === null}
          onChange={change}
          onClear={() => ask({ what: '' })}
        />
      )}
      {picked === null ? (
        <OverviewPanel answer={answer} graph={graph} onPick={pick} />
      ) : (
        <PickedPanel
          key={graph.nodes[picked]!.id}
          graph={graph}
          node={picked}
          areaName={areaOf(picked)}
          isNow={asked.at === null}
          changes={asked.changes}
          onPick={pick}
          onChange={change}
        />
      )}
    </aside>
  );
  const isSideFirst = isNarrow && (picked !== null || asked.changes.length > 0);
  return (
    <>
      <div className="page-head map-head">
        <h1>Map</h1>
        <FindNode
          graph={graph}
          areaOf={areaOf}
          text={asked.text}
          isTable={way.id === 'table'}
          onText={(text) => ask({ text })}
          onPick={pick}
        />
        <TimeTravel at={asked.at} shown={Date.parse(answer.at)} onTravel={(at) => ask({ at })} />
        <Choice label="Show as" choices={ways} chosen={way} onChoose={({ id }) => ask({ as: id })} />
      </div>
      {graph.nodes.length === 0 ? (
        <section className="panel panel-empty">
          <p>
            {asked.at === null
              ? 'The catalogue holds nothing yet, so there is nothing to draw.'
              : 'There was no catalogue at that minute.'}
          </p>
        </section>
      ) : (
        <div className={`map-parts ${isTravelling ? 'stale' : ''}`} aria-busy={isTravelling}>
          {isSideFirst && side}
          <section className="panel map-main" aria-label={way.name}>
            {way.id === 'map' ? (
              <CanvasMap graph={graph} layout={layout} areaNames={areaNames} lit={lit} picked={picked} onPick={pick} />
            ) : (
              <MapTable graph={graph} areaOf={areaOf} text={asked.text} picked={picked} onPick={pick} />
            )}
          </section>
          {!isSideFirst && side}
        </div>
      )}
    </>
  );
}
