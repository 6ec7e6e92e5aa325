import { isIP } from 'node:net'
import { z } from 'zod'
import { ok, type Problem, type Result } from '../shared/problem.ts'
import { roles } from '../trust/index.ts'
import type { CdsHooksConfig } from './cds-hooks/index.ts'
import type { SignInConfig } from './sign-in/index.ts'

/** What an installation settles beyond the command line; a file of JSON, every part of which may be left out. */
export type ServerConfig = {
  readonly tenant: string
  readonly signIn: SignInConfig
  readonly cdsHooks: CdsHooksConfig
  /** Web origins whose pages may ask the FHIR API, e.g. of SMART applications. */
  readonly origins: readonly string[]
  /** Addresses and networks (`10.0.0.0/8`) of proxies in front, whose word is taken for where a request comes from. */
  readonly proxies?: readonly string[]
  /** Who may read `/metrics` from elsewhere than this machine. */
  readonly metricsToken?: string
}

const text = z.string().min(1)
const url = z.url({ protocol: /^https?$/ })
const thisMachine: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])
/** Secrets and tokens go there: over plain http only on this machine. */
const safeUrl = url.refine(
  (text) => text.startsWith('https:') || thisMachine.has(URL.parse(text)?.hostname ?? ''),
  'Use https, or http on this machine only.',
)
const network = z.string().refine((text) => {
  const [address = '', bits, more] = text.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return (
    most > 0 &&
    more === undefined &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most && Number(bits) > 0))
  )
}, 'An address, or a network such as 10.0.0.0/8.')
const origin = z
  .string()
  .refine((s) => URL.parse(s)?.origin === s, 'An origin is a scheme and a host, such as https://app.example.org.')

const ehr = z.strictObject({
  iss: safeUrl,
  clientId: text,
  clientSecret: text.optional(),
  sameIds: z.boolean().optional(),
})

const identityProvider = z.strictObject({
  issuer: safeUrl,
  audience: text,
  clientId: text,
  clientSecret: text.optional(),
  algorithms: z.array(z.string().regex(/^(RS|PS|ES)(256|384|512)$|^EdDSA$/)).optional(),
  claims: z.strictObject({
    role: text,
    tenant: text.optional(),
    patient: text.optional(),
    name: text.optional(),
  }),
  roles: z.record(z.string(), z.enum(roles)),
})

const publicKey = z
  .looseObject({ kty: z.enum(['EC', 'RSA', 'OKP']), kid: text })
  .refine((key) => !('d' in key), 'Only the public part of a key belongs here.')

const cdsClient = z.strictObject({
  iss: text,
  name: text,
  keys: z.strictObject({ keys: z.array(publicKey) }).optional(),
  jku: z.array(url).optional(),
  fhirServers: z.array(url).optional(),
})

const cdsHooks = z.strictObject({
  clients: z.array(cdsClient).optional(),
  openCdsHooks: z.boolean().optional(),
  origins: z.array(origin).optional(),
  fhirServers: z.array(url).optional(),
  smartLaunch: url.optional(),
})

const form = z.strictObject({
  tenant: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'Lower-case letters, digits and hyphens.')
    .optional(),
  ehrs: z
    .array(ehr)
    .refine((all) => new Set(all.map((e) => e.iss)).size === all.length, 'An address stands twice.')
    .optional(),
  identityProvider: identityProvider.optional(),
  cdsHooks: cdsHooks.optional(),
  origins: z.array(origin).optional(),
  proxies: z.array(network).optional(),
  metricsToken: z.string().min(16, 'At least 16 characters.').optional(),
})

export const plainConfig: ServerConfig = { tenant: 'home', signIn: { tenant: 'home' }, cdsHooks: {}, origins: [] }

/** The file's path to a part, as a person would look for it: `ehrs[0].iss`. */
const pathText = (path: readonly PropertyKey[]): string =>
  path.map((p, i) => (typeof p === 'number' ? `[${p}]` : i === 0 ? String(p) : `.${String(p)}`)).join('')

/** Reads a configuration file; everything wrong with it is told at once. */
export const readConfig = (source: string, content: string): Result<ServerConfig> => {
  const wrong = (message: string, path?: string): Problem => ({
    code: 'config',
    severity: 'error',
    at: { source, ...(path === undefined || path === '' ? {} : { path }) },
    message,
    remedy: 'The form of this file is described in docs/configuration.md.',
  })
  let json: unknown
  try {
    json = JSON.parse(content)
  } catch {
    return { ok: false, problems: [wrong('The configuration is not JSON.')] }
  }
  const read = form.safeParse(json)
  if (!read.success)
    return { ok: false, problems: read.error.issues.map((issue) => wrong(issue.message, pathText(issue.path))) }
  const {
    tenant = plainConfig.tenant,
    ehrs,
    identityProvider: idp,
    cdsHooks: cds,
    origins,
    proxies,
    metricsToken,
  } = read.data
  return ok({
    tenant,
    signIn: {
      tenant,
      ...(ehrs === undefined ? {} : { ehrs }),
      ...(idp === undefined ? {} : { identityProvider: idp }),
    } as SignInConfig,
    cdsHooks: (cds ?? {}) as CdsHooksConfig,
    origins: origins ?? [],
    ...(proxies === undefined ? {} : { proxies }),
    ...(metricsToken === undefined ? {} : { metricsToken }),
  })
}
