import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { problem } from '../shared/problem.ts'
import type { KitReport } from './cds-hooks/kit-report.ts'
import { portOf } from './port.ts'
import { printJson, tellProblems } from './present.ts'
import { type Done, jsonOption } from './verb-options.ts'

export type CheckOptions = {
  readonly clientKey?: string
  readonly issuer: string
  readonly jku?: string
  readonly patient: string
  readonly fhirServer?: string
  readonly client: boolean
  readonly port: string
  readonly base?: string
  readonly json: boolean
}

const told = async (report: KitReport, json: boolean): Promise<number> => {
  const { kitTable } = await import('./cds-hooks/kit-report.ts')
  if (json) printJson(report)
  else process.stdout.write(kitTable(report))
  return report.broken > 0 ? 1 : 0
}

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

const checkClient = async (options: CheckOptions): Promise<number> => {
  const port = portOf(options.port)
  tellProblems(port.problems)
  if (!port.ok) return 2
  const { recordClient } = await import('./cds-hooks/record-client.ts')
  const recorder = await recordClient(port.value, options.base, { now: Date.now, newId: randomUUID })
  process.stderr.write(
    `Point the client to ${recorder.base}/cds-services, use every hook, accept one card and set one aside; then stop this with Ctrl+C.\n`,
  )
  await stopped()
  return told(await recorder.stop(), options.json)
}

/** Holds a service, or with `--client` a client, against the specification; exit 1 on a violation, 2 when nothing could be tried. */
export const cdsHooksCheck = async (url: string | undefined, options: CheckOptions): Promise<number> => {
  if (options.client) return checkClient(options)
  if (url === undefined || !/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    tellProblems([
      problem(
        'cds-hooks.address',
        url ?? '',
        'This is not the address of a service.',
        'Give it as https://host or https://host/cds-services.',
      ),
    ])
    return 2
  }
  const { clientTokens, readClientKey } = await import('./cds-hooks/client-tokens.ts')
  const key =
    options.clientKey === undefined ? undefined : readClientKey(options.clientKey, options.issuer, options.jku)
  tellProblems(key?.problems ?? [])
  if (key !== undefined && !key.ok) return 2
  const { checkService } = await import('./cds-hooks/check-service.ts')
  const now = new Date().toISOString()
  const report = await checkService({
    base: url.replace(/\/+$/, '').replace(/\/cds-services$/, ''),
    patientId: options.patient,
    ...(options.fhirServer === undefined ? {} : { fhirServer: options.fhirServer }),
    today: now.slice(0, 10),
    time: now,
    newId: randomUUID,
    ...(key === undefined ? {} : { tokens: clientTokens(key.value, Date.now, randomUUID) }),
  })
  return told(report, options.json)
}

/** `attune cds-hooks check`. */
export const cdsHooksVerbs = (program: Command, done: Done): void => {
  program
    .command('cds-hooks')
    .description('decision support of any vendor held against the CDS Hooks specification')
    .command('check')
    .description('every rule that can be tried, with its verdict; exit code 1 for a violation')
    .argument('[url]', 'the service: address of its discovery endpoint, or the part before /cds-services')
    .option(
      '--client-key <file>',
      'private key (JWK) of a client that the service knows: calls carry tokens, and false ones are tried',
    )
    .option('--issuer <url>', 'who that client says it is', 'https://client.example')
    .option('--jku <url>', 'where its public keys stand')
    .option('--patient <id>', 'patient of the calls: one about whom the service has something to say', '1288992')
    .option('--fhir-server <url>', 'the FHIR server that the id of the patient belongs to')
    .option('--client', 'the other way round: record and judge what a client sends', false)
    .option('--port <port>', 'with --client: where to listen', '8099')
    .option('--base <url>', 'with --client: how the client reaches this, where it is another address')
    .option(...jsonOption)
    .action(async (url, options) => done(cdsHooksCheck(url, options)))
}
