/** `group:payments` and `user:anna` as people read them. */
export function ownerText(owner: string | null): string {
  if (owner === null) return 'not named';
  const [kind, name = ''] = owner.split(':');
  return kind === 'group' ? `${name} (group)` : name;
}
