import type { ReactNode } from 'react';
import { type Role, roles } from '../../../src/features/access/rights.ts';
import { Choice, FieldGroup } from './form/field.tsx';
import { roleMeanings, roleNames } from './role-words.ts';

/** The roles of a person, in the words of what each lets one do. */
export function RolesField({
  value,
  error,
  onChange,
}: {
  value: readonly Role[];
  error?: string | undefined;
  onChange: (roles: Role[]) => void;
}): ReactNode {
  return (
    <FieldGroup label="Roles" error={error === undefined ? undefined : 'Choose at least one role.'}>
      {roles.map((role) => (
        <Choice
          key={role}
          type="checkbox"
          name="roles"
          value={role}
          label={roleNames[role]}
          meaning={roleMeanings[role]}
          checked={value.includes(role)}
          onChange={(isChecked) => onChange(roles.filter((one) => (one === role ? isChecked : value.includes(one))))}
        />
      ))}
    </FieldGroup>
  );
}
