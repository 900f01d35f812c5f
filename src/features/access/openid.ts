import type { MoneyView } from './money-view.ts';
import type { Role } from './rights.ts';

/** How people come in by a provider of OpenID Connect; from the configuration of the server. */
export interface OpenIdSettings {
  issuer: string;
  clientId: string;
  clientSecret: { reveal(): string } | null;
  /** The words on the button. */
  label: string;
  scopes: readonly string[];
  nameClaim: string;
  rolesClaim: string;
  /** What the claim may say → the roles that it gives. */
  roles: Readonly<Record<string, readonly Role[]>>;
  moneyClaim: string | null;
  /** Whether somebody who was never here gets an account. */
  create: boolean;
}

export type Claims = Readonly<Record<string, unknown>>;

/** The claim of that name or, where there is none, the one at the end of the path (`realm_access.roles`). */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((value, part) => {
    const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    return Object.hasOwn(fields, part) ? fields[part] : undefined;
  }, claims);
}

const textsAt = (claims: Claims, name: string): string[] =>
  [claimAt(claims, name)].flat().filter((one): one is string => typeof one === 'string' && one !== '');

export const hasClaim = (claims: Claims, name: string): boolean => claimAt(claims, name) !== undefined;

/** The roles that the claims give, in the order of the settings; none where nothing of them is known here. */
export function rolesFrom(claims: Claims, { rolesClaim, roles }: Pick<OpenIdSettings, 'rolesClaim' | 'roles'>): Role[] {
  const held = new Set(textsAt(claims, rolesClaim));
  return [...new Set(Object.entries(roles).flatMap(([group, given]) => (held.has(group) ? given : [])))];
}

/** Whose money the claims show; null where the settings name no claim for it, so that administrators decide here. */
export function moneyFrom(claims: Claims, { moneyClaim }: Pick<OpenIdSettings, 'moneyClaim'>): MoneyView | null {
  if (moneyClaim === null) return null;
  const products = textsAt(claims, moneyClaim);
  return products.includes('all') ? 'all' : [...new Set(products)];
}

/** How somebody is shown. Names and addresses are for people to read; who it is, issuer and subject alone say. */
export interface Shown {
  /** As a sign-in name is written here; not yet known to be free. */
  name: string;
  displayName: string;
  email: string | null;
}

export function shownFrom(claims: Claims, { nameClaim }: Pick<OpenIdSettings, 'nameClaim'>): Shown {
  const [given = 'somebody'] = textsAt(claims, nameClaim);
  const [displayName = given] = textsAt(claims, 'name');
  const [email = ''] = textsAt(claims, 'email');
  const known = email.length <= 254 && email.includes('@') && claims.email_verified !== false;
  return { name: nameFrom(given), displayName: displayName.slice(0, 128), email: known ? email : null };
}

function nameFrom(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9._@+-]+/g, '-')
    .slice(0, 100)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  return plain === '' ? 'somebody' : plain;
}

const entrances = ['/sign-in', '/welcome', '/invitation', '/api', '/v1'];

/** A path of this site that shows a page, or `/`: a link to the sign-in must not send its reader to another site. */
export function pathWithin(text: string | undefined): string {
  const here = 'https://here.invalid';
  if (text === undefined || text.length > 2_048 || !text.startsWith('/')) return '/';
  if (/[\\\p{Cc}]/u.test(text) || !URL.canParse(text, here)) return '/';
  const url = new URL(text, here);
  if (url.origin !== here || url.pathname.startsWith('//')) return '/';
  if (entrances.some((path) => url.pathname === path || url.pathname.startsWith(`${path}/`))) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
