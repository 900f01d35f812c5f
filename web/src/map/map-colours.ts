import type { Colours } from './scene.ts';

const variables: Record<keyof Colours, string> = {
  surface: '--surface',
  sunken: '--paper',
  line: '--line',
  strong: '--line-strong',
  ink: '--ink',
  soft: '--ink-3',
  loss: '--loss-mark',
  alarm: '--alarm-mark',
  unknown: '--unknown-mark',
  calm: '--calm-mark',
  focus: '--focus',
};

/** The colours of the page now, for the canvas, which cannot read them from CSS. */
export function mapColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [name, style.getPropertyValue(variable).trim()]),
  ) as unknown as Colours;
}
