import { createTheme, MantineProvider } from '@mantine/core'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { LocalPeopleProvider } from './person/local-people.tsx'
import { SignedOut } from './session/ask-server.ts'
import { forgetPeople, sessionEnded } from './session/session.ts'

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (!(error instanceof SignedOut)) return
      sessionEnded(queries)
      forgetPeople(queries)
    },
  }),
  defaultOptions: { queries: { staleTime: 60_000, retry: 1, refetchOnWindowFocus: false } },
})

const theme = createTheme({ fontFamily: 'inherit', respectReducedMotion: true, cursorType: 'pointer' })

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={queries}>
          <LocalPeopleProvider>
            <App />
          </LocalPeopleProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
