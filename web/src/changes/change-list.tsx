import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { ChangesAnswer, ShownChange } from '../../../src/features/signals/change-contract.ts';
import { Time } from '../design/numbers.tsx';
import { Pages } from '../design/table/pages.tsx';
import { pageOf } from '../design/table/rows.ts';
import { changeWords, inOrder, webAddress } from './change-words.ts';

const pageSize = 10;

/** The changes that a chart above marks, with the numbers it gives them, newest first. */
export function ChangeList({
  answer,
  here,
  end,
}: {
  answer: ChangesAnswer;
  /** The component whose page this is: it is not named again. */
  here?: string;
  end: number;
}): ReactNode {
  const [page, setPage] = useState(0);
  const numbered = inOrder(answer.changes).map((change, index) => ({ change, number: index + 1 }));
  const shown = pageOf(numbered.reverse(), page, pageSize);
  if (answer.changes.length === 0) {
    return <p className="muted small">No change was told of in this time.</p>;
  }
  return (
    <div>
      <h4 className="change-heading">Changes in this time</h4>
      <ul className="change-list" aria-label="Changes in this time">
        {shown.rows.map(({ change, number }) => (
          <li key={change.id}>
            <span className="change-number" title={`Mark ${number} in the chart`}>
              {number}
            </span>
            <div>
              <Title change={change} />
              <p className="muted small">
                <Time at={Date.parse(change.at)} near={end} /> · {changeWords[change.kind]}
                {change.component !== null && change.component !== here && (
                  <>
                    {' · '}
                    <Link href={`/components/${change.component}`}>{change.component}</Link>
                  </>
                )}
                {change.version !== null && ` · ${change.version}`}
                {change.by !== null && ` · by ${change.by}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {answer.next !== null && <p className="muted small">Only the newest 100 are shown.</p>}
      <Pages of="changes" total={numbered.length} page={shown.page} pageSize={pageSize} onPage={setPage} />
    </div>
  );
}

function Title({ change }: { change: ShownChange }): ReactNode {
  const address = webAddress(change.url);
  if (address === null) return <strong>{change.title}</strong>;
  return (
    <a href={address} rel="noreferrer noopener" target="_blank">
      <strong>{change.title}</strong>
      <span className="visually-hidden"> (opens in a new window)</span>
    </a>
  );
}
