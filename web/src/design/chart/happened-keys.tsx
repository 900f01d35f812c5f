import type { ReactNode } from 'react';

/** The keys of changes and alarms in a legend, for those that the chart shows. */
export function HappenedKeys({
  marks = [],
  alarms = [],
}: {
  marks?: readonly unknown[] | undefined;
  alarms?: readonly unknown[] | undefined;
}): ReactNode {
  return (
    <>
      {alarms.length > 0 && (
        <span>
          <i className="key alarm" /> alarm
        </span>
      )}
      {marks.length > 0 && (
        <span>
          <i className="key change" /> change, numbered as below
        </span>
      )}
    </>
  );
}
