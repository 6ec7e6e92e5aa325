import type { Command } from 'commander'
import { roles } from '../trust/index.ts'
import { collect, type Done, jsonOption } from './verb-options.ts'

const dataOption = ['--data <dir>', 'where the store is kept (DATABASE_URL takes its place)', 'data'] as const
const tenantOption = [
  '--tenant <tenant>',
  'the tenant that the configuration file of the server names',
  'home',
] as const
const passwordOption = [
  '--password-stdin',
  'the password is the first line of standard input; otherwise one is made up',
  false,
] as const

const accountVerbs = (program: Command, done: Done): void => {
  const account = program.command('account').description('people who sign in here; with SQLite stop the server first')
  account
    .command('add')
    .description('a new account; a made-up password is printed once')
    .argument('<login>', 'what they type to sign in')
    .requiredOption('--name <name>', 'name of the person')
    .requiredOption('--role <role>', roles.filter((r) => r !== 'service').join(', '))
    .option('--reference <reference>', 'their FHIR resource, as Practitioner/7; a patient’s own record, as Patient/7')
    .option(...passwordOption)
    .option(...dataOption)
    .option(...tenantOption)
    .action(async (login, options) => done((await import('./accounts.ts')).addAccount(login, options)))
  account
    .command('list')
    .description('every account')
    .option(...jsonOption)
    .option(...dataOption)
    .option(...tenantOption)
    .action(async (options) => done((await import('./accounts.ts')).listAccounts(options)))
  account
    .command('disable')
    .description('lets nobody sign in by it any more and ends its sessions and tokens')
    .argument('<login>')
    .option(...dataOption)
    .option(...tenantOption)
    .action(async (login, options) => done((await import('./accounts.ts')).disableAccount(login, options)))
  account
    .command('password')
    .description('another password; ends sessions and tokens, and lets a disabled account in again')
    .argument('<login>')
    .option(...passwordOption)
    .option(...dataOption)
    .option(...tenantOption)
    .action(async (login, options) => done((await import('./accounts.ts')).setPassword(login, options)))
}

const clientVerbs = (program: Command, done: Done): void => {
  const client = program.command('client').description('applications and services that may ask for tokens')
  client
    .command('add')
    .description('registers one; its id, and its secret where it has one, are printed once')
    .argument('<name>', 'as people see it when they are asked for consent')
    .option('--redirect <uri>', 'where people are sent back to, exactly; may be repeated', collect, [])
    .requiredOption('--scope <scopes>', 'the most it may be given, as "launch/patient patient/*.rs"')
    .option('--auth <how>', 'public, secret or key (signs with a private key)', 'public')
    .option('--service', 'a system that acts without a person; needs --auth key', false)
    .option('--trusted', 'the house has agreed for its people: nobody is asked for consent', false)
    .option('--launch-url <url>', 'where it is opened from our own page')
    .option('--jwks-uri <url>', 'where its public keys are')
    .option('--jwks <file>', 'its public keys')
    .option('--id <id>', 'an id of your own instead of a made-up one')
    .option(...dataOption)
    .option(...tenantOption)
    .action(async (name, options) => done((await import('./clients.ts')).addClient(name, options)))
  client
    .command('list')
    .description('every client')
    .option(...jsonOption)
    .option(...dataOption)
    .option(...tenantOption)
    .action(async (options) => done((await import('./clients.ts')).listClients(options)))
  client
    .command('remove')
    .description('takes a client away and ends its tokens')
    .argument('<id>')
    .option(...dataOption)
    .option(...tenantOption)
    .action(async (id, options) => done((await import('./clients.ts')).removeClient(id, options)))
  client
    .command('keys')
    .description('new keys for signing identity tokens, used from the next start')
    .option('--drop-old', 'take all but the newest away instead', false)
    .option(...dataOption)
    .option(...tenantOption)
    .action(async (options) => done((await import('./clients.ts')).signingKeys(options)))
}

/** `attune account …` and `attune client …`. */
export const accountsVerbs = (program: Command, done: Done): void => {
  accountVerbs(program, done)
  clientVerbs(program, done)
}
