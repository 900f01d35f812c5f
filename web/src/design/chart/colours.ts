/** The colours of the page, read from it: the chart library cannot use CSS variables. */
export interface ChartColours {
  ink: string;
  muted: string;
  line: string;
  surface: string;
  band: string;
  bandLine: string;
  loss: string;
  alarm: string;
  unknown: string;
  font: string;
}
