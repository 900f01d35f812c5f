import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Week, WeeksAnswer } from '../../../src/features/reviews/weekly-contract.ts';
import { weekMarkdownPath } from '../api/reviews.ts';
import { ownerText } from '../component/owner-text.ts';
import { DayTime } from '../ledger/day-time.tsx';
import { weekAfter } from './iso-week.ts';
import { weekPagePath } from './review-words.ts';

/** Which week, who leads, whether it is kept or as things stand, and the way to other weeks. */
export function WeekTitle({ page, kept }: { page: Week; kept: WeeksAnswer['kept'] }): ReactNode {
  const [, go] = useLocation();
  const { week, review, keptAt, madeAt } = page;
  const [before, after] = [weekAfter(week, -1), weekAfter(week, 1)];
  const isOver = Date.parse(page.to) <= Date.parse(madeAt);
  const offered = [...new Set([week, ...kept.filter((one) => one.review === review).map((one) => one.week)])]
    .sort()
    .reverse();
  return (
    <header className="week-title">
      <p className="muted small on-screen">
        <Link href="/reviews">Reviews</Link>
      </p>
      <h1>
        {page.displayName} <span className="nowrap">{week}</span>
      </h1>
      <p className="week-when">
        <DayTime at={Date.parse(page.from)} isDay /> to <DayTime at={Date.parse(page.to) - 1} isDay />, {page.timeZone}
        {page.host !== null && (
          <>
            {' '}
            · led by <strong>{ownerText(page.host)}</strong>
          </>
        )}
        {' · '}
        <span role="status">
          {keptAt !== null ? (
            <>
              as it was kept <DayTime at={Date.parse(keptAt)} />
            </>
          ) : (
            <>
              as things stand <DayTime at={Date.parse(madeAt)} />
              {!isOver && ', the week is not over'}
            </>
          )}
        </span>
        {page.moneyHidden && ' · money of some products is not shown to you'}
      </p>
      <nav className="week-ways on-screen" aria-label="Weeks">
        {before !== null && (
          <Link className="button" href={weekPagePath(before, review)}>
            Week before
          </Link>
        )}
        {after !== null && isOver && (
          <Link className="button" href={weekPagePath(after, review)}>
            Week after
          </Link>
        )}
        {offered.length > 1 && (
          <label className="week-kept">
            <span className="visually-hidden">Weeks kept</span>
            <select
              className="select"
              value={week}
              onChange={(event) => go(weekPagePath(event.currentTarget.value, review))}
            >
              {offered.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" className="button" onClick={() => print()}>
          Print
        </button>
        <a className="button" href={weekMarkdownPath(week, review)} download={`${review}-${week}.md`}>
          Markdown
        </a>
      </nav>
    </header>
  );
}
