import type { MapGraph } from './graph.ts';
import type { Layout } from './layout.ts';

/** What a question of what-if does to a node; `changed` is what was asked about. */
export type Effect = 'changed' | 'down' | 'degraded';

export interface Colours {
  surface: string;
  sunken: string;
  line: string;
  strong: string;
  ink: string;
  soft: string;
  loss: string;
  alarm: string;
  unknown: string;
  calm: string;
  focus: string;
}

export interface Scene {
  graph: MapGraph;
  layout: Layout;
  /** As they are shown, one per band of the layout. */
  areaNames: readonly string[];
  /** Names that fit, one per node. */
  labels: readonly string[];
  colours: Colours;
}

/** What stands out: those nodes and edges, and what a question of what-if does to some of them. */
export interface Lit {
  nodes: readonly number[];
  edges: readonly number[];
  picked: number | null;
  effects: ReadonlyMap<number, Effect>;
}

/** The part of the map that a canvas shows. */
export interface Room {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  scale: number;
}
