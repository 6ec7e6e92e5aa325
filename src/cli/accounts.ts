import { text } from 'node:stream/consumers'
import { bad, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import type { SignInStore } from '../store/index.ts'
import { hashPassword, passwordFault, type Role, roles } from '../trust/index.ts'
import { printJson, printTable, tellProblems } from './present.ts'
import { random, type StoreOptions, withSignInStore } from './sign-in-store.ts'

type PasswordOptions = StoreOptions & { readonly passwordStdin: boolean }
type AddOptions = PasswordOptions & { readonly name: string; readonly role: string; readonly reference?: string }

const tell = (problems: readonly Problem[]): number => {
  tellProblems(problems)
  return 2
}

/** A password from standard input, or a made-up one, which is told once. */
const chosenPassword = async ({
  passwordStdin,
}: PasswordOptions): Promise<Result<{ password: string; madeUp: boolean }>> => {
  if (!passwordStdin) return ok({ password: random(18), madeUp: true })
  const [password = ''] = (await text(process.stdin)).split(/\r?\n/)
  const fault = passwordFault(password)
  return fault === undefined
    ? ok({ password, madeUp: false })
    : bad([
        problem('password-weak', '--password-stdin', fault, 'Give another one on the first line of standard input.'),
      ])
}

const askedProblems = ({ role, reference, name }: AddOptions): readonly Problem[] => [
  ...(name.trim() === ''
    ? [problem('account-name', '--name', 'The name is empty.', 'Give the name of the person.')]
    : []),
  ...(role === 'service' || !roles.some((r) => r === role)
    ? [
        problem(
          'account-role',
          '--role',
          `There is no role "${role}" for people.`,
          `Use one of ${roles.filter((r) => r !== 'service').join(', ')}.`,
        ),
      ]
    : []),
  ...(role === 'patient' && !/^Patient\/[A-Za-z0-9.-]{1,64}$/.test(reference ?? '')
    ? [
        problem(
          'account-reference',
          '--reference',
          'A patient’s account needs the record it is for.',
          'Write it as Patient/ID.',
        ),
      ]
    : []),
  ...(reference !== undefined &&
  !/^(Patient|Practitioner|PractitionerRole|RelatedPerson|Person)\/[A-Za-z0-9.-]{1,64}$/.test(reference)
    ? [
        problem(
          'account-reference',
          '--reference',
          `"${reference}" is no person of the record.`,
          'Write it as Practitioner/ID or Patient/ID.',
        ),
      ]
    : []),
]

const tellPassword = (login: string, made: { password: string; madeUp: boolean }): void => {
  process.stdout.write(made.madeUp ? `${login}\npassword ${made.password}\n` : `${login}\n`)
}

export const addAccount = async (login: string, options: AddOptions): Promise<number> => {
  const chosen = await chosenPassword(options)
  const problems = [...askedProblems(options), ...(chosen.ok ? [] : chosen.problems)]
  if (!chosen.ok || problems.length > 0) return tell(problems)
  return withSignInStore(options, async ({ accounts }, at) => {
    const { name, role, reference } = options
    const account = {
      id: random(12),
      login,
      name,
      role: role as Role,
      demo: false,
      password: await hashPassword(chosen.value.password),
    }
    if (!(await accounts.add({ ...account, ...(reference === undefined ? {} : { reference }) }, at)))
      return tell([
        problem(
          'account-taken',
          'login',
          `There is an account "${login}" already.`,
          'Choose another login, or set its password.',
        ),
      ])
    tellPassword(login, chosen.value)
    return 0
  })
}

export const listAccounts = (options: StoreOptions & { readonly json: boolean }): Promise<number> =>
  withSignInStore(options, async ({ accounts }) => {
    const list = (await accounts.list()).map(({ password: _hash, failures: _f, blockedUntil: _b, ...told }) => told)
    const state = (a: (typeof list)[number]): string => (a.disabled ? 'disabled' : a.demo ? 'demonstration' : 'active')
    if (options.json) printJson(list)
    else
      printTable(
        ['login', 'role', 'name', 'reference', 'state'],
        list.map((a) => [a.login, a.role, a.name, a.reference ?? '-', state(a)]),
      )
    return 0
  })

const withAccount = (
  login: string,
  options: StoreOptions,
  work: (store: SignInStore, id: string) => Promise<void>,
): Promise<number> =>
  withSignInStore(options, async (store) => {
    const account = await store.accounts.byLogin(login)
    if (account === undefined)
      return tell([
        problem('account-unknown', 'login', `There is no account "${login}".`, 'attune account list shows them.'),
      ])
    await work(store, account.id)
    return 0
  })

export const disableAccount = (login: string, options: StoreOptions): Promise<number> =>
  withAccount(login, options, async ({ accounts }, id) => void (await accounts.disable(id)))

export const setPassword = async (login: string, options: PasswordOptions): Promise<number> => {
  const chosen = await chosenPassword(options)
  if (!chosen.ok) return tell(chosen.problems)
  return withAccount(login, options, async ({ accounts }, id) => {
    await accounts.setPassword(id, await hashPassword(chosen.value.password))
    tellPassword(login, chosen.value)
  })
}
