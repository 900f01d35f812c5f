import type { EChartsCoreOption } from 'echarts/core';
import { minute } from '../../../../src/maths/instants.ts';
import { bigText, countText, estimatedCountText } from '../format/numbers.ts';
import { clockText, nearTimeText } from '../format/times.ts';
import { tickIndexes, tickText } from './axis.ts';
import type { ChartColours } from './colours.ts';
import { type Curve, type CurvePoint, pointsOf } from './curve.ts';
import { alarmStrips, changeLines, onsetLine, wordsAbove } from './marks.ts';

const hidden = { symbol: 'none', silent: true, lineStyle: { opacity: 0 }, animation: false } as const;

/**
 * The chart: expectation as a band with its middle, actual as a line, what is missing in proven drops filled and hatched
 * red, unknown time hatched grey, the onset as a mark. Everything as SVG; the tooltip is drawn, not HTML (content policy).
 */
export function chartOption(curve: Curve, zone: string, colours: ChartColours, width: number): EChartsCoreOption {
  const points = pointsOf(curve);
  const most = Math.max(2, Math.min(10, Math.floor(width / 90)));
  const ticks = new Set(tickIndexes(curve.from, curve.stepMinutes, points.length, zone, most));
  const span = points.length * curve.stepMinutes * minute;
  const band = (point: CurvePoint): number | null =>
    point.low === null || point.high === null ? null : point.high - point.low;
  const base = (point: CurvePoint): number | null =>
    point.missing === null || point.actual === null ? null : point.actual;
  const frame = { ...curve, count: points.length };
  const label = { color: colours.muted, fontFamily: colours.font, fontSize: 12 };

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
        return point ? pointText(point, zone, curve.level) : '';
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
        min: 0,
        minInterval: 1,
        splitNumber: 4,
        axisLabel: { ...label, formatter: (value: number) => bigText(value) ?? countText(value) },
        splitLine: { lineStyle: { color: colours.line } },
      },
      { type: 'value', min: 0, max: 1, show: false },
    ],
    series: [
      { name: 'low', type: 'line', stack: 'band', data: points.map((point) => point.low), ...hidden },
      {
        name: 'band',
        type: 'line',
        stack: 'band',
        data: points.map(band),
        ...hidden,
        areaStyle: { color: colours.band, opacity: 1 },
      },
      { name: 'base', type: 'line', stack: 'missing', data: points.map(base), ...hidden },
      {
        name: 'missing',
        type: 'line',
        stack: 'missing',
        data: points.map((point) => point.missing),
        ...hidden,
        areaStyle: { color: colours.loss, opacity: 0.3 },
        itemStyle: {
          decal: {
            symbol: 'rect',
            color: colours.loss,
            dashArrayX: [1, 0],
            dashArrayY: [2, 5],
            rotation: -Math.PI / 4,
          },
        },
      },
      {
        name: 'expected',
        type: 'line',
        data: points.map((point) => point.expected),
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
        data: points.map((point) => (point.actual === null ? 1 : null)),
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
        name: 'actual',
        type: 'line',
        data: points.map((point) => point.actual),
        showSymbol: true,
        showAllSymbol: true,
        symbol: 'circle',
        symbolSize: (_value: unknown, { dataIndex }: { dataIndex: number }) => (isAlone(points, dataIndex) ? 4 : 0),
        itemStyle: { color: colours.ink },
        lineStyle: { color: colours.ink, width: 1.75 },
        z: 5,
        markLine: {
          symbol: 'none',
          silent: true,
          data: [...changeLines(frame, colours), ...onsetLine(frame, zone, colours)],
        },
        markArea: { silent: true, data: alarmStrips(frame), itemStyle: { color: colours.alarm } },
      },
    ],
  };
}

/** A measured step between unknown ones would be an invisible line of no length. */
function isAlone(points: readonly CurvePoint[], index: number): boolean {
  return (points[index - 1]?.actual ?? null) === null && (points[index + 1]?.actual ?? null) === null;
}

/** One step in words, for the tooltip. */
export function pointText(point: CurvePoint, zone: string, level: number): string {
  const lines = [`${nearTimeText(point.from, point.to, zone)} – ${clockText(point.to, zone)}`];
  lines.push(point.actual === null ? 'actual unknown' : `actual ${countText(point.actual)}`);
  if (point.expected !== null) lines.push(`expected ${estimatedCountText(point.expected)}`);
  if (point.low !== null && point.high !== null) {
    lines.push(
      `${Math.round(level * 100)}% between ${estimatedCountText(point.low)} and ${estimatedCountText(point.high)}`,
    );
  }
  if (point.missing !== null && point.missing > 0) lines.push(`missing ${estimatedCountText(point.missing)}`);
  lines.push(...whatHappened(point));
  return lines.join('\n');
}

/** The changes within a step, a few by name, and whether something was in alarm. */
export function whatHappened({ marks, alarm }: { marks: readonly string[]; alarm: boolean }): string[] {
  const named = marks.slice(0, 3).map((name) => `change: ${name.length > 48 ? `${name.slice(0, 47)}…` : name}`);
  if (marks.length > 3) named.push(`and ${marks.length - 3} more changes`);
  return alarm ? [...named, 'something was in alarm'] : named;
}
