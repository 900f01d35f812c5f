import type { ReactNode } from 'react';
import type { KeyMeasure, Report } from '../../../src/features/agreements/report-contract.ts';
import { Explained } from '../design/explain/explain.tsx';
import { grouped } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';
import { MoneyGap } from './money-gap.tsx';

/** A value with its unit; a percent sign belongs to its number. */
export function measureText({ value, unit }: Pick<KeyMeasure, 'value' | 'unit'>): string {
  if (!/^-?\d/.test(value)) return value;
  const number = /^-?\d+(\.\d+)?$/.test(value) ? grouped(value) : value;
  return unit === '%' ? `${number}%` : `${number} ${unit}`;
}

/** The five key measures of each product. */
export function KeyMeasurePanel({ report }: { report: Report }): ReactNode {
  const { keyMeasures } = report;
  if (keyMeasures.length === 0) return null;
  return (
    <Panel title="Key measures of each product">
      {keyMeasures.map(({ product, measures }) => (
        <section key={product} aria-label={`Key measures of ${product}`}>
          <h3 className="report-heading">{product}</h3>
          <dl className="number-list">
            {measures.map((measure) => {
              const shown = measureText(measure);
              const title = `${product}: ${measure.displayName}`;
              return (
                <div key={measure.name}>
                  <dt>{measure.displayName}</dt>
                  <dd>
                    <Explained
                      label={title}
                      made={{ title, shown, local: { title: 'How it is counted', formula: measure.why, lines: [] } }}
                    >
                      {shown}
                    </Explained>
                    {measure.value === 'unknown' && <small className="muted">{measure.why}</small>}
                    {/^[A-Z]{3}$/.test(measure.unit) && <MoneyGap report={report} product={product} />}
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      ))}
    </Panel>
  );
}
