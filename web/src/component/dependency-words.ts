import type {
  DependencyLine,
  DependencyLink,
  DependencyStep,
} from '../../../src/features/balance/dependency-contract.ts';
import { ratioText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';

/** How a thing depends on another, in a word and what follows from it. */
export function linkWords({ mode, share, bufferMinutes }: DependencyLink): { word: string; meaning: string } {
  if (mode === 'soft') return { word: 'soft', meaning: `without it ${ratioText(share ?? '0')} of the value is lost` };
  if (mode === 'async') {
    return { word: 'async', meaning: `nothing is lost for ${durationText((bufferMinutes ?? 0) * 60_000)} without it` };
  }
  return { word: 'hard', meaning: 'without it nothing works' };
}

export function groupWords({ atLeast, of }: { atLeast: number; of: number }): string {
  return atLeast === 1 ? `One of these ${of} is enough` : `${atLeast} of these ${of} are needed`;
}

/** `hard`, `soft`, or `hard, one of 2`: how a step on a way is depended on. */
export function stepWords({ link, oneOf }: DependencyStep): string {
  const { word } = linkWords(link);
  return oneOf === null ? word : `${word}, ${oneOf.atLeast} of ${oneOf.of} needed`;
}

/** A line with the lines below it. */
export interface DependencyNode {
  line: DependencyLine;
  below: DependencyNode[];
}

/** The lines of a tree as the tree that they are. */
export function nested(lines: readonly DependencyLine[]): DependencyNode[] {
  const roots: DependencyNode[] = [];
  const open: DependencyNode[] = [];
  for (const line of lines) {
    const node: DependencyNode = { line, below: [] };
    open.length = Math.min(open.length, line.depth);
    (open.at(-1)?.below ?? roots).push(node);
    open.push(node);
  }
  return roots;
}
