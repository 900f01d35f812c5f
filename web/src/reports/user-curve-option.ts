import type { EChartsCoreOption } from 'echarts/core';
import type { WindowedCurve } from '../../../src/features/agreements/report-contract.ts';
import type { ChartColours } from '../design/chart/colours.ts';
import { fractionText, secondsText } from '../design/format/fractions.ts';

type Point = WindowedCurve['points'][number];

export const lengthOf = (minutes: number): string => secondsText(minutes * 60);
const percent = ({ worst }: Point): number => (worst.numerator / worst.denominator) * 100;

/** Lengths that people know: minutes, hours, days, a week and a month. */
const knownLengths = [1, 5, 15, 60, 360, 1_440, 10_080, 43_200];

/** The curve in words: its shortest, an hour or near it, and its longest window. */
export function worstWindow(points: readonly Point[]): string {
  const [shortest, longest] = [points[0], points.at(-1)];
  if (!shortest || !longest) return 'No user was counted.';
  const hour = points.find(({ minutes }) => minutes >= 60) ?? longest;
  const told = [...new Set([shortest, hour, longest])].map(
    ({ minutes, worst }) => `${fractionText(worst)} over ${lengthOf(minutes)}`,
  );
  return `At its worst ${told.join(', ')}.`;
}

/** The curve of windowed user-uptime: lengths on a logarithmic axis, the worst availability of each as a line. */
export function userCurveOption(points: readonly Point[], colours: ChartColours, width: number): EChartsCoreOption {
  const label = { color: colours.muted, fontFamily: colours.font, fontSize: 12 };
  const [shortest, longest] = [points[0]?.minutes ?? 1, points.at(-1)?.minutes ?? 1];
  const known = width < 600 ? knownLengths.filter((_, index) => index % 2 === 0) : knownLengths;
  const ticks = known.filter((minutes) => minutes >= shortest && minutes <= longest).map(Math.log10);
  const lowest = Math.min(100, ...points.map(percent));
  const room = 100 - lowest;
  const floor = 100 - ([0.1, 0.5, 1, 2, 5, 10, 20, 50, 100].find((size) => size >= room) ?? 100);
  const places = 100 - floor < 0.5 ? 2 : 100 - floor < 5 ? 1 : 0;
  return {
    animation: false,
    textStyle: { fontFamily: colours.font },
    grid: { left: 8, right: 24, top: 10, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.muted,
      borderWidth: 1,
      padding: [8, 10],
      textStyle: { color: colours.ink, fontFamily: colours.font, fontSize: 13, lineHeight: 18 },
      axisPointer: { type: 'line', lineStyle: { color: colours.muted, type: 'solid' } },
      formatter: (items: { dataIndex: number }[] | { dataIndex: number }) => {
        const point = points[[items].flat()[0]?.dataIndex ?? -1];
        return point ? `worst ${lengthOf(point.minutes)}\n${fractionText(point.worst)}` : '';
      },
    },
    // The logarithm is taken here, so that the ticks can be lengths that people know instead of powers of ten.
    xAxis: {
      type: 'value',
      min: Math.log10(shortest),
      max: Math.log10(longest),
      axisLine: { onZero: false, lineStyle: { color: colours.muted } },
      axisTick: { show: true, customValues: ticks },
      axisLabel: {
        ...label,
        hideOverlap: true,
        customValues: ticks,
        formatter: (value: number) => lengthOf(Math.round(10 ** value)),
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: floor,
      max: 100,
      splitNumber: 4,
      axisLabel: { ...label, formatter: (value: number) => `${value.toFixed(places)}%` },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [
      {
        name: 'worst',
        type: 'line',
        data: points.map((point) => [Math.log10(point.minutes), percent(point)]),
        symbol: 'circle',
        symbolSize: 4,
        itemStyle: { color: colours.ink },
        lineStyle: { color: colours.ink, width: 1.75 },
      },
    ],
  };
}
