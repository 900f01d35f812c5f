import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { matches } from '../access/matches.ts';
import type { MapGraph } from './graph.ts';

const shownAtOnce = 8;

/** Finds a node by name: in the table it filters, above the map it offers what to pick. */
export function FindNode({
  graph,
  areaOf,
  text,
  isTable,
  onText,
  onPick,
}: {
  graph: MapGraph;
  areaOf: (node: number) => string;
  text: string;
  isTable: boolean;
  onText: (text: string) => void;
  onPick: (node: number) => void;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const found = useMemo(() => {
    const words = text.trim();
    if (isTable || words === '') return [];
    return [...graph.nodes.keys()].filter((node) => {
      const { name, displayName } = graph.nodes[node]!;
      return matches(words, [name, displayName]);
    });
  }, [graph, text, isTable]);
  const choose = (node: number): void => {
    setOpen(false);
    onText('');
    onPick(node);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setOpen(false);
    if (event.key !== 'Enter' || found[0] === undefined || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    choose(found[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys pressed on its parts are heard here; it is none itself
    <div
      className="find-node"
      onKeyDown={press}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <input
        type="search"
        className="select"
        aria-label="Find on the map"
        placeholder="Find by name"
        value={text}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setOpen(true);
          onText(event.currentTarget.value);
        }}
      />
      {isOpen && !isTable && text.trim() !== '' && (
        <ul aria-label="Found">
          {found.slice(0, shownAtOnce).map((node) => (
            <li key={graph.nodes[node]!.id}>
              <button type="button" onClick={() => choose(node)}>
                {graph.nodes[node]!.displayName}
                <small className="muted">
                  {graph.nodes[node]!.kind}, {areaOf(node)}
                </small>
              </button>
            </li>
          ))}
          {found.length === 0 && <li className="muted">Nothing is called that.</li>}
          {found.length > shownAtOnce && <li className="muted">and {found.length - shownAtOnce} more</li>}
        </ul>
      )}
    </div>
  );
}
