import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useShade } from '../shell/theme.ts';
import { listen } from './gestures.ts';
import type { MapGraph } from './graph.ts';
import { labelsOf } from './labels.ts';
import { type Layout, nodeSize } from './layout.ts';
import { mapColours } from './map-colours.ts';
import { type Arrow, neighbour } from './neighbour.ts';
import type { Lit } from './scene.ts';
import { Stage } from './stage.ts';
import { nodeWords } from './state-words.ts';
import type { View } from './view.ts';

const arrows: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
const panStep = 90;

/**
 * The map as a picture. What can be done with the pointer can be done with keys: one button lies over the node one is at,
 * arrows lead on to its neighbours, Enter picks it, + − 0 zoom, Shift with arrows pans, Escape lets go.
 */
export function CanvasMap({
  graph,
  layout,
  areaNames,
  lit,
  picked,
  onPick,
}: {
  graph: MapGraph;
  layout: Layout;
  areaNames: readonly string[];
  lit: Lit | null;
  picked: number | null;
  onPick: (node: number | null) => void;
}): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | null>(null);
  const cursor = useRef<HTMLButtonElement>(null);
  const shade = useShade();
  const [at, setAt] = useState(picked ?? 0);
  const [isRinged, setRinged] = useState(false);
  const here = Math.min(at, graph.nodes.length - 1);
  const now = useRef({ graph, layout, here, onPick });
  now.current = { graph, layout, here, onPick };

  const follow = useRef(({ scale, left, top }: View): void => {
    const { layout: placed, here: index } = now.current;
    const button = cursor.current;
    if (button === null) return;
    const x = (placed.x[index]! - nodeSize.width / 2) * scale + left;
    const y = (placed.y[index]! - nodeSize.height / 2) * scale + top;
    button.style.transform = `translate(${x}px, ${y}px)`;
    button.style.width = `${nodeSize.width * scale}px`;
    button.style.height = `${nodeSize.height * scale}px`;
  });

  useLayoutEffect(() => {
    const host = element.current!;
    const made = new Stage(host.querySelector<HTMLElement>('.map-sheets')!, (view) => follow.current(view));
    stage.current = made;
    const pick = (x: number, y: number): void => {
      const node = nodeAt(now.current, made.view, x, y);
      if (node !== null) setAt(node);
      now.current.onPick(node);
    };
    const forget = listen(host, made, pick);
    const observer = new ResizeObserver(([entry]) => {
      if (entry) made.resize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(host);
    return () => {
      observer.disconnect();
      forget();
      made.stop();
      stage.current = null;
    };
  }, []);

  const labels = useMemo(() => labelsOf(graph.nodes), [graph.nodes]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another shade has other colours
  useLayoutEffect(() => {
    stage.current?.show({ graph, layout, areaNames, labels, colours: mapColours() });
  }, [graph, layout, areaNames, labels, shade]);
  useLayoutEffect(() => stage.current?.light(lit), [lit]);
  useLayoutEffect(() => {
    if (stage.current) follow.current(stage.current.view);
  });
  // What is picked elsewhere (in a list, by the address) comes into sight.
  useEffect(() => {
    if (picked === null) return;
    setAt(picked);
    const { layout: placed } = now.current;
    const { view, size } = stage.current ?? {};
    if (!view || !size) return;
    const [x, y] = [placed.x[picked]! * view.scale + view.left, placed.y[picked]! * view.scale + view.top];
    const isSeen = x > 0 && y > 0 && x < size.width && y < size.height;
    if (!isSeen) stage.current?.reveal(placed.x[picked]!, placed.y[picked]!, true);
  }, [picked]);
  const isMoving = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows to the next node
  useLayoutEffect(() => {
    if (isMoving.current) cursor.current?.focus({ preventScroll: true });
    isMoving.current = false;
  }, [here]);

  const press = (event: KeyboardEvent): void => {
    const { current } = stage;
    if (current === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const { view } = current;
    if (arrows.includes(event.key) && event.shiftKey) {
      const across = event.key === 'ArrowLeft' ? 1 : event.key === 'ArrowRight' ? -1 : 0;
      const down = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
      current.move({ ...view, left: view.left + across * panStep, top: view.top + down * panStep });
    } else if (arrows.includes(event.key)) {
      const next = neighbour(graph, layout, here, event.key as Arrow);
      isMoving.current = next !== here;
      setAt(next);
      current.reveal(layout.x[next]!, layout.y[next]!);
    } else if (event.key === '+' || event.key === '=') current.zoom(1.3);
    else if (event.key === '-') current.zoom(1 / 1.3);
    else if (event.key === '0') current.fit();
    else if (event.key === 'Escape') onPick(null);
    else return;
    event.preventDefault();
  };
  const node = graph.nodes[here];
  const processes = graph.nodes.filter(({ kind }) => kind === 'process').length;
  return (
    <div
      ref={element}
      className="map-stage"
      role="application"
      aria-label={`Map of ${processes} processes and ${graph.nodes.length - processes} components`}
      aria-describedby="map-keys"
      onKeyDown={press}
    >
      <div className="map-sheets" aria-hidden="true" />
      {node && (
        <button
          key={node.id}
          ref={cursor}
          type="button"
          className={`map-cursor ${isRinged ? '' : 'unringed'}`}
          aria-label={nodeWords(node, graph.above[here]!.length, graph.below[here]!.length)}
          aria-pressed={picked === here}
          onFocus={() => setRinged(true)}
          onBlur={() => setRinged(false)}
          onClick={() => onPick(picked === here ? null : here)}
        />
      )}
      <div className="map-zoom">
        <button type="button" className="button icon" aria-label="Zoom in" onClick={() => stage.current?.zoom(1.4)}>
          +
        </button>
        <button
          type="button"
          className="button icon"
          aria-label="Zoom out"
          onClick={() => stage.current?.zoom(1 / 1.4)}
        >
          −
        </button>
        <button type="button" className="button" onClick={() => stage.current?.fit()}>
          Whole map
        </button>
      </div>
      <p id="map-keys" className="map-keys small muted">
        Arrows go to neighbours, Enter picks, + − 0 zoom, Shift and arrows pan.
      </p>
    </div>
  );
}

/** The node at a point of the window; far away a near miss counts too. */
function nodeAt(
  { graph, layout }: { graph: MapGraph; layout: Layout },
  view: View,
  x: number,
  y: number,
): number | null {
  const [mapX, mapY] = [(x - view.left) / view.scale, (y - view.top) / view.scale];
  const across = Math.max(nodeSize.width / 2, 8 / view.scale);
  const down = Math.max(nodeSize.height / 2, 8 / view.scale);
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let node = 0; node < graph.nodes.length; node += 1) {
    const [dx, dy] = [Math.abs(layout.x[node]! - mapX), Math.abs(layout.y[node]! - mapY)];
    if (dx > across || dy > down || dx + dy >= least) continue;
    best = node;
    least = dx + dy;
  }
  return best;
}
