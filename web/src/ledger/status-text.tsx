import { lazy, type ReactNode, Suspense } from 'react';

/** What reads Markdown is fetched only where somebody was told something. */
const Written = lazy(() => import('./status-written.tsx'));

export function StatusText({ text }: { text: string }): ReactNode {
  return (
    <Suspense fallback={<p>{text}</p>}>
      <Written text={text} />
    </Suspense>
  );
}
