import type { Path, Problem } from './kind.ts';

/** A warning only: two services that call each other are real, and every reckoning here is safe against it. */
export function cycleProblem(way: readonly string[], path: Path): Problem {
  const shown = way.length > 12 ? [...way.slice(0, 6), '…', ...way.slice(-5)] : way;
  return {
    code: 'dependency_cycle',
    severity: 'warning',
    message: `dependencies go round: ${shown.join(' → ')}`,
    path,
  };
}
