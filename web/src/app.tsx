import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { Frame } from './frame/frame.tsx'
import { Loading, NotFound } from './frame/states.tsx'
import { LocalPerson, ServerPerson } from './person/open-person.tsx'
import { plainPart } from './person/lookup.ts'
import { SignInFirst } from './session/sign-in-first.tsx'
import { StartPage } from './start/start-page.tsx'

const KnowledgePage = lazy(() => import('./knowledge/knowledge-page.tsx').then((m) => ({ default: m.KnowledgePage })))
const AboutPage = lazy(() => import('./about/about-page.tsx').then((m) => ({ default: m.AboutPage })))

type At = { readonly id: string; readonly section?: string; readonly item?: string }

/** Every screen has its own address; what is not listed here is told as not found. */
export const App = () => (
  <Frame>
    <Suspense fallback={<Loading what="the page" />}>
      <Switch>
        <Route path="/">
          <StartPage />
        </Route>
        <Route path="/people">
          <Redirect to="/" replace />
        </Route>
        <Route<At> path="/people/:id/:section?/:item?">
          {(p) => (
            <SignInFirst>
              <ServerPerson id={plainPart(p.id)} section={p.section} item={p.item} />
            </SignInFirst>
          )}
        </Route>
        <Route<At> path="/local/:id/:section?/:item?">
          {(p) => <LocalPerson id={plainPart(p.id)} section={p.section} item={p.item} />}
        </Route>
        <Route path="/knowledge">
          <KnowledgePage />
        </Route>
        <Route path="/about">
          <AboutPage />
        </Route>
        <Route>
          <NotFound what="page" />
        </Route>
      </Switch>
    </Suspense>
  </Frame>
)
