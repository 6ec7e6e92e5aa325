import { execFile, spawn } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The system's Chromium, or undefined where there is none: then browser tests are skipped and say so. */
export const chromiumPath: string | undefined = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path))

if (chromiumPath === undefined)
  process.stderr.write(
    'Skipped: no Chromium on PATH, so the tests in a browser were not run (apt-get install chromium).\n',
  )

const newest = (pattern: string): number =>
  Math.max(0, ...globSync(pattern, { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs))

/**
 * Builds the page when it is older than its sources; of several test files at once only one builds. It is built as it is shipped (inside a test run
 * NODE_ENV would make it a development build), and old files stay, so that a server that is already running keeps what it serves.
 */
const buildPage = async (): Promise<void> => {
  const index = join(root, 'web/dist/index.html')
  const lock = join(root, 'web/.building')
  const isFresh = (): boolean =>
    existsSync(index) && statSync(index).mtimeMs >= Math.max(newest('web/{index.html,src/**}'), newest('src/**/*.ts'))
  for (let tries = 0; !isFresh() && tries < 240; tries++) {
    try {
      mkdirSync(lock)
    } catch {
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
      if (Date.now() - since > 60_000) rmSync(lock, { recursive: true, force: true })
      await wait(250)
      continue
    }
    try {
      const vite = join(root, 'node_modules/vite/bin/vite.js')
      await promisify(execFile)(process.execPath, [vite, 'build', 'web', '--emptyOutDir', 'false'], {
        cwd: root,
        env: { ...process.env, NODE_ENV: 'production' },
      })
    } finally {
      rmSync(lock, { recursive: true, force: true })
    }
    return
  }
}

export type Application = { readonly url: string; readonly stop: () => Promise<void> }

/** What a signed-in browser holds of a server: its cookies. */
type SignedInState = Exclude<BrowserContextOptions['storageState'], string | undefined>

const signedIn = new WeakMap<Application, SignedInState>()

export const demoNames = {
  clinician: 'Dr Mira Sandoval',
  patient: 'Joan Marsh',
  tumourBoard: 'Dr Henrik Aalto',
  analyst: 'Noor Haddad',
  administrator: 'Sam Okafor',
} as const

/** On the server's own sign-in page: the button of a demonstration account. */
export const chooseAccount = async (page: Page, role: keyof typeof demoNames): Promise<void> =>
  page.getByRole('button', { name: demoNames[role] }).click()

/** Signs in as the demonstration clinician, once: pages opened afterwards are signed in. */
const signIn = async (browser: Browser, app: Application): Promise<void> => {
  const context = await browser.newContext({ baseURL: app.url })
  const page = await context.newPage()
  await page.goto('/auth/login')
  await chooseAccount(page, 'clinician')
  await page.waitForURL(`${app.url}/`)
  signedIn.set(app, await context.storageState())
  await context.close()
}

/** Asks the server as the signed-in clinician. */
export const fetchSignedIn = (
  app: Application,
  path: string,
  init: {
    readonly method?: string
    readonly body?: string
    readonly headers?: Readonly<Record<string, string>>
  } = {},
): Promise<Response> => {
  const cookies = (signedIn.get(app)?.cookies ?? []).map((c) => `${c.name}=${c.value}`).join('; ')
  return fetch(`${app.url}${path}`, { ...init, headers: { cookie: cookies, origin: app.url, ...init.headers } })
}

/** The real server with the demonstration people, on a free port and a store of its own. */
export const startApplication = async (): Promise<Application> => {
  await buildPage()
  const data = mkdtempSync(join(tmpdir(), 'attune-browser-'))
  const server = spawn(
    process.execPath,
    [join(root, 'src/cli/main.ts'), 'serve', '--demo', '--port', '0', '--data', data],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (found) resolve(found[0])
    }
    server.stdout.on('data', read)
    server.stderr.on('data', read)
    server.on('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
  return { url, stop }
}

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** The application and a browser for the tests of a `describe`: both run when its first test begins and end behind its last. `prepare` is done in between. */
export const inBrowser = (
  prepare: (app: Application) => Promise<void> = async () => {},
): { readonly app: Application; readonly browser: Browser } => {
  let app: Application | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    app = await startApplication()
    browser = await launch()
    await signIn(browser, app)
    await prepare(app)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })
  return {
    get app() {
      return app as Application
    },
    get browser() {
      return browser as Browser
    },
  }
}

/** A page that notes what must never happen: a request to another host, a script error, a breach of the content policy. */
export type Watched = { readonly page: Page; readonly faults: string[]; readonly requests: string[] }

/** Signed in as the clinician, unless `nobody`. */
export const openPage = async (
  browser: Browser,
  app: Application,
  { nobody = false, ...options }: BrowserContextOptions & { readonly nobody?: boolean } = {},
): Promise<Watched> => {
  const state = nobody ? undefined : signedIn.get(app)
  const context = await browser.newContext({
    ...(state === undefined ? {} : { storageState: state }),
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    baseURL: app.url,
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const faults: string[] = []
  const requests: string[] = []
  page.on('request', (request) => {
    requests.push(`${request.method()} ${request.url()}`)
    if (!/^(blob:|data:)/.test(request.url()) && !request.url().startsWith(app.url))
      faults.push(`asked ${request.url()}`)
  })
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 404/.test(message.text())) faults.push(`console: ${message.text()}`)
  })
  return { page, faults, requests }
}

/** What axe-core finds against WCAG 2.2 A and AA on the page as it is (or against the named rules only), one line each. */
export const accessibilityFaults = async (page: Page, rules?: string[]): Promise<readonly string[]> => {
  await page.evaluate(axe.source)
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as {
      axe: {
        run: (
          what: Document,
          how: object,
        ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>
      }
    }
    const { violations } = await axe.run(document, {
      runOnly: only ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary ?? ''}`))
  }, rules)
}

export type ListedPerson = { readonly id: string; readonly name: string; readonly toAct: number }

export const listPeople = async (app: Application): Promise<readonly ListedPerson[]> => {
  const answer = (await (await fetchSignedIn(app, '/api/people')).json()) as { people: readonly ListedPerson[] }
  return answer.people
}

/** The demonstration person who takes a medicine, so that tests do not depend on names. */
export const personTaking = async (app: Application, drug: string): Promise<ListedPerson> => {
  for (const person of await listPeople(app)) {
    const report = (await (await fetchSignedIn(app, `/api/people/${person.id}/report`)).json()) as {
      medicines: readonly { drug: { name: string }; onList?: object }[]
    }
    if (report.medicines.some((m) => m.drug.name === drug && m.onList)) return person
  }
  throw new Error(`No demonstration person takes ${drug}`)
}
