import { type EpochMs, type Interval, minute } from '../../../../src/maths/instants.ts';
import { clockText } from '../format/times.ts';
import type { ChartColours } from './colours.ts';
import type { ChartMark } from './curve.ts';

/** The steps that a chart draws, and what it marks among them. */
export interface Frame {
  from: EpochMs;
  stepMinutes: number;
  count: number;
  onset?: EpochMs | null;
  marks?: readonly ChartMark[];
  alarms?: readonly Interval[];
}

const onlyOneRow = 28;
/** Pixels above the curve for the words of its marks: those of the onset stand above the numbers of the changes. */
export const wordsAbove = ({ onset = null, marks = [] }: Frame): number =>
  onset !== null && marks.length > 0 ? 44 : onlyOneRow;
const numbersTall = 15;
/** The strip of alarms lies between the curve and the words. */
const strip = { from: 8, to: 3 };
const wordsFromCurve = 10;

const indexOf = ({ from, stepMinutes }: Frame, at: EpochMs): number => Math.floor((at - from) / (stepMinutes * minute));

/** Marks by the step they fall into, with their numbers in the list below the chart (from 1); those outside are left out. */
export function markedSteps(frame: Frame): { index: number; numbers: number[] }[] {
  const steps = new Map<number, number[]>();
  (frame.marks ?? []).forEach(({ at }, order) => {
    const index = indexOf(frame, at);
    if (index >= 0 && index < frame.count) steps.set(index, [...(steps.get(index) ?? []), order + 1]);
  });
  return [...steps].map(([index, numbers]) => ({ index, numbers }));
}

/** A dashed line per step with changes, labelled with their numbers. */
export function changeLines(frame: Frame, colours: ChartColours): object[] {
  return markedSteps(frame).map(({ index, numbers }) => ({
    xAxis: index,
    lineStyle: { color: colours.muted, type: [2, 3], width: 1.25 },
    label: {
      distance: wordsFromCurve,
      formatter: numbers.length === 1 ? `${numbers[0]}` : `${numbers[0]}–${numbers.at(-1)}`,
      color: colours.muted,
      fontFamily: colours.font,
      fontSize: 11,
      fontWeight: 600,
    },
  }));
}

/** The line at which a lasting drop began. */
export function onsetLine(frame: Frame, zone: string, colours: ChartColours): object[] {
  const { onset = null, count } = frame;
  if (onset === null) return [];
  const index = indexOf(frame, onset);
  if (index < 0 || index >= count) return [];
  return [
    {
      xAxis: index,
      lineStyle: { color: colours.loss, type: 'solid', width: 1.5 },
      label: {
        formatter: `onset ${clockText(onset, zone)}`,
        color: colours.loss,
        fontFamily: colours.font,
        fontWeight: 600,
        fontSize: 12,
        distance: wordsAbove(frame) > onlyOneRow ? wordsFromCurve + numbersTall : wordsFromCurve,
        // Near an edge the words grow inwards, or they would be cut off.
        align: index > count * 0.8 ? 'right' : index < count * 0.2 ? 'left' : 'center',
      },
    },
  ];
}

/** Alarms as a strip along the top, from step to step; one shorter than a step still shows. */
export function alarmStrips(frame: Frame): object[][] {
  const { count, alarms = [] } = frame;
  return alarms.flatMap(({ from, to }) => {
    const first = Math.max(0, indexOf(frame, from));
    const last = Math.min(count - 1, Math.max(first + 1, indexOf(frame, to)));
    if (first >= count || indexOf(frame, to) < 0) return [];
    const top = wordsAbove(frame);
    return [
      [
        { xAxis: first, y: top - strip.from },
        { xAxis: last, y: top - strip.to },
      ],
    ];
  });
}
