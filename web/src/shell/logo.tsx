import type { ReactNode } from 'react';

/** The mark: a pair of scales, business a little heavier. */
export function Logo(): ReactNode {
  return (
    <svg className="logo" aria-hidden="true" width="28" height="28" viewBox="0 0 32 32">
      <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M16 4.5V26M11 26.6h10M6 9.8l20-3.6" />
        <path d="M2.4 18.4 6 10l3.6 8.4M22.4 14.8 26 6.4l3.6 8.4" />
      </g>
      <path
        d="M2 18.4h8c0 2.4-1.7 3.7-4 3.7s-4-1.3-4-3.7ZM22 14.8h8c0 2.4-1.7 3.7-4 3.7s-4-1.3-4-3.7Z"
        fill="currentColor"
      />
    </svg>
  );
}
