import type { MapNode } from '../../../src/features/criticality/map/map-contract.ts';
import { nodeSize } from './layout.ts';

const known = new Map<string, string>();
const room = { process: nodeSize.width - 62, component: nodeSize.width - 55 } as const;
let measure: CanvasRenderingContext2D | null | undefined;

/** The names as they fit into their nodes, cut with an ellipsis. */
export function labelsOf(nodes: readonly MapNode[]): string[] {
  measure ??= document.createElement('canvas').getContext('2d');
  return nodes.map(({ kind, displayName }) => {
    const key = `${kind} ${displayName}`;
    const label = known.get(key) ?? (measure ? cut(displayName, room[kind], kind === 'process', measure) : displayName);
    known.set(key, label);
    return label;
  });
}

function cut(name: string, width: number, isBold: boolean, context: CanvasRenderingContext2D): string {
  context.font = `${isBold ? 650 : 500} 12px "Inter Variable", system-ui, sans-serif`;
  if (context.measureText(name).width <= width) return name;
  let [fits, tooLong] = [0, name.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (context.measureText(`${name.slice(0, middle)}…`).width <= width) fits = middle;
    else tooLong = middle;
  }
  return `${name.slice(0, fits)}…`;
}
