import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useRef } from 'react';
import { useShade } from '../../shell/theme.ts';
import type { Curve } from './curve.ts';
import { type ChartColours, chartOption } from './option.ts';

use([LineChart, BarChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

/** The drawn chart. Hidden from screen readers: the figure around it has its summary and its table. */
export default function Canvas({ curve, zone }: { curve: Curve; zone: string }): ReactNode {
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
      chart.current?.setOption(chartOption(curve, zone, coloursOf(element), element.clientWidth), { notMerge: true });
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [curve, zone, shade]);

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
    unknown: colour('--unknown-mark'),
    font: style.fontFamily,
  };
}
