import type { EChartsCoreOption } from 'echarts/core';
import { minute } from '../../../src/maths/instants.ts';
import { tickIndexes, tickText } from '../design/chart/axis.ts';
import type { ChartColours } from '../design/chart/colours.ts';
import { countText } from '../design/format/numbers.ts';
import { fullTimeText } from '../design/format/times.ts';
import { type BudgetPoint, lowestPercent } from './budget-history.ts';
import { leftText } from './objective-words.ts';

/** The chart of a budget: what is left as a line, nothing left dashed, steps beyond it marked, unknown steps hatched. */
export function budgetOption(
  points: readonly BudgetPoint[],
  stepMinutes: number,
  zone: string,
  colours: ChartColours,
  width: number,
): EChartsCoreOption {
  const floor = lowestPercent(points);
  const from = points[0]?.at ?? 0;
  const most = Math.max(2, Math.min(10, Math.floor(width / 90)));
  const ticks = new Set(tickIndexes(from, stepMinutes, points.length, zone, most));
  const span = points.length * stepMinutes * minute;
  const label = { color: colours.muted, fontFamily: colours.font, fontSize: 12 };
  const decal = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: Math.PI / 4 };
  return {
    animation: false,
    textStyle: { fontFamily: colours.font },
    grid: { left: 8, right: 14, top: 10, bottom: 4, containLabel: true },
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
        if (!point) return '';
        return `${fullTimeText(point.at, zone)}\n${point.left === null ? 'not known' : `${leftText(point.left)} left`}`;
      },
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: points.map(({ at }) => tickText(at, zone, span)),
      axisLine: { onZero: false, lineStyle: { color: colours.muted } },
      axisTick: { show: true, alignWithLabel: true, interval: (index: number) => ticks.has(index) },
      axisLabel: { ...label, interval: (index: number) => ticks.has(index), hideOverlap: true },
    },
    yAxis: [
      {
        type: 'value',
        min: floor,
        max: 100,
        ...(floor === 0 ? { interval: 25 } : { splitNumber: 4 }),
        axisLabel: { ...label, formatter: (value: number) => `${countText(value)}%` },
        splitLine: { lineStyle: { color: colours.line } },
      },
      { type: 'value', min: 0, max: 1, show: false },
    ],
    series: [
      {
        name: 'nothing left',
        type: 'line',
        data: points.map(() => 0),
        symbol: 'none',
        silent: true,
        lineStyle: { color: colours.bandLine, width: 1.25, type: [4, 3] },
      },
      {
        name: 'not known',
        type: 'bar',
        yAxisIndex: 1,
        barWidth: '102%',
        silent: true,
        data: points.map(({ left }) => (left === null ? 1 : null)),
        itemStyle: { color: 'transparent', decal: { ...decal, color: colours.unknown } },
      },
      {
        name: 'budget left',
        type: 'line',
        connectNulls: false,
        data: points.map(({ left }) => (left === null ? null : left * 100)),
        symbol: 'none',
        lineStyle: { color: colours.ink, width: 1.75 },
        areaStyle: { origin: 'auto', color: colours.band, opacity: 0.45 },
        z: 5,
      },
      {
        name: 'overspent',
        type: 'line',
        connectNulls: false,
        data: points.map(({ left }) => (left === null || left > 0 ? null : left * 100)),
        symbol: 'none',
        silent: true,
        lineStyle: { color: colours.loss, width: 2.25 },
        z: 6,
      },
    ],
  };
}
