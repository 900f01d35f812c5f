import type { Stream } from './cumulative.ts';
import { cellOf, type StreamCells } from './stream-cells.ts';
import { exactOf } from './wire.ts';

/** A stream as it is kept on disk. */
export function streamText({ time, scheme, scale, values }: Stream): string {
  return JSON.stringify([String(time), scheme, scale, ...[...values].flatMap(([bin, value]) => [bin, String(value)])]);
}

export function streamFrom(text: string): Stream {
  const [time, scheme, scale, ...pairs] = JSON.parse(text) as [string, string, number, ...(string | number)[]];
  const values = new Map<number, bigint>();
  for (let i = 0; i < pairs.length; i += 2) values.set(Number(pairs[i]), BigInt(pairs[i + 1]!));
  return { time: BigInt(time), scheme, scale, values };
}

/** The text of the stream in a cell, for most without big integers of its values. */
export function cellText(cells: StreamCells, cell: number): string {
  const kind = cells.kinds[cell];
  if (kind === cellOf.other) return streamText(cells.read(cell));
  const time = exactOf(cells.lows[cell]!, cells.highs[cell]!);
  const value = cells.values[cell]!;
  if (kind === cellOf.sum) return `["${time}","",0,0,"${value}"]`;
  let text = `["${time}",${JSON.stringify(cells.schemes[cell])},0`;
  for (let bin = 0; bin < cells.sizes[cell]!; bin++) {
    const n = cells.counts[value + bin]!;
    if (n !== 0) text += `,${bin},"${n}"`;
  }
  return `${text}]`;
}
