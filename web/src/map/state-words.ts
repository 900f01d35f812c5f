import type { z } from 'zod';
import type { MapEdge, MapNode, MapState } from '../../../src/features/criticality/map/map-contract.ts';
import type { WhatIfEffect } from '../../../src/features/criticality/what-if/what-if-contract.ts';
import type { IconName, Tone } from '../design/icons.tsx';
import type { Firmness } from './graph.ts';

export const stateWords: Record<MapState, { tone: Tone; icon: IconName; word: string }> = {
  ok: { tone: 'calm', icon: 'calm', word: 'Well' },
  partial: { tone: 'loss', icon: 'loss', word: 'Partly down' },
  down: { tone: 'loss', icon: 'close', word: 'Down' },
  alarm: { tone: 'alarm', icon: 'alarm', word: 'Alarm' },
  unknown: { tone: 'unknown', icon: 'unknown', word: 'Unknown' },
  unmeasured: { tone: 'unknown', icon: 'none', word: 'Not measured' },
};

/** The worst first. */
export const stateOrder: readonly MapState[] = ['down', 'partial', 'alarm', 'unknown', 'unmeasured', 'ok'];

export const firmWords: Record<Firmness, string> = {
  hard: 'cannot do without it',
  group: 'needs it among others',
  soft: 'loses a part of its value',
  async: 'goes on while a buffer lasts',
};

export const modeWords: Record<MapEdge['mode'], string> = {
  hard: 'hard',
  soft: 'soft',
  async: 'async',
  group: 'one of several',
  discovered: 'seen, not declared',
};

export const effectWords: Record<z.infer<typeof WhatIfEffect>, { tone: Tone; icon: IconName; word: string }> = {
  down: { tone: 'loss', icon: 'close', word: 'Down' },
  degraded: { tone: 'alarm', icon: 'loss', word: 'Loses a part' },
  untouched: { tone: 'calm', icon: 'calm', word: 'Goes on' },
};

/** A node as it is read aloud. */
export function nodeWords(node: MapNode, above: number, below: number): string {
  const kind = node.kind === 'process' ? 'process' : (node.type ?? 'component');
  const level = node.level ?? (node.derived === null ? 'no level' : `derived ${node.derived}`);
  return [
    `${node.displayName}, ${kind}`,
    level,
    stateWords[node.state].word.toLowerCase(),
    ...(node.kind === 'component' ? [`${above} above it`] : []),
    `${below} below it`,
  ].join(', ');
}
