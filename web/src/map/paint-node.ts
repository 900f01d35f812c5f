import type { MapNode, MapState } from '../../../src/features/criticality/map/map-contract.ts';
import { levelRank } from '../criticality/levels.ts';
import { nodeSize } from './layout.ts';
import type { Colours, Effect } from './scene.ts';

interface Place {
  x: number;
  y: number;
}

interface How {
  isFar: boolean;
  isPicked: boolean;
  effect: Effect | undefined;
  scale: number;
}

/** A node: processes are round at the sides, components are not; near by with its name, its state and the bars of its level. */
export function drawNode(
  context: CanvasRenderingContext2D,
  node: MapNode,
  label: string,
  { x, y }: Place,
  colours: Colours,
  { isFar, isPicked, effect, scale }: How,
): void {
  const { width, height } = nodeSize;
  const [left, top] = [x - width / 2, y - height / 2];
  const isProcess = node.kind === 'process';
  context.beginPath();
  context.roundRect(left, top, width, height, isProcess ? height / 2 : 4);
  context.fillStyle = isFar ? farFill(node, colours) : colours.surface;
  context.fill();
  const edge = edgeOf(node.state, colours);
  const isHeavy = isPicked || effect !== undefined;
  context.lineWidth = isHeavy ? Math.max(3, 2.5 / scale) : Math.max(isProcess ? 1.75 : 1, 0.75 / scale);
  context.strokeStyle = isPicked ? colours.focus : effect === undefined ? edge : effectColour(effect, colours);
  context.setLineDash(node.state === 'unmeasured' && !isHeavy ? [4, 3] : effect === 'degraded' ? [10, 5] : []);
  context.stroke();
  context.setLineDash([]);
  if (isFar) return;
  drawGlyph(context, node.state, { x: left + 17, y }, 6, colours);
  context.fillStyle = colours.ink;
  context.font = `${isProcess ? 650 : 500} 12px "Inter Variable", system-ui, sans-serif`;
  context.textBaseline = 'middle';
  context.fillText(label, left + 29, y + 0.5);
  drawBars(context, node, left + width - (isProcess ? 28 : 22), y + 6, colours);
}

/** Four for critical to one for supporting; of the derived level where none is declared, then empty. */
function drawBars(context: CanvasRenderingContext2D, node: MapNode, x: number, y: number, colours: Colours): void {
  const rank = levelRank(node.level ?? node.derived);
  if (rank === null) return;
  context.strokeStyle = colours.strong;
  context.fillStyle = colours.soft;
  context.lineWidth = 0.75;
  for (let bar = 0; bar < 4; bar += 1) {
    const tall = 3 + bar * 3;
    if (bar < 4 - rank && node.level !== null) context.fillRect(x + bar * 4, y - tall, 3, tall);
    else if (bar < 4 - rank) context.strokeRect(x + bar * 4, y - tall, 2.5, tall);
    else context.fillRect(x + bar * 4, y - 1, 3, 1);
  }
}

/** A state as a shape of its own: tick, cross, half disc, triangle, question mark, dash. */
export function drawGlyph(
  context: CanvasRenderingContext2D,
  state: MapState,
  { x, y }: Place,
  r: number,
  colours: Colours,
): void {
  context.lineWidth = r / 3.5;
  context.lineCap = 'round';
  context.strokeStyle = colours.surface;
  context.beginPath();
  if (state === 'down') {
    fillRound(context, x, y, r, colours.loss);
    const arm = r * 0.42;
    line(context, [x - arm, y - arm, x + arm, y + arm], [x - arm, y + arm, x + arm, y - arm]);
  } else if (state === 'partial') {
    fillRound(context, x, y, r, colours.surface);
    context.strokeStyle = colours.loss;
    context.stroke();
    context.beginPath();
    context.arc(x, y, r, 0, Math.PI);
    context.fillStyle = colours.loss;
    context.fill();
  } else if (state === 'alarm') {
    context.moveTo(x, y - r);
    context.lineTo(x + r * 1.1, y + r * 0.85);
    context.lineTo(x - r * 1.1, y + r * 0.85);
    context.closePath();
    context.fillStyle = colours.alarm;
    context.fill();
    line(context, [x, y - r * 0.3, x, y + r * 0.2], [x, y + r * 0.52, x, y + r * 0.55]);
  } else if (state === 'ok') {
    context.strokeStyle = colours.calm;
    line(context, [x - r * 0.6, y, x - r * 0.15, y + r * 0.5], [x - r * 0.15, y + r * 0.5, x + r * 0.65, y - r * 0.5]);
  } else if (state === 'unknown') {
    context.fillStyle = colours.unknown;
    context.font = `700 ${r * 2.1}px "Inter Variable", system-ui, sans-serif`;
    context.textBaseline = 'middle';
    context.fillText('?', x - r * 0.6, y + r * 0.1);
  } else {
    context.strokeStyle = colours.unknown;
    line(context, [x - r * 0.6, y, x + r * 0.6, y]);
  }
  context.lineCap = 'butt';
}

function fillRound(context: CanvasRenderingContext2D, x: number, y: number, r: number, colour: string): void {
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

function line(context: CanvasRenderingContext2D, ...lines: [number, number, number, number][]): void {
  context.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  }
  context.stroke();
}

function edgeOf(state: MapState, colours: Colours): string {
  if (state === 'down' || state === 'partial') return colours.loss;
  return state === 'alarm' ? colours.alarm : colours.strong;
}

function effectColour(effect: Effect, colours: Colours): string {
  return effect === 'changed' ? colours.ink : effect === 'down' ? colours.loss : colours.alarm;
}

function farFill(node: MapNode, colours: Colours): string {
  if (node.state === 'down') return colours.loss;
  if (node.state === 'alarm') return colours.alarm;
  return node.kind === 'process' ? colours.soft : colours.surface;
}
