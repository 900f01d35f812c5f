import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useRef } from 'react';
import { useShade } from '../../shell/theme.ts';
import type { ChartColours } from './colours.ts';

/** What is drawn, for the colours of the page and the pixels there are; the same function as long as the data are the same. */
export type Draw = (colours: ChartColours, width: number) => EChartsCoreOption;

use([LineChart, BarChart, GridComponent, TooltipComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer]);

/** Where the curve lies in its canvas, in pixels from the left: its first and its last step; from the top: its edges. */
export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The drawn chart. Hidden from screen readers: the figure around it has its summary and its table. */
export default function Canvas({
  draw: optionFor,
  onPlot,
}: {
  draw: Draw;
  /** Told after each drawing where the curve lies; the same function as long as who listens is the same. */
  onPlot?: (plot: Plot) => void;
}): ReactNode {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const shade = useShade();

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    chart.current = init(element, null, { renderer: 'svg' });
    return () => {
      makeEmptiable(element);
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  // `shade` is what makes the colours differ.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page, which follows the shade
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const draw = (): void => {
      chart.current?.resize();
      chart.current?.setOption(optionFor(coloursOf(element), element.clientWidth), { notMerge: true });
      const plot = onPlot && chart.current ? plotOf(chart.current) : null;
      if (plot) onPlot?.(plot);
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [optionFor, onPlot, shade]);

  return <div ref={holder} className="chart-canvas" aria-hidden="true" />;
}

/** Null where nothing is drawn. */
function plotOf(chart: ECharts): Plot | null {
  const { xAxis, yAxis } = chart.getOption() as { xAxis?: { data?: unknown[] }[]; yAxis?: { max?: number }[] };
  const steps = xAxis?.[0]?.data?.length ?? 0;
  // The axis from 0 to 1 is that of what is unknown: its ends are the edges of the plot, whatever the curve reaches.
  const last = (yAxis?.length ?? 1) - 1;
  const place = (index: number, value: number): number[] | undefined =>
    chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: last }, [index, value]);
  const [first, end] = [place(0, 1), place(Math.max(0, steps - 1), 0)];
  const [left, top, right, bottom] = [first?.[0], first?.[1], end?.[0], end?.[1]];
  if (left === undefined || right === undefined || top === undefined || bottom === undefined) return null;
  return Number.isFinite(left + right + top + bottom) ? { left, right, top, bottom } : null;
}

/** The library disposes of a chart by `innerHTML = ''`, which Trusted Types refuse even for nothing: its elements empty themselves. */
function makeEmptiable(holder: HTMLElement): void {
  for (const element of [holder, ...holder.querySelectorAll('svg')]) {
    Object.defineProperty(element, 'innerHTML', { configurable: true, set: () => element.replaceChildren() });
  }
}

function coloursOf(element: HTMLElement): ChartColours {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: colour('--ink'),
    muted: colour('--ink-3'),
    line: colour('--line'),
    surface: colour('--surface'),
    band: colour('--band'),
    bandLine: colour('--band-line'),
    loss: colour('--loss-mark'),
    alarm: colour('--alarm-mark'),
    unknown: colour('--unknown-mark'),
    font: style.fontFamily,
  };
}
