import type { EChartsCoreOption } from 'echarts/core';
import { minute } from '../../../../src/maths/instants.ts';
import { countText, ratioText } from '../format/numbers.ts';
import { clockText, nearTimeText } from '../format/times.ts';
import { tickIndexes, tickText } from './axis.ts';
import type { ChartColours } from './colours.ts';
import { alarmStrips, changeLines, wordsAbove } from './marks.ts';
import { whatHappened } from './option.ts';
import { axisFloor, type RatioCurve, type RatioPoint, ratioPoints } from './ratio-curve.ts';

/** Percent with as many places as the axis needs, cut so that nothing reads as reaching what it did not. */
export function percentText(percent: number, places: number): string {
  const factor = 10 ** places;
  return `${(Math.trunc(percent * factor + 1e-9) / factor).toFixed(places)}%`;
}

/** The chart of an indicator: its ratio as a line, the objective dashed, steps below it marked, unknown time hatched. */
export function ratioOption(curve: RatioCurve, zone: string, colours: ChartColours, width: number): EChartsCoreOption {
  const points = ratioPoints(curve);
  const frame = { ...curve, count: points.length };
  const most = Math.max(2, Math.min(10, Math.floor(width / 90)));
  const ticks = new Set(tickIndexes(curve.from, curve.stepMinutes, points.length, zone, most));
  const span = points.length * curve.stepMinutes * minute;
  const floor = axisFloor(points, curve.objective);
  const places = 100 - floor < 0.5 ? 2 : 100 - floor < 5 ? 1 : 0;
  const label = { color: colours.muted, fontFamily: colours.font, fontSize: 12 };
  const objective = Number(curve.objective) * 100;

  return {
    animation: false,
    textStyle: { fontFamily: colours.font },
    grid: { left: 8, right: 14, top: wordsAbove(frame), bottom: 4, containLabel: true },
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
        return point ? ratioPointText(point, zone, curve.objective) : '';
      },
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: points.map((point) => tickText(point.from, zone, span)),
      axisLine: { lineStyle: { color: colours.muted } },
      axisTick: { show: true, alignWithLabel: true, interval: (index: number) => ticks.has(index) },
      axisLabel: { ...label, interval: (index: number) => ticks.has(index), hideOverlap: true },
    },
    yAxis: [
      {
        type: 'value',
        min: floor,
        max: 100,
        splitNumber: 4,
        axisLabel: { ...label, formatter: (value: number) => percentText(value, places) },
        splitLine: { lineStyle: { color: colours.line } },
      },
      { type: 'value', min: 0, max: 1, show: false },
    ],
    series: [
      {
        name: 'objective',
        type: 'line',
        data: points.map(() => objective),
        symbol: 'none',
        silent: true,
        lineStyle: { color: colours.bandLine, width: 1.25, type: [4, 3] },
      },
      {
        name: 'unknown',
        type: 'bar',
        yAxisIndex: 1,
        barWidth: '102%',
        silent: true,
        data: points.map((point) => (point.valid === null ? 1 : null)),
        itemStyle: {
          color: 'transparent',
          decal: {
            symbol: 'rect',
            color: colours.unknown,
            dashArrayX: [1, 0],
            dashArrayY: [1, 6],
            rotation: Math.PI / 4,
          },
        },
      },
      {
        name: 'reached',
        type: 'line',
        connectNulls: false,
        data: points.map((point) => ({
          value: point.percent,
          ...(point.missed
            ? { itemStyle: { color: colours.alarm, borderColor: colours.surface, borderWidth: 1 } }
            : {}),
        })),
        showSymbol: true,
        showAllSymbol: true,
        symbol: 'circle',
        symbolSize: (_value: unknown, { dataIndex }: { dataIndex: number }) =>
          points[dataIndex]?.missed ? 7 : isAlone(points, dataIndex) ? 4 : 0,
        itemStyle: { color: colours.ink },
        lineStyle: { color: colours.ink, width: 1.75 },
        z: 5,
        markLine: { symbol: 'none', silent: true, data: changeLines(frame, colours) },
        markArea: { silent: true, data: alarmStrips(frame), itemStyle: { color: colours.alarm } },
      },
    ],
  };
}

function isAlone(points: readonly RatioPoint[], index: number): boolean {
  return (points[index - 1]?.percent ?? null) === null && (points[index + 1]?.percent ?? null) === null;
}

/** One step in words, for the tooltip. */
export function ratioPointText(point: RatioPoint, zone: string, objective: string): string {
  const lines = [`${nearTimeText(point.from, point.to, zone)} – ${clockText(point.to, zone)}`];
  if (point.good === null || point.valid === null) lines.push('unknown');
  else if (point.percent === null) lines.push('no valid events');
  else {
    lines.push(`${percentText(point.percent, 3)} of ≥ ${ratioText(objective)}${point.missed ? ', missed' : ''}`);
    lines.push(`${countText(point.good)} good of ${countText(point.valid)} valid`);
  }
  return [...lines, ...whatHappened(point)].join('\n');
}
