import type { MapState } from '../../../src/features/criticality/map/map-contract.ts';
import { nodeSize } from './layout.ts';
import { drawGlyph, drawNode } from './paint-node.ts';
import type { Lit, Room, Scene } from './scene.ts';

/** From this size on names can be read. */
export const readable = 0.42;
const dashes: Record<string, number[]> = { hard: [], group: [9, 3], soft: [6, 4], async: [2, 4], discovered: [1, 6] };
const edgesAtOnce = 30;
const nodesAtOnce = 15;

/** Everything, faintly; a step at a time, so that the page can do other things in between. */
export function* paintAll(context: CanvasRenderingContext2D, scene: Scene, room: Room): Generator<void> {
  const { graph, colours, layout } = scene;
  for (const [index, { x, width }] of layout.bands.entries()) {
    if (x > room.x2 || x + width < room.x1) continue;
    context.fillStyle = index % 2 === 0 ? colours.surface : colours.sunken;
    context.fillRect(x, Math.min(0, room.y1), width, Math.max(layout.height, room.y2) - Math.min(0, room.y1));
    const size = Math.min(15 / room.scale, 80);
    context.fillStyle = colours.soft;
    context.font = `600 ${size}px "Inter Variable", system-ui, sans-serif`;
    context.textBaseline = 'alphabetic';
    context.save();
    context.beginPath();
    context.rect(x, -60, width - 4 / room.scale, 120);
    context.clip();
    context.fillText(scene.areaNames[index] ?? '', x + 6 / room.scale, 30);
    context.restore();
  }
  yield;
  // Thousands of edges lie over each other: the more there are, the fainter each is.
  const faint = Math.min(1, Math.max(0.25, 800 / graph.edges.length));
  context.globalAlpha = room.scale < readable ? 0.5 * faint : 0.55;
  yield* paintEdges(context, scene, room, graph.edges.keys(), { width: 0.9, colour: colours.soft });
  context.globalAlpha = 1;
  yield* paintNodes(context, scene, room, graph.nodes.keys(), null);
}

/** What stands out, over everything. */
export function* paintLit(context: CanvasRenderingContext2D, scene: Scene, room: Room, lit: Lit): Generator<void> {
  yield* paintEdges(context, scene, room, lit.edges, { width: 1.5, colour: scene.colours.ink });
  yield* paintNodes(context, scene, room, lit.nodes, lit);
}

function* paintEdges(
  context: CanvasRenderingContext2D,
  { graph, layout: { x, y } }: Scene,
  room: Room,
  which: Iterable<number>,
  { width, colour }: { width: number; colour: string },
): Generator<void> {
  const isFar = room.scale < readable;
  context.lineWidth = Math.max(width, width / room.scale);
  context.strokeStyle = colour;
  const byMode = new Map<string, number[]>();
  for (const edge of which) {
    const { from, to, mode } = graph.edges[edge]!;
    const [x1, x2, y1, y2] = [x[from]!, x[to]!, y[from]!, y[to]!];
    if (Math.max(x1, x2) < room.x1 || Math.min(x1, x2) > room.x2) continue;
    if (Math.max(y1, y2) < room.y1 || Math.min(y1, y2) > room.y2) continue;
    const list = byMode.get(mode) ?? [];
    list.push(edge);
    byMode.set(mode, list);
  }
  const half = nodeSize.height / 2;
  for (const [mode, edges] of byMode) {
    context.setLineDash(isFar ? [] : dashes[mode]!);
    for (let start = 0; start < edges.length; start += edgesAtOnce) {
      context.beginPath();
      for (const edge of edges.slice(start, start + edgesAtOnce)) {
        const { from, to } = graph.edges[edge]!;
        const isDown = y[to]! > y[from]!;
        const [x1, y1, x2] = [x[from]!, y[from]! + half, x[to]!];
        const y2 = y[to]! + (isDown ? -half : half);
        context.moveTo(x1, y1);
        const bend = isDown ? (y2 - y1) / 2 : half + 22;
        if (isFar) context.lineTo(x2, y2);
        else context.bezierCurveTo(x1, y1 + bend, x2, isDown ? y2 - bend : y2 + bend, x2, y2);
      }
      context.stroke();
      yield;
    }
  }
  context.setLineDash([]);
}

function* paintNodes(
  context: CanvasRenderingContext2D,
  scene: Scene,
  room: Room,
  which: Iterable<number>,
  lit: Lit | null,
): Generator<void> {
  const { graph, layout, colours, labels } = scene;
  const [wide, high] = [nodeSize.width, nodeSize.height];
  const isFar = room.scale < readable;
  const seen: number[] = [];
  for (const node of which) {
    const [x, y] = [layout.x[node]!, layout.y[node]!];
    if (x + wide > room.x1 && x - wide < room.x2 && y + high > room.y1 && y - high < room.y2) seen.push(node);
  }
  for (const [order, node] of seen.entries()) {
    const place = { x: layout.x[node]!, y: layout.y[node]! };
    const isPicked = lit?.picked === node;
    const effect = lit?.effects.get(node);
    drawNode(context, graph.nodes[node]!, labels[node]!, place, colours, {
      isFar,
      isPicked,
      effect,
      scale: room.scale,
    });
    if (order % nodesAtOnce === nodesAtOnce - 1) yield;
  }
  yield;
  if (!isFar) return;
  // Far away what is not well keeps a sign that can be seen and is no mere colour.
  const shown: readonly MapState[] = ['down', 'partial', 'alarm'];
  for (const node of seen) {
    const { state } = graph.nodes[node]!;
    const place = { x: layout.x[node]!, y: layout.y[node]! };
    if (shown.includes(state)) drawGlyph(context, state, place, 6 / room.scale, colours);
  }
  yield;
}
