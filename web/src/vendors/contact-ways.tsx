import type { ReactNode } from 'react';

interface Contact {
  name: string;
  email: string | null;
  phone: string | null;
  url: string | null;
}

/** The ways of reaching somebody: large enough for a thumb. */
export function ContactWays({ contact: { name, phone, email, url } }: { contact: Contact }): ReactNode {
  return (
    <>
      {phone !== null && (
        <a className="button" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
          <span className="visually-hidden">Call {name}: </span>
          {phone}
        </a>
      )}
      {email !== null && (
        <a className="button quiet" href={`mailto:${email}`}>
          <span className="visually-hidden">Write to {name}: </span>
          {email}
        </a>
      )}
      {url !== null && (
        <a className="button quiet" href={url} target="_blank" rel="noreferrer">
          <span className="visually-hidden">{name}: </span>
          {url.replace(/^https?:\/\//, '')}
          <span className="visually-hidden"> (opens another page)</span>
        </a>
      )}
    </>
  );
}
