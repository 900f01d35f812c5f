import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import { type Right, type Role, rightsOfRole, roles } from '../../../src/features/access/rights.ts';
import { roleNames } from '../access/role-words.ts';
import { useMe } from '../api/me.ts';

const needs: Partial<Record<Right, string>> = {
  read: 'seeing what the server knows',
  respond: 'acting in an incident',
  edit: 'changing the catalogue, objectives and decisions',
  'apply-guarded': 'applying documents that make the server reach out',
  administer: 'looking after people, roles and tokens',
  audit: 'reading the audit log',
  metrics: 'reading the metrics of Waga itself',
};

/** A page that one may not see: who one is, what it needs, and who can change that. */
export default function Forbidden({ right }: { right: Right }): ReactNode {
  const who = useMe();
  useEffect(() => {
    document.title = 'Not yours to see · Waga';
  }, []);
  const holders = roles.filter((role: Role) => rightsOfRole[role].includes(right)).map((role) => roleNames[role]);
  return (
    <section className="lone-page">
      <h1>This page is not yours to see</h1>
      <p>
        You are signed in as <strong>{who?.displayName ?? 'nobody'}</strong>
        {who && who.roles.length > 0 && <> ({who.roles.map((role) => roleNames[role]).join(', ')})</>}. This page is for{' '}
        {needs[right] ?? right}, which comes with the role {holders.join(' or ')}. Ask an administrator if you need it.
      </p>
      <p>
        <Link href="/" className="button">
          Go to the balance
        </Link>
      </p>
    </section>
  );
}
