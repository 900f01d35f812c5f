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

/** The drawn chart. Hidden from screen readers: the figure around it has its summary and its table. */
export default function Canvas({ draw: optionFor }: { draw: Draw }): ReactNode {
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
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [optionFor, shade]);

  return <div ref={holder} className="chart-canvas" aria-hidden="true" />;
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
