import type { TokenRow } from '../features/access/contract.ts';

/** A line for each token under a line of heads, the columns as wide as they must be. */
export function tokensText(tokens: readonly TokenRow[]): string {
  if (tokens.length === 0) return 'no tokens';
  const heads = ['name', 'id', 'state', 'scopes', 'may write', 'money', 'expires', 'last used'];
  const rows = tokens.map((token) => [
    token.name,
    token.id,
    token.state,
    token.scopes.join(','),
    mayWrite(token),
    token.money === 'all' ? 'all' : token.money.join(',') || 'none',
    token.expiresAt.slice(0, 10),
    token.lastUsedAt ?? 'never',
  ]);
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function mayWrite({ sources, processes, components, environments }: TokenRow): string {
  const limits = { process: processes, component: components, environment: environments };
  const named = Object.entries(limits).flatMap(([name, list]) =>
    list === null ? [] : `${name}=${list.join(',') || '-'}`,
  );
  return [sources.join(',') || '-', ...named].join(' ');
}
