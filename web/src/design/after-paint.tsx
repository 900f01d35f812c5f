import { type ReactNode, Suspense, useEffect, useState } from 'react';

let isPainted = false;

/**
 * What lies below the first screen: its code is asked for once the first screen has been painted, so that nothing of it comes before
 * the verdict and the first numbers. Until then, and until it is there, `fallback` holds its place.
 */
export function AfterPaint({ fallback = null, children }: { fallback?: ReactNode; children: ReactNode }): ReactNode {
  const [isNow, setNow] = useState(isPainted);
  useEffect(() => {
    if (isNow) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // the frame comes after this callback, and the timer after the frame
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => {
        isPainted = true;
        setNow(true);
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [isNow]);
  return isNow ? <Suspense fallback={fallback}>{children}</Suspense> : fallback;
}
