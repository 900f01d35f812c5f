import type { ReactNode } from 'react';

/** 16 px line icons in the colour of the text beside them; always with a word, so hidden from screen readers. */
const shapes = {
  calm: <path d="M3.5 8.5 6.5 11.5 12.5 4.8" />,
  loss: <path d="M8 2.5v10M3.8 8.6 8 12.8l4.2-4.2" strokeWidth="2.2" />,
  alarm: (
    <>
      <path d="M8 2.4 14.2 13H1.8Z" />
      <path d="M8 6.6v3.2M8 11.4v.1" />
    </>
  ),
  unknown: (
    <>
      <path d="M5.6 5.9a2.4 2.4 0 1 1 3.5 2.2c-.8.4-1.1.9-1.1 1.7M8 12.3v.1" />
    </>
  ),
  learning: (
    <>
      <path d="M4.5 2.5h7M4.5 13.5h7M5.2 2.5c0 3.4 5.6 3.4 5.6 5.5s-5.6 2.1-5.6 5.5M10.8 2.5c0 3.4-5.6 3.4-5.6 5.5s5.6 2.1 5.6 5.5" />
    </>
  ),
  quiet: <path d="M3 8h2.2l1.4-2 2 4 1.5-2H13" />,
  none: <path d="M4 8h8" />,
  chevron: <path d="m5.5 3.5 4.5 4.5-4.5 4.5" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 3.5v-.2c0-.5-.4-.8-.8-.8H3.3c-.4 0-.8.3-.8.8v6.4c0 .5.4.8.8.8h.2" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M3.6 12.4l1-1M11.4 4.6l1-1" />
    </>
  ),
  moon: <path d="M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6Z" />,
  system: (
    <>
      <rect x="2" y="3" width="12" height="8" rx="1.2" />
      <path d="M6 13.6h4" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.6 3.6" />
    </>
  ),
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  person: (
    <>
      <circle cx="8" cy="5.4" r="2.7" />
      <path d="M2.8 13.6c.5-2.6 2.6-4.1 5.2-4.1s4.7 1.5 5.2 4.1" />
    </>
  ),
  up: <path d="m4 9.8 4-4 4 4" />,
  down: <path d="m4 6.2 4 4 4-4" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shapes[name]}
    </svg>
  );
}

export type Tone = 'calm' | 'loss' | 'alarm' | 'unknown';

/** A state: always an icon and a word, in the tone's colour. */
export function State({ tone, icon, children }: { tone: Tone; icon: IconName; children: ReactNode }): ReactNode {
  return (
    <span className={`state ${tone}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}
