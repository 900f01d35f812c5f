import { Component, type ReactNode } from 'react';
import { ProblemNote } from '../design/problem-note.tsx';

/** Keeps the shell standing when a page breaks, and lets the reader try again. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <section className="lone-page">
        <ProblemNote heading="h1" problem={this.state.error} onRetry={() => this.setState({ error: null })} />
      </section>
    );
  }
}
