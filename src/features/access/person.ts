import { toRfc3339 } from '../../maths/instants.ts';
import type { People } from '../../stores/records/tables.ts';
import type { Me, PersonRow } from './contract.ts';
import type { MoneyView } from './money-view.ts';
import { type Role, rights, rightsOf } from './rights.ts';
import type { Person, Who } from './who.ts';

type Row = Pick<People, 'id' | 'name' | 'display_name' | 'roles' | 'money'>;

export const rolesIn = (row: Pick<People, 'roles'>): Role[] => JSON.parse(row.roles) as Role[];

/** The signed-in person that a row of the table describes. */
export function personIn(row: Row): Person {
  const roles = rolesIn(row);
  return {
    kind: 'person',
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    roles,
    rights: rightsOf(roles),
    money: JSON.parse(row.money) as MoneyView,
  };
}

type SignIn = Pick<People, 'password_hash' | 'issuer' | 'disabled_at'>;

export function stateOf(row: SignIn): PersonRow['state'] {
  if (row.disabled_at !== null) return 'disabled';
  return row.password_hash === null && row.issuer === null ? 'invited' : 'active';
}

/** Whether the person is an administrator who can sign in. */
export function isActiveAdministrator(row: SignIn & Pick<People, 'roles'>): boolean {
  return stateOf(row) === 'active' && rolesIn(row).includes('administrator');
}

/** A person as administrators see one. */
export function personRow(row: People): PersonRow {
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    email: row.email,
    roles: rolesIn(row),
    money: JSON.parse(row.money) as PersonRow['money'],
    state: stateOf(row),
    signsInBy: row.password_hash !== null ? 'password' : row.issuer !== null ? 'openid' : 'nothing yet',
    createdAt: toRfc3339(row.created_at),
    lastSeenAt: row.last_seen_at === null ? null : toRfc3339(row.last_seen_at),
    version: row.version,
  };
}

/** What the caller is told about itself; rights in the order of the list. */
export function meOf(who: Who): Me {
  return {
    kind: who.kind,
    id: who.id,
    name: who.name,
    displayName: who.kind === 'person' ? who.displayName : who.name,
    roles: who.kind === 'person' ? [...who.roles] : [],
    rights: rights.filter((right) => who.rights.has(right)),
    money: who.money === 'all' ? 'all' : [...who.money],
  };
}
