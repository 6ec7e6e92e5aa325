import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { InteractionResults, Provider } from 'oidc-provider'
import type { Account } from '../../store/index.ts'
import { roles } from '../../trust/index.ts'
import { type Asked, fixed, grantFor, type Interaction, judge, refusal } from './asked-authorization.ts'
import { checkPassword } from './check-password.ts'
import { consentPage, signInPage } from './interaction-pages.ts'
import { messagePage, pagePolicy } from './page.ts'
import { parameterText } from './parameter-text.ts'
import type { SignInRoom } from './parts.ts'
import type { LaunchedFor } from './provider-storage.ts'
import { isSameOrigin } from './same-origin.ts'
import { auditEntry } from './sign-in-audit.ts'

type Uid = { Params: { uid: string } }
type Form = Readonly<Record<string, string | readonly string[] | undefined>>

const one = (value: Form[string]): string => (typeof value === 'string' ? value : '')
const many = (value: Form[string]): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value
const pathOf = (uid: string): string => `/oauth/sign-in/${uid}`

/** The pages between an application and its token: who is there, for which patient, and what may it do. They work without script. */
export const interactionRoutes = (app: FastifyInstance, room: SignInRoom, provider: Provider): void => {
  const { store, patients } = room

  const interactionOf = async (request: FastifyRequest<Uid>, reply: FastifyReply): Promise<Interaction | undefined> => {
    const found = await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined)
    return found?.uid === request.params.uid ? found : undefined
  }

  const send = (reply: FastifyReply, html: string, status = 200, leadsTo?: string): FastifyReply =>
    reply
      .status(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', pagePolicy(leadsTo))
      .send(html)

  const over = (reply: FastifyReply): FastifyReply =>
    send(
      reply,
      messagePage('This sign-in is over', [
        'It took too long, or it was finished in another window.',
        'Go back to the application and start again.',
      ]),
      400,
    )

  const finish = async (
    request: FastifyRequest,
    reply: FastifyReply,
    result: InteractionResults,
  ): Promise<FastifyReply> => {
    const next = await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: true })
    return reply.header('cache-control', 'no-store').redirect(next, 303)
  }

  const leadsTo = (interaction: Interaction): string => parameterText(interaction.params['redirect_uri'])

  const showSignIn = async (interaction: Interaction, reply: FastifyReply, failed: boolean): Promise<FastifyReply> => {
    const client = await provider.Client.find(String(interaction.params['client_id']))
    const demo = room.demo ? (await store.accounts.list()).filter((a) => a.demo && !a.disabled) : []
    const inOrder = demo.toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
    const html = signInPage({ path: pathOf(interaction.uid), client: client?.clientName ?? '', failed, demo: inOrder })
    return send(reply, html, failed ? 401 : 200, leadsTo(interaction))
  }

  const showConsent = async (
    asked: Asked,
    reply: FastifyReply,
    query: string,
    missing: boolean,
  ): Promise<FastifyReply> => {
    const found = asked.patient === 'choose' ? await patients.find(query.slice(0, 100), 20) : []
    const { account, trusted, patient, interaction } = asked
    const met = found.length > 0 || typeof patient !== 'object' ? found : [patient]
    const client = String(interaction.params['client_id'])
    if (met.length > 0)
      await room.audit.append(
        auditEntry(room, {
          action: 'search',
          outcome: 'success',
          entity: 'people to open an application for',
          account,
          client,
          patients: met.map((p) => p.id),
          ...(query === '' ? {} : { query }),
        }),
      )
    const scopes = asked.scopes.filter((s) => !fixed(s))
    const shown = {
      path: pathOf(interaction.uid),
      client: asked.clientName,
      account,
      scopes,
      patient,
      query,
      found,
      missing,
      trusted,
    }
    return send(reply, consentPage(shown), missing ? 400 : 200, leadsTo(interaction))
  }

  const agree = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Asked,
    given: readonly string[],
    about: LaunchedFor,
  ) => {
    if (asked.launch !== undefined && (await store.tickets.take('launch', asked.launch, room.seconds())) === undefined)
      return over(reply)
    const { account, interaction } = asked
    const grantId = await grantFor(room, provider, asked, given, about)
    if (!asked.trusted || about.patient !== undefined)
      await room.audit.append(
        auditEntry(room, {
          action: 'execute',
          outcome: 'success',
          entity: 'consent',
          account,
          client: String(interaction.params['client_id']),
          patients: about.patient === undefined ? [] : [about.patient],
          query: given.join(' '),
        }),
      )
    return finish(request, reply, { consent: { grantId } })
  }

  app.get<Uid & { Querystring: { q?: string } }>('/oauth/sign-in/:uid', async (request, reply) => {
    const interaction = await interactionOf(request, reply)
    if (interaction === undefined) return over(reply)
    if (interaction.prompt.name === 'login') return showSignIn(interaction, reply, false)
    const asked = await judge(room, provider, interaction)
    if ('error' in asked) return finish(request, reply, asked)
    if (asked.trusted && asked.patient !== 'choose') return agree(request, reply, asked, asked.scopes, asked.about)
    return showConsent(asked, reply, typeof request.query.q === 'string' ? request.query.q : '', false)
  })

  const limited = { config: { rateLimit: { max: 30, timeWindow: 60_000 } } }

  const signedIn = async (
    request: FastifyRequest,
    reply: FastifyReply,
    account: Account,
    how: string,
  ): Promise<FastifyReply> => {
    await room.audit.append(auditEntry(room, { action: 'signIn', outcome: 'success', entity: how, account }))
    return finish(request, reply, { login: { accountId: account.id, amr: [how === 'demonstration' ? 'none' : 'pwd'] } })
  }

  app.post<Uid & { Body: Form }>('/oauth/sign-in/:uid/password', limited, async (request, reply) => {
    const interaction = await interactionOf(request, reply)
    if (interaction?.prompt.name !== 'login' || !isSameOrigin(request, room.baseUrl)) return over(reply)
    const checked = await checkPassword(room, one(request.body['login']), one(request.body['password']))
    if (checked.ok) return signedIn(request, reply, checked.account, 'password')
    const { account } = checked
    await room.audit.append(
      auditEntry(room, {
        action: 'signIn',
        outcome: 'failure',
        entity: 'password',
        ...(account === undefined ? {} : { account }),
      }),
    )
    return showSignIn(interaction, reply, true)
  })

  if (room.demo)
    app.post<Uid & { Body: Form }>('/oauth/sign-in/:uid/demo', limited, async (request, reply) => {
      const interaction = await interactionOf(request, reply)
      if (interaction?.prompt.name !== 'login' || !isSameOrigin(request, room.baseUrl)) return over(reply)
      const account = await store.accounts.byId(one(request.body['account']))
      if (account === undefined || !account.demo || account.disabled) return showSignIn(interaction, reply, true)
      return signedIn(request, reply, account, 'demonstration')
    })

  app.post<Uid & { Body: Form }>('/oauth/sign-in/:uid/consent', async (request, reply) => {
    const interaction = await interactionOf(request, reply)
    if (interaction?.prompt.name !== 'consent' || !isSameOrigin(request, room.baseUrl)) return over(reply)
    const asked = await judge(room, provider, interaction)
    if ('error' in asked) return finish(request, reply, asked)
    if (one(request.body['answer']) !== 'allow')
      return finish(request, reply, refusal('access_denied', 'the person did not agree'))
    const ticked = new Set(many(request.body['scope']))
    const given = asked.trusted ? asked.scopes : asked.scopes.filter((s) => fixed(s) || ticked.has(s))
    if (asked.patient !== 'choose') return agree(request, reply, asked, given, asked.about)
    const chosen = await patients.one(one(request.body['patient']))
    if (chosen === undefined) return showConsent(asked, reply, '', true)
    return agree(request, reply, asked, given, { ...asked.about, patient: chosen.id })
  })
}
