import { Fragment, type ReactNode } from 'react';
import { Time } from './numbers.tsx';

const instant = /(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)/;

/** A sentence of the server, with the instants in it as the page shows times: `came through since 12:22`. */
export function Said({ text }: { text: string }): ReactNode {
  const now = Date.now();
  let offset = 0;
  return text.split(instant).map((part, nth) => {
    const key = offset;
    offset += part.length;
    const at = nth % 2 === 1 ? Date.parse(part) : Number.NaN;
    return <Fragment key={`${key} ${part}`}>{Number.isNaN(at) ? part : <Time at={at} near={now} />}</Fragment>;
  });
}
