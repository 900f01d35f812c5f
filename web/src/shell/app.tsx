import { lazy, type ReactNode, Suspense, useState } from 'react';
import { matchRoute, Route, Switch, useLocation, useRouter } from 'wouter';
import { useMe } from '../api/me.ts';
import { ExplainHost } from '../design/explain/explain.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Footer } from './footer.tsx';
import { Gate } from './gate.tsx';
import { Header } from './header.tsx';
import { loadNow } from './later.ts';
import { PollingNote } from './live-indicator.tsx';
import { NotFound } from './not-found.tsx';
import { entrances, pages } from './pages.ts';
import { SearchHost } from './search-host.tsx';
import { SignedOutNote } from './signed-out-note.tsx';

const Forbidden = lazy(() => import('./forbidden.tsx'));

export function App(): ReactNode {
  const [path] = useLocation();
  const { parser } = useRouter();
  // the page of the address comes while the server is asked who one is
  useState(() => {
    const opened = pages.find((one) => matchRoute(parser, one.path, path)[0]);
    if (opened) loadNow(opened.page);
  });
  return (
    <ExplainHost>
      <SearchHost>
        <a className="skip-link" href="#main">
          Skip to the content
        </a>
        <Header />
        <PollingNote />
        <SignedOutNote />
        <main id="main" className="shell-main" tabIndex={-1}>
          <ErrorBoundary key={path}>
            <Suspense fallback={<div className="skeleton lone-page" />}>
              <Switch>
                {entrances.map(({ path: entrance, page: Page }) => (
                  <Route key={entrance} path={entrance}>
                    <Page />
                  </Route>
                ))}
                <Route>
                  <Gate>
                    <Pages />
                  </Gate>
                </Route>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </main>
        <Footer />
      </SearchHost>
    </ExplainHost>
  );
}

/** The page of the address; where its right is missing, who could give it. */
function Pages(): ReactNode {
  const rights = useMe()?.rights ?? [];
  return (
    <Switch>
      {pages.map(({ path, right, page: Page }) => (
        <Route key={path} path={path}>
          {rights.includes(right) ? <Page /> : <Forbidden right={right} />}
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
