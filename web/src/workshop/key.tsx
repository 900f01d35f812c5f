import type { ReactNode } from 'react';

/** The key that does the same as the button it stands in. */
export function Key({ name }: { name: string }): ReactNode {
  return (
    <span aria-hidden="true" className="key-cap">
      {name}
    </span>
  );
}
